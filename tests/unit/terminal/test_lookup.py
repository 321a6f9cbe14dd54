"""``profile-browser lookup``: what it prints, where, and its exit code."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import Connection
from profile_browser.domain.details import NEVER, DetailsOutcome, RecordDetails
from profile_browser.domain.outcome import Found, Missing, Outcome
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.store_kind import SEARCHES
from profile_browser.domain.user import User
from profile_browser.messages.problems import one_line
from profile_browser.messages.profile import notice_text
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal import lookup
from profile_browser.terminal.answers import exit_code
from profile_browser.terminal.lookup import LookupOptions
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.problems import problem_of

Capture = pytest.CaptureFixture[str]


class FakeStore:
    """A store with a known outcome for each username."""

    def __init__(self, outcomes: Mapping[str, Outcome]) -> None:
        self._outcomes = outcomes
        self.asked: list[str] = []
        self.closed = False

    def look_up(self, username: str, _reason: str = "") -> Outcome:
        self.asked.append(username)
        return self._outcomes[username]

    def read_details(self, username: str, _reason: str = "") -> DetailsOutcome:
        self.asked.append(f"details of {username}")
        return DETAILS[username]

    def search(self, question: Question, limit: int) -> Outcome:
        pytest.fail(f"{question} {limit}")

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        pytest.fail(f"{text} {limit}")

    def close(self) -> None:
        self.closed = True


def _found(username: str, asked: str = "") -> Found:
    return Found(user(username), CLUSTER.title, datetime.now(UTC), asked)


OUTCOMES: Mapping[str, Outcome] = {
    "found": _found("found"),
    "other": _found("somebody", "other"),
    "x:found:x": _found("x:found:x"),
    "missing": Missing("missing", CLUSTER.title),
    "ambiguous": Problem(
        Reason.RECORD_AMBIGUOUS, CLUSTER, values={"username": "ambiguous", "key_field": "login"}
    ),
    **{kind.value: problem_of(kind) for kind in ProblemKind},
}
CHANGED = datetime(2026, 11, 26, 13, 3, 22, tzinfo=UTC)
DETAILS: dict[str, DetailsOutcome] = {
    "found": RecordDetails("userprofile::found", "0x18", NEVER, CHANGED),
    "other": Missing("other", CLUSTER.title),
}
LookUp = Callable[..., int]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    """Replace the real store with one that has known outcomes."""
    store = FakeStore(OUTCOMES)

    def opened(_connection: Connection) -> FakeStore:
        return store

    monkeypatch.setattr(lookup, "SignedInStore", opened)
    return store


def _look_up(*usernames: str, as_json: bool = False, details: bool = False) -> int:
    return lookup.look_up_all(CLUSTER, usernames, LookupOptions(as_json, details=details))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("username", "code"),
    [
        ("found", 0),
        ("other", 0),
        ("missing", 1),
        ("bad_input", 2),
        ("misconfigured", 2),
        ("untrusted", 3),
        ("not_allowed", 3),
        ("wrong_sign_in", 3),
        ("unreachable", 3),
        ("timed_out", 3),
        ("damaged_document", 3),
        ("not_recorded", 3),
        ("unexpected", 3),
    ],
)
def test_the_exit_code_reports_the_outcome(username: str, code: int) -> None:
    assert _look_up(username) == code


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("usernames", "code"),
    [
        (["found", "found"], 0),
        (["missing", "found"], 1),
        (["missing", "bad_input", "found"], 2),
        (["damaged_document", "bad_input", "missing"], 3),
        (["bad_input", "unreachable"], 3),
    ],
)
def test_the_exit_code_of_several_lookups_is_the_worst_one(usernames: list[str], code: int) -> None:
    assert _look_up(*usernames) == code


@pytest.mark.usefixtures("store")
def test_users_go_to_standard_output_and_messages_to_standard_error(capsys: Capture) -> None:
    _look_up("found", "missing", "bad_input", "other", "damaged_document")
    out, err = capsys.readouterr()
    assert [line for line in out.splitlines() if "Username" in line] == [
        "Username: found",
        "Username: somebody",
    ]
    assert err.splitlines() == [
        "No user named “missing” in Customers",
        one_line(problem_of(ProblemKind.BAD_INPUT)),
        notice_text(_found("somebody", "other")),
        one_line(problem_of(ProblemKind.DAMAGED_DOCUMENT)),
    ]


@pytest.mark.usefixtures("store")
def test_technical_details_are_not_printed(capsys: Capture) -> None:
    _look_up("unexpected")
    assert "Marked" not in "".join(capsys.readouterr())


@pytest.mark.usefixtures("store")
def test_json_output_is_one_object_per_line_and_nothing_else(capsys: Capture) -> None:
    _look_up("found", "missing", "other", as_json=True)
    out = capsys.readouterr().out
    assert [json.loads(line)["username"] for line in out.splitlines()] == ["found", "somebody"]
    assert [list(json.loads(line)) for line in out.splitlines()] == [
        ["username", "full_name", "email", "disabled"]
    ] * 2


@pytest.mark.parametrize(
    "kind",
    ["misconfigured", "untrusted", "unreachable", "wrong_sign_in", "not_allowed", "not_recorded"],
)
@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        ([], ""),
        (["found"], "1 more user was not looked up."),
        (["found", "missing"], "2 more users were not looked up."),
    ],
)
def test_after_a_failed_connection_the_other_usernames_are_not_tried(
    store: FakeStore, kind: str, left: list[str], sentence: str, capsys: Capture
) -> None:
    _look_up(kind, *left)
    assert store.asked == [kind]
    assert capsys.readouterr().err.splitlines()[1:] == ([sentence] if sentence else [])


@pytest.mark.parametrize("kind", ["missing", "bad_input", "damaged_document"])
def test_after_one_bad_record_the_other_usernames_are_still_looked_up(
    store: FakeStore, kind: str
) -> None:
    _look_up(kind, "found")
    assert store.asked == [kind, "found"]


def test_a_pasted_document_id_finds_the_user(store: FakeStore) -> None:
    _look_up(" userprofile::found\n")
    assert store.asked == ["found"]


@pytest.mark.parametrize(
    ("text", "exactly", "asked"),
    [("x:found:x", False, "found"), ("x:found:x", True, "x:found:x")],
)
def test_an_id_as_this_connection_has_ids_finds_the_user_unless_it_is_looked_up_exactly(
    store: FakeStore, text: str, exactly: bool, asked: str
) -> None:
    connection = replace(CLUSTER, record=RecordLayout(id="x:{username}:x"))
    lookup.look_up_all(connection, [text], LookupOptions(exactly=exactly))
    assert store.asked == [asked]


def test_the_store_is_closed_at_the_end(store: FakeStore) -> None:
    _look_up("found")
    assert store.closed


def test_the_store_is_closed_after_an_interrupt(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: str) -> Outcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "look_up", interrupt)
    with pytest.raises(KeyboardInterrupt):
        _look_up("found")
    assert store.closed


@pytest.mark.usefixtures("store")
def test_without_standard_error_messages_do_not_get_into_the_output(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert _look_up("missing", "found", as_json=True) == 1
    assert [json.loads(line)["username"] for line in capsys.readouterr().out.splitlines()] == [
        "found"
    ]


def test_the_sample_data_can_be_looked_up(capsys: Capture) -> None:
    assert lookup.look_up_all(SAMPLE, ["alice"], LookupOptions()) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Username: alice",
        "Full name: Alice Chains",
        "E-mail: alice@example.com",
        "Account: Disabled",
        "",
    ]


# Record details


def test_details_are_printed_below_the_profile(store: FakeStore, capsys: Capture) -> None:
    assert _look_up("found", "missing", details=True) == 1
    lines = capsys.readouterr().out.splitlines()
    changed = CHANGED.astimezone().isoformat(sep=" ")
    assert lines[4:] == [
        "Record ID: userprofile::found",
        "CAS: 0x18",
        "Expires: Never",
        f"Last change: {changed}",
        "",
    ]
    assert store.asked == ["found", "details of found", "missing"]


@pytest.mark.usefixtures("store")
def test_details_are_an_object_in_the_json(capsys: Capture) -> None:
    _look_up("found", as_json=True, details=True)
    assert json.loads(capsys.readouterr().out)["details"] == {
        "document_id": "userprofile::found",
        "revision": "0x18",
        "expiry": "never",
        "last_change": "2026-11-26T13:03:22Z",
    }


@pytest.mark.parametrize("as_json", [False, True])
def test_what_a_kind_of_store_does_not_keep_is_left_out(
    store: FakeStore, capsys: Capture, monkeypatch: pytest.MonkeyPatch, *, as_json: bool
) -> None:
    monkeypatch.setitem(DETAILS, "found", RecordDetails("userprofile::found", "3-abc"))
    connection = replace(CLUSTER, kind=CLUSTER.kind._replace(keeps_times=False))
    lookup.look_up_all(connection, ["found"], LookupOptions(as_json, details=True))
    assert store.asked == ["found", "details of found"]
    out = capsys.readouterr().out
    if as_json:
        kept = {"document_id": "userprofile::found", "revision": "3-abc"}
        assert json.loads(out)["details"] == kept
    else:
        assert out.splitlines()[4:] == ["Record ID: userprofile::found", "CAS: 3-abc", ""]


@pytest.mark.usefixtures("store")
def test_a_profile_is_printed_though_its_record_was_deleted_before_its_details_were_read(
    capsys: Capture,
) -> None:
    assert _look_up("other", as_json=True, details=True) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["details"] is None
    assert "No user named “other” in Customers" in err


@pytest.mark.parametrize("kind", ProblemKind)
def test_the_exit_code_reports_failed_details_as_a_failed_lookup(
    store: FakeStore, kind: ProblemKind, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(DETAILS, "found", problem_of(kind))
    assert _look_up("found", details=True) == exit_code(problem_of(kind))
    out, err = capsys.readouterr()
    assert "Username: found" in out
    assert one_line(problem_of(kind)) in err
    assert store.asked == ["found", "details of found"]


def test_a_busy_server_is_not_asked_for_the_next_user(store: FakeStore, capsys: Capture) -> None:
    assert _look_up("busy", "found") == 3
    assert store.asked == ["busy"]
    assert "1 more" in capsys.readouterr().err


def test_no_further_user_is_looked_up_if_their_details_could_not_be_read(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(DETAILS, "found", problem_of(ProblemKind.NOT_ALLOWED))
    assert _look_up("found", "other", details=True) == 3
    assert store.asked == ["found", "details of found"]
    assert "1 more user was not looked up." in capsys.readouterr().err


def test_details_are_not_read_unless_asked_for(store: FakeStore, capsys: Capture) -> None:
    _look_up("found", as_json=True)
    assert "details" not in json.loads(capsys.readouterr().out)
    assert store.asked == ["found"]


def test_a_kind_of_store_without_details_is_not_asked(store: FakeStore) -> None:
    kind = CLUSTER.kind._replace(capabilities=SEARCHES)
    with pytest.raises(ConfigurationError, match="Customers has no record details"):
        lookup.look_up_all(replace(CLUSTER, kind=kind), ["found"], LookupOptions(details=True))
    assert store.asked == []


def test_two_records_of_one_user_do_not_keep_the_next_one_from_being_asked_for(
    store: FakeStore,
) -> None:
    _look_up("ambiguous", "found")
    assert store.asked == ["ambiguous", "found"]
