"""``profile-browser find``: what it prints, where, and its exit code."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.problem import ProblemKind
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.store_kind import Capability
from profile_browser.messages.problems import one_line
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal import find
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.problems import problem_of
from tests.unit.helpers.scripted import ScriptedStore

Capture = pytest.CaptureFixture[str]
TITLE = CLUSTER.title
NOW = datetime.now(UTC)
BY_KEY = Missing("jo", TITLE)
FOUND = Found(user("joan"), TITLE, NOW, way=Way.BEGINNING)
MATCHES = Matches((user("joan"), user("john")), TITLE, NOW, Way.BEGINNING)
CUT = Matches((user("joan"), user("john")), TITLE, NOW, Way.BEGINNING, more=True)
NOBODY = Missing("jo", TITLE, (Way.BEGINNING,))
BROKEN = problem_of(ProblemKind.MISCONFIGURED)
TOO_LONG = problem_of(ProblemKind.BAD_INPUT)
UNREACHABLE = problem_of(ProblemKind.UNREACHABLE)


@pytest.fixture
def found_by(monkeypatch: pytest.MonkeyPatch) -> type[ScriptedStore]:
    """Return a kind of store with known outcomes that replaces the real one once it is created."""

    class Opened(ScriptedStore):
        """A store that replaces the real one once it is created."""

        def __init__(self, by_key: Outcome, by_search: Outcome) -> None:
            super().__init__(by_key, by_search)

            def opened(_connection: Connection) -> ScriptedStore:
                return self

            monkeypatch.setattr(find, "SignedInStore", opened)

    return Opened


def _find(text: str = "jo", *, limit: int = 50, as_json: bool = False) -> int:
    return find.find(CLUSTER, text, limit=limit, as_json=as_json)


@pytest.mark.parametrize(
    ("by_key", "by_search", "code"),
    [
        (Found(user("jo"), TITLE, NOW), BROKEN, 0),
        (BY_KEY, FOUND, 0),
        (BY_KEY, MATCHES, 0),
        (BY_KEY, CUT, 0),
        (BY_KEY, NOBODY, 1),
        (BY_KEY, BROKEN, 3),
        (BY_KEY, UNREACHABLE, 3),
        (TOO_LONG, TOO_LONG, 2),
        (UNREACHABLE, FOUND, 3),
    ],
    ids=[
        "exact username",
        "one match",
        "several matches",
        "cut list",
        "nobody",
        "search unavailable",
        "search unreachable",
        "too long",
        "unreachable",
    ],
)
def test_the_exit_code_reports_the_outcome(
    found_by: type[ScriptedStore], by_key: Outcome, by_search: Outcome, code: int
) -> None:
    store = found_by(by_key, by_search)
    assert _find() == code
    assert store.closed


def test_the_text_is_trimmed_and_the_limit_passed_to_the_store(
    found_by: type[ScriptedStore],
) -> None:
    store = found_by(BY_KEY, NOBODY)
    _find(" userprofile::jo\n", limit=7)
    assert store.asked == ["jo", ("jo", 7)]


def test_an_id_as_this_connection_has_ids_finds_the_user(
    found_by: type[ScriptedStore], capsys: Capture
) -> None:
    store = found_by(BY_KEY, NOBODY)
    connection = replace(CLUSTER, record=RecordLayout(id="user:{username}:profile"))
    find.find(connection, "user:\u200bjo\u200b:profile", limit=7, as_json=False)
    assert store.asked == ["jo", ("jo", 7)]
    assert "2 invisible characters" in capsys.readouterr().err


def test_several_people_are_separated_by_blank_lines(
    found_by: type[ScriptedStore], capsys: Capture
) -> None:
    found_by(BY_KEY, MATCHES)
    _find()
    out, err = capsys.readouterr()
    blocks = out.strip().split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == ["Username: joan", "Username: john"]
    assert err == ""


def test_a_username_in_another_case_is_printed_and_said(
    found_by: type[ScriptedStore], capsys: Capture
) -> None:
    found_by(BY_KEY, FOUND._replace(typed="JOAN"))
    assert _find("JOAN") == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "Username: joan"
    assert err == "Found “joan”; you typed “JOAN”.\n"


def test_json_is_one_object_per_line_and_a_cut_list_is_reported_on_standard_error(
    found_by: type[ScriptedStore], capsys: Capture
) -> None:
    found_by(BY_KEY, CUT)
    _find(limit=2, as_json=True)
    out, err = capsys.readouterr()
    assert [json.loads(line)["username"] for line in out.splitlines()] == ["joan", "john"]
    assert err == "More than 2 matches. To narrow the list, type more of the name.\n"


def test_if_nobody_is_found_the_ways_that_were_tried_are_listed(
    found_by: type[ScriptedStore], capsys: Capture
) -> None:
    found_by(BY_KEY, NOBODY)
    _find()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "No one found for “jo” in Customers",
        "Searched by exact username, then by the start of a username, e-mail or name.",
    ]


def test_an_unavailable_search_is_reported_with_its_reason(
    found_by: type[ScriptedStore], capsys: Capture
) -> None:
    found_by(BY_KEY, BROKEN)
    _find()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "No user named “jo” in Customers; search by e-mail or name is not available",
        one_line(BROKEN),
    ]


def test_the_store_is_closed_after_an_interrupt(
    found_by: type[ScriptedStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = found_by(BY_KEY, NOBODY)

    def interrupt(*_: str) -> Outcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "look_up", interrupt)
    with pytest.raises(KeyboardInterrupt):
        _find()
    assert store.closed


def test_the_sample_data_is_searched(capsys: Capture) -> None:
    assert find.find(SAMPLE, "ALICE@example.com", limit=50, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["username"] == "alice"


def test_a_search_that_the_store_cannot_do_is_said_in_plain_words(
    found_by: type[ScriptedStore], capsys: Capture
) -> None:
    found_by(BY_KEY, MATCHES)
    kind = CLUSTER.kind._replace(capabilities=frozenset({Capability.EMAIL}))
    code = find.find(replace(CLUSTER, kind=kind), "jo", limit=50, as_json=False)
    assert code == 3
    ways = "by the start of a username, e-mail or name"
    assert capsys.readouterr().err == (
        f"No user named “jo” in {TITLE}; search {ways} is not available\n"
        f"{TITLE} cannot be searched {ways}. Couchbase does not support this search. "
        "You can still look people up by exact username or by e-mail.\n"
    )
