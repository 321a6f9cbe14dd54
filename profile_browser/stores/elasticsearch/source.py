"""A source over one index of Elasticsearch or OpenSearch, for lookups and for the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.problem import ProblemError, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.user import User, flat_values, paths_of
from profile_browser.stores.checking import nobody
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.elasticsearch import requests
from profile_browser.stores.elasticsearch.failures import DIALECT
from profile_browser.stores.http.failures import OPEN_AND_READ, SEARCHING
from profile_browser.stores.http.source import HttpSource
from profile_browser.stores.json_values import part_of
from profile_browser.stores.portions import answers_by_id, read_in_portions
from profile_browser.stores.reading import DamagedDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.stores.http.session import Request
    from profile_browser.stores.portions import Answers

_UNAUTHORIZED, _NOT_FOUND = 401, 404


class ElasticsearchSource(HttpSource):
    """A ProfileSource and a CheckSession over one index. It raises ProblemError."""

    dialect = DIALECT
    is_readable = staticmethod(requests.is_readable)

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._may_read_many = True

    # Lookups

    def read_values(self, username: str, paths: Sequence[str]) -> dict[str, object] | None:
        """Return the values of this user's record at these paths, or None.

        Also raises DamagedDocumentError and RefusedError.
        """
        record = self._read(username, requests.read_request(self._connection, username, paths))
        return None if record is None else _values_of(record, paths)

    def read_many(self, usernames: Sequence[str], at_once: int) -> Answers:
        """Return the users of these usernames, with a request for each portion.

        An account may be allowed to read a single record alone.
        """
        try:
            size = at_once if self._may_read_many else 1
            return read_in_portions(usernames, size, self.read, self._read_portion)
        except ProblemError as error:
            if error.problem.kind is not ProblemKind.NOT_ALLOWED or not self._may_read_many:
                raise
        self._may_read_many = False
        return self.read_many(usernames, at_once)

    def _read_portion(self, usernames: Sequence[str]) -> Answers:
        paths = paths_of(User, self._connection.record)
        request = requests.read_many_request(self._connection, usernames, paths)
        answer = self._ask(request, OPEN_AND_READ, self._connection.kv_timeout)
        records = part_of(answer.value, "docs")
        if not isinstance(records, list) or len(records) != len(usernames):
            raise self._session.problem_of(answer, OPEN_AND_READ)
        found = [record for record in records if part_of(record, "found") is not False]
        rows = ((part_of(record, "_id"), _values_of(record, paths)) for record in found)
        return answers_by_id(self._connection, usernames, rows)

    def read_details(self, username: str) -> RecordDetails | None:
        """Return the number that the server gave the last change of this user's record."""
        connection = self._connection
        record = self._read(username, requests.details_request(connection, username))
        if record is None:
            return None
        number = part_of(record, "_seq_no")
        return RecordDetails(
            connection.id_of(username),
            str(number) if isinstance(number, int) else None,
        )

    def search(self, question: Question, limit: int) -> list[object]:
        """Return the distinct records that the searched fields lead to."""
        asked = requests.search_requests(self._connection, question, limit)
        return self._search(asked, self._connection.query_timeout)

    def suggest(self, text: str, limit: int) -> list[object]:
        """Return records whose username starts with this text, with a short timeout."""
        asked = requests.suggestion_requests(self._connection, text, limit)
        return self._search(asked, self._connection.suggestion_timeout)

    # The check

    def sign_in(self) -> None:
        """Check the password. A missing right for this request is no failure."""
        answer = self._session.ask(requests.SIGN_IN, OPEN_AND_READ, self._connection.kv_timeout)
        if answer.status == _UNAUTHORIZED:
            raise self._session.problem_of(answer, OPEN_AND_READ)

    def open_database(self) -> None:
        """Check that the index exists, and that the account may read it."""
        key = nobody()
        self._read(key, requests.details_request(self._connection, key))

    def require_indexes(self) -> None:
        """Check that each search is allowed, that its fields fold, and that records are kept."""
        username, connection = nobody(), self._connection
        for text in (username, f"{username}@example.com"):
            self.search(Question(text), 1)
        asked = requests.folding_request(connection)
        answer = self._ask(asked, SEARCHING, connection.query_timeout)
        if not requests.folds(connection, part_of(answer.value, "profile")):
            raise self._session.error(Reason.INDEX_MISSING, "MappingMismatch")
        self._hits(requests.any_request(connection), connection.query_timeout)

    # Requests

    def _read(self, username: str, request: Request) -> object:
        """Return this user's record with what is kept about it, or None.

        A proxy that decodes the path may have asked for another one: an id can have slashes.
        """
        answer = self._session.ask(request, OPEN_AND_READ, self._connection.kv_timeout)
        key = self._connection.id_of(username)
        is_found = part_of(answer.value, "found")
        if answer.status == _NOT_FOUND and is_found is False:
            return None
        if answer.is_success and is_found is True and part_of(answer.value, "_id") == key:
            return answer.value
        raise self._session.problem_of(answer, OPEN_AND_READ)

    def _search(self, asked: Iterable[Request], seconds: float) -> list[object]:
        """Return the records that the requests find together, in this time."""
        deadline, rows = Deadline(seconds), dict[object, object]()
        for request in asked:
            for hit in self._hits(request, deadline.left):
                rows[part_of(hit, "_id")] = part_of(hit, "_source")
        return list(rows.values())

    def _hits(self, request: Request, seconds: float) -> list[object]:
        answer = self._session.ask(request, SEARCHING, seconds)
        hits = part_of(answer.value, "hits", "hits")
        is_whole = (
            part_of(answer.value, "timed_out") is False
            and part_of(answer.value, "_shards", "failed") == 0
        )
        if answer.is_success and is_whole and isinstance(hits, list):
            return hits
        raise self._session.problem_of(answer, SEARCHING)


def _values_of(record: object, paths: Sequence[str]) -> dict[str, object]:
    """Return the values of a record at these paths. Raises DamagedDocumentError."""
    source = part_of(record, "_source")
    if not isinstance(source, dict):  # the index does not keep the records themselves
        raise DamagedDocumentError
    return flat_values(source, paths)
