"""A source over one collection of a MongoDB server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.question import SearchKind
from profile_browser.domain.store_kind import KEY_FIELD
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.mongodb.hosts import advertised_hosts
from profile_browser.stores.mongodb.place import Place
from profile_browser.stores.mongodb.queries import finds_by_beginning, finds_by_email, suggestions
from profile_browser.stores.mongodb.session import MongoDBSession
from profile_browser.stores.network import reachable_address, require_valid_settings
from profile_browser.stores.opening import closing_on_failure
from profile_browser.stores.portions import answers_by_id, read_in_portions
from profile_browser.stores.reading import user_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import Question
    from profile_browser.stores.network import HostFinder
    from profile_browser.stores.portions import Answers


class MongoDBSource:
    """A ProfileSource over a session."""

    def __init__(self, connection: Connection, session: MongoDBSession) -> None:
        self._connection, self._session = connection, session
        self._layout = connection.record
        self._paths = paths_of(User, connection.record)

    def read(self, username: str) -> User | None:
        """Return this user."""
        values = self._session.read_values(username, self._paths)
        return None if values is None else user_from(values, User, self._layout)

    def read_many(self, usernames: Sequence[str], at_once: int) -> Answers:
        """Return the users of these usernames, with a query for each portion."""
        return read_in_portions(usernames, at_once, self.read, self._read_portion)

    def _read_portion(self, usernames: Sequence[str]) -> Answers:
        key = self._connection.location[KEY_FIELD]
        rows = self._session.read_rows(usernames, [*self._paths, key])
        return answers_by_id(self._connection, usernames, ((row.get(key), row) for row in rows))

    def read_details(self, username: str) -> RecordDetails | None:
        """Return the id of this user's record. MongoDB keeps nothing else about it."""
        values = self._session.read_values(username, [self._connection.location[KEY_FIELD]])
        return None if values is None else RecordDetails(self._connection.id_of(username))

    def search(self, question: Question, limit: int) -> Sequence[object]:
        """Return the rows that the server finds."""
        if question.kind is SearchKind.EMAIL:
            finds = finds_by_email(self._layout, question.text)
        else:
            finds = finds_by_beginning(Place.of(self._connection), question.text)
        seconds = self._connection.query_timeout
        return self._session.search(finds, self._paths, limit, seconds, question.text)

    def suggest(self, text: str, limit: int) -> Sequence[object]:
        """Return rows whose username starts with this text, with a short timeout."""
        seconds = self._connection.suggestion_timeout
        return self._session.search(
            [suggestions(self._layout, text)], self._paths, limit, seconds, text
        )

    def close(self) -> None:
        """Close the session. A read in another thread then ends at once."""
        self._session.close()


def open_source(connection: Connection, find_hosts: HostFinder = advertised_hosts) -> MongoDBSource:
    """Connect, sign in, and return the source. If it raises ProblemError, nothing is left open."""
    require_valid_settings(connection)
    address = reachable_address(connection, find_hosts)
    with closing_on_failure(MongoDBSession(connection, address, find_hosts)) as session:
        session.sign_in()
        session.open_database()
    return MongoDBSource(connection, session)
