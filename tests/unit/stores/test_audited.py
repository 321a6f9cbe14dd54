"""No profile is shown or even requested unless the read can be recorded in the audit log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.audit import Action, NotRecordedError, Read
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.lookups.strategy import ask
from profile_browser.messages.problems import details, summary
from profile_browser.stores.audited import AuditedStore, audited
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.problems import problem_of
from tests.unit.helpers.scripted import DETAILS, ScriptedStore
from tests.unit.helpers.sentences import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PLACE = replace(CLUSTER, audit=True)
MISSING = Missing("ann", PLACE.title)
FOUND = Found(user("ann"), PLACE.title, NOON)
MATCHES = Matches((user("ann"), user("Annabel")), PLACE.title, NOON, Way.BEGINNING, more=True)
REASON = "Disk quota exceeded"
LOOK_UP, SEARCH, READ_DETAILS = Action.LOOK_UP, Action.SEARCH, Action.READ_DETAILS
EVERY_PROBLEM = [problem_of(kind) for kind in ProblemKind]


class Record:
    """An audit log that notes each call in a shared list of events, and can fail at one step."""

    folder = "/var/log/reads"

    def __init__(self, events: list[object], *, fails_at: str = "") -> None:
        self.events, self._fails_at = events, fails_at

    def prepare(self) -> None:
        self._fail_at("prepare")
        self.events.append("prepared")

    def write(self, connection: Connection, reads: Sequence[Read]) -> None:
        self._fail_at("write")
        assert connection is PLACE
        assert all(0 <= read.milliseconds < 60_000 for read in reads)
        self.events.append([(read.username, read.action, read.outcome) for read in reads])

    def _fail_at(self, step: str) -> None:
        if step == self._fails_at:
            raise NotRecordedError(REASON)


def _store(
    by_key: Outcome = MISSING, by_search: Outcome = MISSING, *, fails_at: str = ""
) -> tuple[AuditedStore, ScriptedStore, Record]:
    """Return a store whose audit log and inner store note their calls in the same list."""
    inner = ScriptedStore(by_key, by_search)
    record = Record(inner.asked, fails_at=fails_at)
    return AuditedStore(PLACE, inner, lambda: record), inner, record


def _every_answer(store: AuditedStore) -> tuple[Outcome | DetailsOutcome, ...]:
    return store.look_up("ann"), store.read_details("ann"), store.search(Question("an"), 50)


@pytest.mark.parametrize(
    ("outcome", "lines"),
    [
        (FOUND, [("ann", LOOK_UP, "found")]),
        (
            FOUND._replace(user=user("Somebody")),
            [("ann", LOOK_UP, "found"), ("Somebody", LOOK_UP, "found")],
        ),
        (MISSING, [("ann", LOOK_UP, "missing")]),
        *((problem, [("ann", LOOK_UP, problem.kind.value)]) for problem in EVERY_PROBLEM),
    ],
    ids=["found", "found with another username", "missing", *ProblemKind],
)
def test_each_lookup_is_recorded_whatever_its_outcome(outcome: Outcome, lines: object) -> None:
    store, _, record = _store(outcome)
    assert store.look_up("ann") is outcome
    assert record.events == ["prepared", "ann", lines]


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (DETAILS, "found"),
        (MISSING, "missing"),
        *((problem, problem.kind.value) for problem in EVERY_PROBLEM),
    ],
    ids=["found", "missing", *ProblemKind],
)
def test_each_read_of_details_is_recorded_whatever_its_outcome(
    outcome: DetailsOutcome, word: str
) -> None:
    inner = ScriptedStore(MISSING, MISSING, outcome)
    record = Record(inner.asked)
    store = AuditedStore(PLACE, inner, lambda: record)
    assert store.read_details("ann") is outcome
    assert record.events == ["prepared", "details of ann", [("ann", READ_DETAILS, word)]]


@pytest.mark.parametrize(
    ("outcome", "lines"),
    [
        (FOUND, [("ann", SEARCH, "found")]),
        (MATCHES, [("ann", SEARCH, "listed"), ("Annabel", SEARCH, "listed")]),
        (MISSING, [("an", SEARCH, "missing")]),
        *((problem, [("an", SEARCH, problem.kind.value)]) for problem in EVERY_PROBLEM),
    ],
    ids=["found", "matches", "missing", *ProblemKind],
)
def test_each_person_shown_by_a_search_is_recorded(outcome: Outcome, lines: object) -> None:
    store, _, record = _store(by_search=outcome)
    assert store.search(Question("an"), 50) is outcome
    assert record.events == ["prepared", ("an", 50), lines]


@pytest.mark.parametrize(
    "outcome",
    [FOUND, MATCHES, MISSING, PROBLEMS["unexpected"]],
    ids=["found", "matches", "missing", "problem"],
)
def test_nobody_is_looked_up_if_the_audit_log_cannot_be_written(outcome: Outcome) -> None:
    store, inner, _ = _store(outcome, outcome, fails_at="prepare")
    for answer in _every_answer(store):
        assert isinstance(answer, Problem)
        assert answer.kind is ProblemKind.NOT_RECORDED
    assert inner.asked == []


@pytest.mark.parametrize(
    "outcome",
    [FOUND, MATCHES, MISSING, PROBLEMS["unexpected"]],
    ids=["found", "matches", "missing", "problem"],
)
def test_an_outcome_that_could_not_be_recorded_is_not_shown(outcome: Outcome) -> None:
    store, _, _ = _store(outcome, outcome, fails_at="write")
    for answer in _every_answer(store):
        assert isinstance(answer, Problem)
        assert answer.kind is ProblemKind.NOT_RECORDED
        assert "ann" not in f"{answer}".casefold().replace("cannot", "")


def test_the_problem_gives_the_folder_of_the_audit_log_and_the_cause() -> None:
    problem = _store(fails_at="prepare")[0].look_up("ann")
    assert isinstance(problem, Problem)
    assert (
        summary(problem) == "Cannot show accounts from Customers: the audit log cannot be written"
    )
    assert "Cause: Audit log in /var/log/reads: Disk quota exceeded\n" in details(problem)
    assert "Audit log: x" in details(Problem(Reason.NOT_RECORDED, PLACE, "x"))


def test_an_unrecorded_search_is_not_reported_as_an_unavailable_search() -> None:
    inner = ScriptedStore(MISSING, MATCHES)

    class FailsLater(Record):
        """Records one answer and then fails."""

        def prepare(self) -> None:
            if self.events:
                raise NotRecordedError(REASON)

    record = FailsLater(inner.asked)
    store = AuditedStore(PLACE, inner, lambda: record)
    outcome = ask(store, PLACE, Question("ann"))
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.NOT_RECORDED


DEMANDING = replace(PLACE, audit_reason=True)


def test_a_stated_reason_is_recorded_with_each_person() -> None:
    reasons: list[str] = []

    class Reasons(Record):
        """Notes the reasons alone."""

        def write(self, _connection: Connection, reads: Sequence[Read]) -> None:
            reasons.extend(read.reason for read in reads)

    store = AuditedStore(DEMANDING, ScriptedStore(MISSING, MATCHES), lambda: Reasons([]))
    assert ask(store, DEMANDING, Question("an", reason="Ticket 1")) is MATCHES
    assert reasons == ["Ticket 1"] * 3
    assert store.read_details("ann", "Ticket 2") is DETAILS
    assert reasons[3:] == ["Ticket 2"]


def test_nobody_is_looked_up_without_a_demanded_reason() -> None:
    inner = ScriptedStore(FOUND, FOUND)
    store = AuditedStore(DEMANDING, inner, lambda: Record(inner.asked))
    for answer in _every_answer(store):
        assert isinstance(answer, Problem)
        assert answer.kind is ProblemKind.NOT_RECORDED
        assert "the system gave no reason" in details(answer)
    assert inner.asked == []


def test_nobody_is_suggested() -> None:
    store, inner, _ = _store()
    assert store.suggest("ann", 8) == ()
    assert inner.asked == []


def test_closing_closes_the_inner_store() -> None:
    store, inner, _ = _store()
    store.close()
    assert inner.closed


def _recorded(place: Connection, *, fails: bool = False) -> list[object]:
    """Look up ann as the window and the terminal do, and return the events."""
    inner = ScriptedStore(FOUND, FOUND)

    def open_record() -> Record:
        inner.asked.append("record")
        if fails:
            raise RuntimeError
        return Record(inner.asked)

    store = audited(place, lambda _: inner, open_record)
    outcome = store.look_up("ann")
    store.close()
    return [*inner.asked, outcome]


def test_the_audit_log_is_opened_only_if_the_connection_requires_it() -> None:
    assert _recorded(CLUSTER) == ["ann", FOUND]
    line = [("ann", LOOK_UP, "found")]
    assert _recorded(PLACE) == ["record", "prepared", "ann", line, FOUND]


@pytest.mark.usefixtures("program_log")
def test_an_unexpected_error_of_the_audit_log_shows_no_profile() -> None:
    asked, outcome = _recorded(PLACE, fails=True)
    assert asked == "record"
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.UNEXPECTED


def test_a_batch_is_recorded_in_one_call_before_its_answer() -> None:
    store, _, record = _store(FOUND._replace(user=user("Somebody")))
    outcomes = store.look_up_all(["ann", "bob"])
    assert not isinstance(outcomes, Problem)
    assert [*outcomes] == ["ann", "bob"]
    names = ("ann", "Somebody", "bob", "Somebody")
    assert record.events == ["prepared", "ann", "bob", [(name, LOOK_UP, "found") for name in names]]


def test_a_batch_ends_at_a_problem_that_the_next_lookup_would_have_too() -> None:
    store, _, record = _store(problem_of(ProblemKind.UNREACHABLE))
    outcomes = store.look_up_all(["ann", "bob"])
    assert not isinstance(outcomes, Problem)
    assert [*outcomes] == ["ann"]
    assert record.events[:2] == ["prepared", "ann"]


@pytest.mark.parametrize(("step", "asked"), [("prepare", []), ("write", ["prepared", "ann"])])
def test_a_batch_that_cannot_be_recorded_is_not_answered(step: str, asked: list[object]) -> None:
    store, _, record = _store(FOUND, fails_at=step)
    problem = store.look_up_all(["ann"])
    assert isinstance(problem, Problem)
    assert (problem.reason, problem.cause) == (Reason.NOT_RECORDED, REASON)
    assert record.events == asked


def test_an_error_during_a_batch_is_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    store, inner, _ = _store()
    monkeypatch.delattr(inner, "_by_key")
    assert isinstance(store.look_up_all(["ann"]), Problem)


def test_a_problem_of_a_whole_batch_is_recorded_once_and_returned_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store, inner, record = _store()
    problem = problem_of(ProblemKind.UNREACHABLE)
    monkeypatch.setattr(inner, "look_up_all", lambda *_: problem)
    assert store.look_up_all(["ann", "bob"]) is problem
    assert record.events == ["prepared", [("ann", LOOK_UP, "unreachable")]]
