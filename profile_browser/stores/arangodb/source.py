"""A source over one collection of an ArangoDB server, for lookups and for the check."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.arangodb import queries
from profile_browser.stores.arangodb.failures import DIALECT
from profile_browser.stores.arangodb.indexes import is_computed, key_index_of
from profile_browser.stores.arangodb.place import Place
from profile_browser.stores.checking import nobody
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.http.failures import READING, SEARCHING
from profile_browser.stores.http.source import HttpSource
from profile_browser.stores.json_values import part_of
from profile_browser.stores.portions import answers_by_id, read_in_portions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.stores.arangodb.queries import Query
    from profile_browser.stores.http.failures import Answer, Phase
    from profile_browser.stores.http.session import Request
    from profile_browser.stores.portions import Answers

    _LookupMaker = Callable[[queries.Lookups], Query]


class ArangoDBSource(HttpSource):
    """A ProfileSource and a CheckSession over one collection. It raises ProblemError."""

    dialect = DIALECT

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._place = Place.of(connection)
        self._paths = paths_of(User, connection.record)
        self._key_index = ""

    # Lookups

    def read_values(self, username: str, paths: Sequence[str]) -> dict[str, object] | None:
        """Return the values of this user's record at these paths, or None.

        Also raises RefusedError.
        """
        key = self._connection.id_of(username)
        rows = self._read(lambda lookups: lookups.read(key, paths), username)
        return _values_of(rows[0], paths) if rows else None

    def read_many(self, usernames: Sequence[str], at_once: int) -> Answers:
        """Return the users of these usernames, with a query for each portion."""
        return read_in_portions(usernames, at_once, self.read, self._read_portion)

    def _read_portion(self, usernames: Sequence[str]) -> Answers:
        keys = list(map(self._connection.id_of, usernames))
        rows = self._rows_by_key(
            lambda lookups: lookups.read_many(keys, self._paths), len(usernames) + 1
        )
        pairs = ((key, _values_of(values, self._paths)) for key, values in map(_pair_of, rows))
        return answers_by_id(self._connection, usernames, pairs)

    def read_details(self, username: str) -> RecordDetails | None:
        """Return the revision of this user's record."""
        key = self._connection.id_of(username)
        rows = self._read(lambda lookups: lookups.details(key), username)
        if not rows:
            return None
        revision = rows[0] if isinstance(rows[0], str) else None
        return RecordDetails(key, revision)

    def search(self, question: Question, limit: int) -> list[object]:
        """Return the distinct records that the searched fields lead to.

        It is an error if there is a record that no search would find.
        """
        deadline = Deadline(self._connection.query_timeout)
        searches = queries.Searches(self._place, self._paths, limit)
        if self._run(searches.incomplete(), 1, deadline.left):
            raise self._session.error(Reason.INDEX_MISSING, "ComputedValueMissing")
        return self._search(searches.of(question), limit, deadline.left)

    def suggest(self, text: str, limit: int) -> list[object]:
        """Return records whose username starts with this text, with a short timeout."""
        asked = queries.Searches(self._place, self._paths, limit).suggestions(text)
        return self._search([asked], limit, self._connection.suggestion_timeout)

    # The check

    def sign_in(self) -> None:
        """Check the password. A server without authentication has no such request."""
        answer = self._ask_to_sign_in()
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise self._session.problem_of(answer, READING)

    def open_database(self) -> None:
        """Check that the account may use the database, and that the collection exists.

        Whether the account may use the collection shows at the first read.
        """
        try:
            self._properties()
        except ProblemError as error:
            if error.problem.reason is not Reason.READING_NOT_ALLOWED:
                raise

    def require_indexes(self) -> None:
        """Check that searching is allowed, and has what it needs."""
        if not is_computed(self._place, self._properties()):
            raise self._session.error(Reason.INDEX_MISSING)
        self.search(Question(nobody()), 1)  # uses each of them

    def _properties(self) -> object:
        seconds = self._connection.kv_timeout
        return self._ask(queries.collection_request(self._place), READING, seconds).value

    # Requests

    def _read(self, query_of: _LookupMaker, username: str) -> list[object]:
        """Return the row of a user's record, if there is one."""
        rows = self._rows_by_key(query_of, 2)
        if len(rows) > 1:
            raise self._session.error(Reason.RECORD_AMBIGUOUS, username=username)
        return rows

    def _rows_by_key(self, query_of: _LookupMaker, most: int) -> list[object]:
        deadline = Deadline(self._connection.kv_timeout)
        query = query_of(queries.Lookups(self._place, self._known_key_index(deadline)))
        request = queries.cursor_request(self._place, query, most)
        try:
            return self._rows(request, READING, deadline.left)
        except ProblemError:
            self._key_index = ""  # it may have been dropped
            raise

    def _known_key_index(self, deadline: Deadline) -> str:
        """Return the name of an index on the key field; nothing for the server's own key."""
        if not (self._place.is_by_primary_key or self._key_index):
            answer = self._ask(queries.indexes_request(self._place), READING, deadline.left)
            self._key_index = key_index_of(self._place, answer.value)
            if not self._key_index:
                raise self._session.error(Reason.KEY_INDEX_MISSING)
        return self._key_index

    def _search(self, asked: Iterable[Query], limit: int, seconds: float) -> list[object]:
        """Return the records that the queries find together, in this time."""
        deadline, found = Deadline(seconds), dict[object, object]()
        for query in asked:
            for row in self._run(query, limit, deadline.left):
                key, values = _pair_of(row)
                found[key] = _values_of(values, self._paths)
        return list(found.values())

    def _run(self, query: Query, most: int, seconds: float) -> list[object]:
        """Return the rows of a query for a search, which the server ends after this time."""
        request = queries.cursor_request(self._place, query, most, seconds)
        return self._rows(request, SEARCHING, seconds)

    def _rows(self, request: Request, phase: Phase, seconds: float) -> list[object]:
        """Return all rows of a query."""
        answer = self._ask(request, phase, seconds)
        rows = part_of(answer.value, "result")
        # The server never has more rows than were asked for, so something else has answered.
        if isinstance(rows, list) and part_of(answer.value, "hasMore") is False:
            return rows
        raise self._session.problem_of(answer, phase)

    def _ask(self, request: Request, phase: Phase, seconds: float) -> Answer:
        """Return a successful answer."""
        answer = self._session.ask(request, phase, seconds)
        if answer.is_success:
            return answer
        # The server gives the same answer for a wrong password and for a database that it hides.
        if answer.status == HTTPStatus.UNAUTHORIZED and self._ask_to_sign_in().is_success:
            raise self._session.error(Reason.DATABASE_NOT_ALLOWED)
        raise self._session.problem_of(answer, phase)

    def _ask_to_sign_in(self) -> Answer:
        connection = self._connection
        request = queries.sign_in_request(connection.username, connection.password)
        return self._session.ask(request, READING, connection.kv_timeout)


def _pair_of(row: object) -> tuple[str, object]:
    """Return the key of a record and its values; of another row, no key and no values."""
    match row:
        case [str(key), values]:
            return key, values
        case _:
            return "", None


def _values_of(row: object, paths: Sequence[str]) -> dict[str, object]:
    """Return the values by path. A path that the record lacks has an empty array in the row."""
    cells = row if isinstance(row, list) and len(row) == len(paths) else []
    found = zip(paths, cells, strict=False)
    return {path: cell[0] for path, cell in found if isinstance(cell, list) and cell}
