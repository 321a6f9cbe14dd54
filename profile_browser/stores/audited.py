"""Writes the audit log before an answer is shown."""

from __future__ import annotations

from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.audit import (
    FOUND,
    LISTED,
    MISSING,
    Action,
    NotRecordedError,
    Read,
)
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Outcomes
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages import audit as wording
from profile_browser.stores.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from profile_browser.domain.audit import AuditLogger
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore, StoreOpener
    from profile_browser.domain.user import User

    _AnyOutcome = Outcome | DetailsOutcome
    _NamedOutcome = tuple[str, _AnyOutcome]  # whom it concerns, and the outcome

_Answer = TypeVar("_Answer", "Outcome", "DetailsOutcome", "Outcomes")


class AuditedStore:
    """Wraps a ProfileStore, and records its answers in the audit log before returning them.

    If the audit log cannot be written, or a demanded reason is missing, the store is not asked and
    no answer is returned. The audit log is opened lazily.
    """

    def __init__(
        self,
        connection: Connection,
        store: ProfileStore,
        open_log: Callable[[], AuditLogger],
    ) -> None:
        self._connection, self._store = connection, store
        self._open_log = open_log

    @cached_property
    def _log(self) -> AuditLogger:
        return self._open_log()

    def look_up(self, username: str, reason: str = "") -> Outcome:
        """Look up this username, record the lookup, and return the outcome."""
        return self._ask_and_record(
            Action.LOOK_UP,
            reason,
            lambda: self._store.look_up(username, reason),
            lambda outcome: _each((username, *_people_in(outcome)), outcome),
        )

    def read_details(self, username: str, reason: str = "") -> DetailsOutcome:
        """Read the details of this user's record, record that, and return the outcome."""
        return self._ask_and_record(
            Action.READ_DETAILS,
            reason,
            lambda: self._store.read_details(username, reason),
            lambda outcome: [(username, outcome)],
        )

    def search(self, question: Question, limit: int) -> Outcome:
        """Search, record each person found, and return the outcome."""
        return self._ask_and_record(
            Action.SEARCH,
            question.reason,
            lambda: self._store.search(question, limit),
            lambda outcome: _each(_people_in(outcome) or (question.text,), outcome),
        )

    def suggest(self, _text: str, _limit: int) -> tuple[User, ...]:
        """Return no suggestions, because they would show people who were not looked up."""
        return ()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def look_up_all(self, usernames: Sequence[str], reason: str = "", at_once: int = 1) -> Outcomes:
        """Look up usernames, and record all of them in one call before returning any outcome."""
        return self._ask_and_record(
            Action.LOOK_UP,
            reason,
            lambda: self._store.look_up_all(usernames, reason, at_once),
            lambda outcomes: _answers_to_all(usernames, outcomes),
        )

    def _ask_and_record(
        self,
        action: Action,
        reason: str,
        ask: Callable[[], _Answer],
        answers: Callable[[_Answer], Iterable[_NamedOutcome]],
    ) -> _Answer | Problem:
        try:
            self._prepare(reason)
            started = perf_counter()
            answer = ask()
            spent = _milliseconds_since(started)
            reads = [
                Read(name, action, _result_of(outcome), spent, reason)
                for name, outcome in answers(answer)
            ]
            self._log.write(self._connection, reads)
        except Exception as error:  # noqa: BLE001 - a store returns outcomes only
            return self._problem_of(error)
        return answer

    def _prepare(self, reason: str) -> None:
        """Raise NotRecordedError if reads cannot be recorded, or a demanded reason is missing."""
        if self._connection.audit_reason and not reason:
            raise NotRecordedError(wording.NO_REASON)
        self._log.prepare()

    def _problem_of(self, error: Exception) -> Problem:
        if isinstance(error, NotRecordedError):
            values = {"folder": self._log.folder}
            return Problem(Reason.NOT_RECORDED, self._connection, str(error), values)
        return problem_of(self._connection, error)


def audited(
    connection: Connection, open_store: StoreOpener, open_log: Callable[[], AuditLogger]
) -> ProfileStore:
    """Return a store for this connection, wrapped with the audit log if it is audited."""
    store = open_store(connection)
    return AuditedStore(connection, store, open_log) if connection.audit else store


def _milliseconds_since(started: float) -> float:
    return (perf_counter() - started) * 1000


def _answers_to_all(usernames: Sequence[str], outcomes: Outcomes) -> Iterable[_NamedOutcome]:
    """Return the outcomes of a call. A problem of the whole call is recorded once."""
    if isinstance(outcomes, Problem):
        outcomes = dict.fromkeys(usernames[:1], outcomes)
    for username, outcome in outcomes.items():
        yield from _each((username, *_people_in(outcome)), outcome)


def _each(names: Iterable[str], outcome: _AnyOutcome) -> Iterable[_NamedOutcome]:
    """Return an outcome for each distinct name."""
    return ((name, outcome) for name in dict.fromkeys(names))


def _people_in(outcome: Outcome) -> tuple[str, ...]:
    match outcome:
        case Found(user=user):
            return (user.username,)
        case Matches(users=users):
            return tuple(user.username for user in users)
        case _:
            return ()


def _result_of(outcome: _AnyOutcome) -> str:
    match outcome:
        case Found() | RecordDetails():
            return FOUND
        case Matches():
            return LISTED
        case Missing():
            return MISSING
        case _:
            return outcome.kind.value
