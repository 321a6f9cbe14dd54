"""A store over one bucket of Couchbase: it connects at the first look-up and stays connected."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from profile_browser.domain.connection import faults_of
from profile_browser.domain.document import UsernameRefusedError, document_id
from profile_browser.domain.outcome import Missing, Outcome, ProblemError
from profile_browser.domain.question import SearchKind
from profile_browser.messages import problems
from profile_browser.stores.couchbase.sdk import ClusterSession
from profile_browser.stores.couchbase.srv import advertised_hosts
from profile_browser.stores.couchbase.statements import (
    pattern_of,
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from profile_browser.stores.network import reachable_address
from profile_browser.stores.reading import DamagedDocumentError, found
from profile_browser.stores.searching import may_suggest, outcome_of, refusal_of, users_from

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User
    from profile_browser.stores.network import HostFinder

# Whoever types is not served by a suggestion that comes later than this.
LONGEST_SUGGESTION_SECONDS = 5.0

_log = logging.getLogger(__name__)


class CouchbaseStore:
    """A ProfileStore over one bucket, connected at the first look-up and then kept."""

    def __init__(self, connection: Connection, find_hosts: HostFinder = advertised_hosts) -> None:
        self._connection = connection
        self._find_hosts = find_hosts
        self._lock = Lock()
        self._session: ClusterSession | None = None
        self._closed = False

    def look_up(self, username: str) -> Outcome:
        """Return what the bucket knows of this user."""
        place = self._connection
        try:
            document_id(username, named_collection=place.in_named_collection)
            user = self._opened().read(username)
        except UsernameRefusedError as error:
            return problems.bad_input(place, str(error))
        except DamagedDocumentError as error:
            return problems.damaged_document(place, username, error.fields)
        except ProblemError as error:
            return error.problem
        return Missing(username, place.title) if user is None else found(place, username, user)

    def search(self, question: Question, limit: int) -> Outcome:
        """Return whom the query service finds."""
        refusal = refusal_of(self._connection, question)
        if refusal is not None:
            return refusal
        try:
            rows = self._rows(question, limit + 1)
        except ProblemError as error:
            return error.problem
        return outcome_of(self._connection, question, rows, limit)

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people whose username begins so; nobody where they cannot be asked for."""
        if not may_suggest(self._connection, text):
            return ()
        parameters: dict[str, str | int] = {"pattern": pattern_of(text), "limit": limit}
        statement = suggestions_of(self._connection)
        try:
            rows = self._opened().ask(statement, parameters, longest=LONGEST_SUGGESTION_SECONDS)
        except ProblemError as error:
            _log.info("No suggestions: %s", error)
            return ()
        return tuple(users_from(rows))

    def close(self) -> None:
        """Close the cluster. A read that runs in another thread ends within a millisecond."""
        with self._lock:
            self._closed = True
            session, self._session = self._session, None
        if session is not None:
            session.close()

    def _rows(self, question: Question, limit: int) -> list[object]:
        place = self._connection
        if question.kind is SearchKind.EMAIL:
            parameters: dict[str, str | int] = {"text": question.text, "limit": limit}
            return self._opened().ask(search_by_email_of(place), parameters)
        parameters = {"pattern": pattern_of(question.text), "limit": limit}
        return self._opened().ask(search_by_beginning_of(place), parameters)

    def _opened(self) -> ClusterSession:
        if self._closed:
            raise ProblemError(problems.closed(self._connection))
        return self._session or self._kept(open_session(self._connection, self._find_hosts))

    def _kept(self, session: ClusterSession) -> ClusterSession:
        with self._lock:
            if not self._closed:
                self._session = session
                return session
        session.close()
        raise ProblemError(problems.closed(self._connection))


def open_session(connection: Connection, find_hosts: HostFinder) -> ClusterSession:
    """Return a session with its bucket open. Raises ProblemError, and leaves nothing open then."""
    faults = faults_of(connection)
    if faults:
        raise ProblemError(problems.misconfigured(connection, next(iter(faults.values()))))
    session = ClusterSession(connection, reachable_address(connection, find_hosts), find_hosts)
    try:
        session.open_bucket()
    except ProblemError:
        session.close()
        raise
    return session
