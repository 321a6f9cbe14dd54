"""Searching with any text: statements stay the same, and exactly the matching people are found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profile_browser.domain import matching
from profile_browser.domain.connection import Connection
from profile_browser.domain.fields import FIELDS
from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of, orders_of
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question, SearchKind
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.store import ProfileSource
from profile_browser.domain.user import User
from profile_browser.messages.problems import next_step
from profile_browser.stores import searching
from profile_browser.stores.couchbase.adapter import COUCHBASE
from profile_browser.stores.couchbase.source import CouchbaseSource
from profile_browser.stores.couchbase.statements import (
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from profile_browser.stores.reading import read_user
from profile_browser.stores.searching import lower_case, outcome_of
from profile_browser.stores.store import Store
from tests.unit.helpers.people import CLUSTER, HASH, record
from tests.unit.helpers.sample_file import DOCUMENTS
from tests.unit.helpers.stores import sample_store

STORE = sample_store()
RANGES = [f"{start}{end}" for start in ("", "words_", "turned_") for end in ("low", "high")]
ODD = ["%", "_", "\\", "'", '"', "`", "$low", "x" * 10_000, "a\0", "🙂", "@", "a@b%", " ", "İ"]
# Parts of the sample data, so that many of the tried texts find somebody.
PIECES = [str(document.get(name)) for document in DOCUMENTS for name in ("username", "email")]
NAMES = [str(document["full_name"]) for document in DOCUMENTS if document.get("full_name")]
TYPED = st.one_of(
    st.sampled_from(ODD),
    st.text(min_size=1),
    st.text(alphabet="%_\\'\"`aA@. ", min_size=1),
    st.builds(
        lambda text, length: text[:length].swapcase() or "a",
        st.sampled_from(PIECES + NAMES),
        st.integers(1, 12),
    ),
    st.sampled_from([name.split()[-1] for name in NAMES]),
)


class RecordingSession:
    """A session that finds nobody and records what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, str | int]]] = []
        self.read = None  # by key, nobody is asked for

    def run_query(
        self, statement: str, parameters: Mapping[str, str | int], **_: object
    ) -> list[object]:
        self.asked.append((statement, parameters))
        return []


def store_over(session: RecordingSession) -> Store:
    """Return a store over a cluster that is queried through this session."""

    def open_source(connection: Connection) -> ProfileSource:
        return CouchbaseSource(connection, session)  # type: ignore[arg-type]  # the part of a session that searches need

    return Store(CLUSTER, COUCHBASE._replace(open_source=open_source))


def _users(outcome: object) -> tuple[User, ...]:
    match outcome:
        case Found(user=user):
            return (user,)
        case Matches(users=users):
            return users
        case Problem(kind=ProblemKind.DAMAGED_DOCUMENT):  # nobody is shown
            return ()
    assert isinstance(outcome, Missing)
    return ()


def _matches(user: User, text: str, kind: SearchKind) -> bool:
    wanted, username, email = fold(text), fold(user.username), fold(user.email or "")
    if kind is SearchKind.EMAIL:
        return wanted in (email, username)
    entries = entries_of(user.full_name or "")
    in_name = (entry.startswith(" ".join(words)) for entry in entries for words in orders_of(text))
    return username.startswith(wanted) or email.startswith(wanted) or any(in_name)


@given(TYPED)
@example("x" * 10_000)
def test_typed_text_never_changes_a_statement(text: str) -> None:
    session = RecordingSession()
    store = store_over(session)
    store.search(Question(text), 50)
    store.suggest(text, 8)
    (searched, parameters), (suggested, _) = session.asked
    by_email = Question(text).kind is SearchKind.EMAIL
    statement = search_by_email_of if by_email else search_by_beginning_of
    assert searched == statement(CLUSTER)
    assert suggested == suggestions_of(CLUSTER)
    assert set(parameters) == {*(["text"] if by_email else RANGES), "limit"}


@given(TYPED, st.integers(1, 60))
def test_only_people_who_match_are_found(text: str, limit: int) -> None:
    question = Question(text, search_only=True)
    found = _users(STORE.search(question, limit))
    assert len(found) <= limit
    assert [user for user in found if not _matches(user, text, question.kind)] == []


@given(TYPED)
@example("DAM")
def test_everybody_who_matches_is_found(text: str) -> None:
    question = Question(text, search_only=True)
    everybody = [
        document["username"]
        for document in DOCUMENTS
        if document["username"] != "damaged" and _matches(_user_of(document), text, question.kind)
    ]
    found = _users(STORE.search(question, len(DOCUMENTS)))
    assert sorted(user.username for user in found) == sorted(map(str, everybody))


@given(TYPED)
def test_suggestions_begin_with_the_typed_text(text: str) -> None:
    suggested = STORE.suggest(text, 8)
    assert len(suggested) <= 8
    assert all(fold(user.username).startswith(fold(text)) for user in suggested)


def _user_of(document: Mapping[str, object]) -> User:
    return read_user(document, User)


@pytest.mark.parametrize(
    ("text", "usernames"),
    [
        ("JohnDoe", ["johndoe", "johndoe2"]),
        ("JohnDoe@Example.com", ["johndoe"]),
    ],
)
def test_people_in_the_sample_data_are_found(text: str, usernames: list[str]) -> None:
    found = _users(STORE.search(Question(text, search_only=True), 50))
    assert [user.username for user in found] == usernames


