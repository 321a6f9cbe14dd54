"""The facade of every kind of store: validates input, opens lazily, and returns outcomes."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Missing, Outcomes
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.refusal import RefusedError
from profile_browser.domain.store import ManySource, RecordingSource
from profile_browser.stores.many import look_up_each
from profile_browser.stores.problems import problem_of
from profile_browser.stores.reading import DamagedDocumentError, found
from profile_browser.stores.searching import may_suggest, outcome_of, refuse_search, users_from

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Outcome, Outcomes
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileSource
    from profile_browser.domain.user import User
    from profile_browser.stores.adapter import StoreAdapter

_log = logging.getLogger(__name__)


def _unchanged(connection: Connection) -> Connection:
    return connection


class Store:
    """A ProfileStore over the source that an adapter opens. It never raises.

    The source is opened lazily, at the first valid question. A failed opening is retried at the
    next question. Any thread may close the store: a source that is being opened is then closed as
    soon as it is open. ``complete`` adds what only opening needs, such as the password. It may
    block, and may raise ProblemError.
    """

    def __init__(
        self,
        connection: Connection,
        adapter: StoreAdapter,
        complete: Callable[[Connection], Connection] = _unchanged,
    ) -> None:
        self._connection = connection
        self._adapter = adapter
        self._complete = complete
        self._lock = Lock()
        self._source: ProfileSource | None = None
        self._recorder: RecordingSource | None = None
        self._is_closed = False

    def look_up(self, username: str, reason: str = "") -> Outcome:
        """Look up this username by key."""
        try:
            self._require_valid(username)
            return self._outcome_of(username, self._get_source(reason).read(username))
        except Exception as error:  # noqa: BLE001 - a store returns outcomes only
            return self._outcome_of(username, error)

    def look_up_all(self, usernames: Sequence[str], reason: str = "", at_once: int = 1) -> Outcomes:
        """Look up usernames: in one call if the source can, else one after another."""
        refused = {name: problem for name in usernames if (problem := self._refuse(name))}
        valid = [name for name in usernames if name not in refused]
        try:
            if not (valid and isinstance(source := self._get_source(reason), ManySource)):
                return look_up_each(self, usernames, reason)
            read = source.read_many(valid, at_once)
        except Exception as error:  # noqa: BLE001 - a store returns outcomes only
            return problem_of(self._connection, error)
        return refused | {name: self._outcome_of(name, answer) for name, answer in read.items()}

    def read_details(self, username: str, reason: str = "") -> DetailsOutcome:
        """Return what the store keeps about this user's record."""
        try:
            self._require_valid(username)
            details = self._get_source(reason).read_details(username)
        except Exception as error:  # noqa: BLE001 - a store returns outcomes only
            return problem_of(self._connection, error)
        return details or Missing(username, self._connection.title)

    def search(self, question: Question, limit: int) -> Outcome:
        """Search the store."""
        refusal = refuse_search(self._connection, question)
        if refusal is not None:
            return refusal
        try:
            rows = self._get_source(question.reason).search(question, limit + 1)
            return outcome_of(self._connection, question, rows, limit)
        except Exception as error:  # noqa: BLE001 - a store returns outcomes only
            self._drop_ended_source(error)
            return problem_of(self._connection, error)

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people whose username starts with this text (best effort)."""
        if not may_suggest(self._connection, text):
            return ()
        try:
            rows = self._get_source().suggest(text, limit)
            return tuple(users_from(rows, self._connection.record))
        except Exception as error:  # noqa: BLE001 - suggestions are best effort
            self._drop_ended_source(error)
            _log.info("No suggestions: %s", problem_of(self._connection, error).kind)
            return ()

    def close(self) -> None:
        """Close the source, also one that is being opened."""
        self._is_closed = True
        self._drop_source()

    def _drop_ended_source(self, error: Exception) -> None:
        """Close the source if an error has ended it, so that the next question opens another."""
        if isinstance(error, ProblemError) and error.ends_source:
            self._drop_source()

    def _drop_source(self) -> None:
        with self._lock:
            source, self._source = self._source, None
            self._recorder = None  # a closed source that is kept keeps its threads, too
        if source is not None:
            source.close()

    def _outcome_of(self, username: str, answer: User | Exception | None) -> Outcome:
        """Return the outcome for what the source returned or raised."""
        match answer:
            case None:
                return Missing(username, self._connection.title)
            case DamagedDocumentError(fields=fields):
                values = {"username": username, "fields": fields}
                return Problem(Reason.RECORD_DAMAGED, self._connection, values=values)
            case Exception():
                return problem_of(self._connection, answer)
            case _:
                return found(self._connection, username, answer)

    def _require_valid(self, username: str) -> None:
        """Raise a ProblemError if no record can have this username."""
        refused = self._refuse(username)
        if refused is not None:
            raise ProblemError(refused)

    def _refuse(self, username: str) -> Problem | None:
        """Return why no record can have this username, or None if one can."""
        try:
            self._connection.id_of(username)
        except RefusedError as error:
            values = {"refusal": error.refusal}
            return Problem(Reason.USERNAME_REFUSED, self._connection, values=values)
        return None

    def _get_source(self, reason: str = "") -> ProfileSource:
        """Return the open source. One that records reads is told the reason for the next one."""
        with self._lock:
            if self._is_closed:
                raise ProblemError(Problem(Reason.CANCELLED, self._connection))
            source = self._source
        source = source or self._keep(self._open())
        if self._recorder is not None:
            self._recorder.state_reason(reason)
        return source

    def _open(self) -> ProfileSource:
        return self._adapter.open_source(self._complete(self._connection))

    def _keep(self, source: ProfileSource) -> ProfileSource:
        with self._lock:
            if not self._is_closed:
                self._source = source
                # To ask a protocol takes 20 µs or more, so not at each question.
                self._recorder = source if isinstance(source, RecordingSource) else None
                return source
        source.close()
        raise ProblemError(Problem(Reason.CANCELLED, self._connection))