def test_whole_fields_come_first_then_usernames_emails_names_and_other_words() -> None:
    rows = [
        record(username="a", email=None, full_name="Ann Jones"),
        record(username="c", email=None, full_name="Jo Ann"),
        record(username="b", email=None, full_name="Jó Ann"),
        record(username="d", email="jo@example.com"),
        record(username="jody"),
        record(username="Joan", full_name=None),
        record(username="x", full_name="JO"),
        record(username="jö"),
    ]
    assert _listed("Jo", rows) == ["jö", "x", "Joan", "jody", "d", "b", "c", "a"]


def test_the_people_with_just_the_words_of_the_text_come_first_in_any_order() -> None:
    rows = [
        record(username="a", email=None, full_name="Doe John Paul"),
        record(username="b", email=None, full_name="John Paul-Doe"),
        record(username="c", email=None, full_name="John Doe"),
    ]
    assert _listed("Doe, John", rows) == ["c", "a", "b"]


def test_a_text_without_words_is_not_the_name_of_people_without_a_name() -> None:
    rows = [
        record(username="!a", email="-x@example.com", full_name=None),
        record(username="-z", email=None, full_name=None),
    ]
    assert _listed("-", rows) == ["-z", "!a"]


def test_a_megabyte_in_a_field_is_not_folded_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[int] = []

    def recorded(text: str) -> str:
        folded.append(len(text))
        return fold(text)

    monkeypatch.setattr(searching, "fold", recorded)
    monkeypatch.setattr(matching, "fold", recorded)
    rows = [record(username="b"), record(username="a", full_name="é " * 500_000)]
    assert _listed("e", rows) == ["a", "b"]
    assert 0 < max(folded) <= searching.LONGEST_TEXT


def _listed(text: str, rows: Sequence[object]) -> list[str]:
    return [user.username for user in _users(outcome_of(CLUSTER, Question(text), rows, 50))]


SAME_BUT_FOR_CASE = [record(username="johndoe2"), record(username="johndoe"), record(username="x")]


def test_the_only_username_that_differs_in_case_alone_is_opened_at_once() -> None:
    found = outcome_of(CLUSTER, Question("JohnDoe"), SAME_BUT_FOR_CASE, 50)
    assert isinstance(found, Found)
    assert (found.user.username, found.typed) == ("johndoe", "JohnDoe")
    cut = outcome_of(CLUSTER, Question("JohnDoe"), SAME_BUT_FOR_CASE, 1)
    assert isinstance(cut, Found)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (Question("JOHNDOE"), [*SAME_BUT_FOR_CASE, record(username="Johndoe")]),
        (Question("JOHNDOE", search_only=True), SAME_BUT_FOR_CASE),
        (Question("JÓHNDOE"), SAME_BUT_FOR_CASE),
        (Question("johndoe"), SAME_BUT_FOR_CASE),  # stored under another key
    ],
    ids=["two of them", "a search", "other accents", "no difference"],
)
def test_otherwise_all_matches_are_listed(question: Question, rows: Sequence[object]) -> None:
    matches = outcome_of(CLUSTER, question, rows, 50)
    assert isinstance(matches, Matches)
    assert len(matches.users) == len(rows)


def test_people_are_ranked_by_the_fields_of_the_layout() -> None:
    """Elsewhere in the document, these names mean something else."""
    places = {"username": "login", "email": "contact.email", "full_name": "name"}
    fields = tuple(field._replace(path=places.get(field.name, field.path)) for field in FIELDS)
    connection = replace(CLUSTER, record=RecordLayout(id="{username}", built_in=fields))
    rows = [
        {"login": "b", "name": "Ann Jo", "username": "jo"},
        {"login": "c", "contact.email": "jo@example.com", "email": "jo"},
        {"login": "a", "name": "Jo"},
        {"login": "d", "name": "Joan", "full_name": "Jo"},
        {"login": "john"},
    ]
    outcome = outcome_of(connection, Question("jo"), rows, 50)
    assert [user.username for user in _users(outcome)] == ["a", "john", "c", "d", "b"]
    only = outcome_of(connection, Question("JOHN"), [*rows[-1:], {"login": "Johnny"}], 50)
    assert isinstance(only, Found)
    assert (only.user.username, only.typed) == ("john", "JOHN")


def test_a_text_that_is_too_long_is_refused_before_anything_is_sent() -> None:
    session = RecordingSession()
    store = store_over(session)
    outcome = store.search(Question("x" * 10_001), 50)
    assert isinstance(outcome, Problem)
    assert next_step(outcome) == "This is too long to search for."
    assert store.suggest("x" * 10_001, 8) == ()
    assert session.asked == []


@pytest.mark.parametrize(
    "row",
    [None, "text", ["list"], {}, record(disabled="off"), 7],
    ids=["null", "a text", "a list", "an empty object", "a wrong type", "a number"],
)
def test_a_damaged_row_is_left_out(row: object, caplog: pytest.LogCaptureFixture) -> None:
    outcome = outcome_of(CLUSTER, Question("jo"), [row, record()], 50)
    assert isinstance(outcome, Found)
    assert outcome.user.username == "johndoe"
    assert len(caplog.records) == 1
    assert "johndoe" not in caplog.text
    assert HASH not in f"{caplog.text}{outcome}"


def test_letters_are_lowercased_one_by_one() -> None:
    assert [lower_case(text) for text in ("ΑΣ", "İ", "STRASSE", "Straße")] == [
        "ασ", "i", "strasse", "straße",
    ]  # fmt: skip
