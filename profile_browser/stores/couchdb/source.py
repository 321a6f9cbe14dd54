"""A source over one database of CouchDB, for lookups and for the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.user import User, flat_values, paths_of
from profile_browser.stores.checking import nobody
from profile_browser.stores.couchdb import requests
from profile_browser.stores.couchdb.designs import views_of
from profile_browser.stores.couchdb.failures import DIALECT
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.http.failures import OPEN_AND_READ, OPENING, SEARCHING
from profile_browser.stores.http.source import HttpSource
from profile_browser.stores.json_values import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.stores.couchdb.requests import Range
    from profile_browser.stores.http.failures import Answer, Phase
    from profile_browser.stores.http.session import Request


class CouchDBSource(HttpSource):
    """A ProfileSource and a CheckSession over one database. It raises ProblemError."""

    dialect = DIALECT
    is_readable = staticmethod(requests.is_readable)

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._has_right_views = False

    # Lookups

    def read_values(self, username: str, paths: Sequence[str]) -> dict[str, object] | None:
        """Return the values of this user's record at these paths, or None.

        Also raises RefusedError.
        """
        key = self._connection.id_of(username)
        record = self._read(key, paths, OPEN_AND_READ, self._connection.kv_timeout)
        return None if record is None else flat_values(record, paths)

    def read_details(self, username: str) -> RecordDetails | None:
        """Return the revision of this user's record."""
        key = self._connection.id_of(username)
        record = self._read(key, ["_rev"], OPEN_AND_READ, self._connection.kv_timeout)
        if record is None:
            return None
        revision = record.get("_rev")
        return RecordDetails(key, revision if isinstance(revision, str) else None)

    def search(self, question: Question, limit: int) -> list[object]:
        """Return the distinct records that the searched fields lead to."""
        ranges = requests.search_ranges(question)
        return self._search(ranges, limit, self._connection.query_timeout)

    def suggest(self, text: str, limit: int) -> list[object]:
        """Return records whose username starts with this text, with a short timeout."""
        ranges = [requests.suggestion_range(text)]
        return self._search(ranges, limit, self._connection.suggestion_timeout)

    # The check

    def sign_in(self) -> None:
        """Check the password."""
        self._ask(requests.SIGN_IN, OPEN_AND_READ, self._connection.kv_timeout)

    def open_database(self) -> None:
        """Check that the database exists, and that the account is one of its members."""
        request = requests.database_request(self._connection)
        self._ask(request, OPENING, self._connection.connect_timeout)

    def require_indexes(self) -> None:
        """Check that the views are there as they were made, and that each search can use them."""
        username = nobody()
        try:
            for text in (username, f"{username}@example.com"):
                self.search(Question(text), 1)
        except ProblemError as error:
            if error.problem.reason is Reason.SEARCH_TIMED_OUT and self._is_building():
                raise self._session.error(Reason.INDEX_NOT_READY) from None
            raise

    def _is_building(self) -> bool:
        """Return whether the server says that it is still adding records to the views."""
        request = requests.progress_request(self._connection)
        answer = self._ask(request, SEARCHING, self._connection.kv_timeout)
        return part_of(answer.value, "view_index", "updater_running") is True

    # Requests

    def _search(self, ranges: Sequence[Range], limit: int, seconds: float) -> list[object]:
        """Return the records in these ranges, in this time."""
        deadline = Deadline(seconds)
        if not self._has_right_views:
            self._require_right_views(deadline)
        ids = self._find_ids(ranges, limit, deadline)
        return self._rows(ids, deadline) if ids else []

    def _require_right_views(self, deadline: Deadline) -> None:
        """Check that nobody has changed the views: a search would miss people, and not say so."""
        connection = self._connection
        answer = self._ask(requests.views_request(connection), SEARCHING, deadline.left)
        if part_of(answer.value, "views") != views_of(connection.record)["views"]:
            raise self._session.error(Reason.INDEX_MISSING, "ViewsChanged")
        self._has_right_views = True

    def _find_ids(self, ranges: Sequence[Range], limit: int, deadline: Deadline) -> list[str]:
        """Return the distinct ids in these ranges: of each, all or at least ``limit``.

        A name is listed several times, so several entries may lead to one record.
        """
        found: dict[Range, dict[str, None]] = {each: {} for each in ranges}
        asked, skip = list(found), 0
        while asked:
            request = requests.entries_request(self._connection, asked, limit, skip)
            pages = dict(zip(asked, self._pages(request, len(asked), deadline), strict=True))
            for each, page in pages.items():
                found[each].update(dict.fromkeys(page))
            asked = [each for each in asked if len(pages[each]) == limit > len(found[each])]
            skip += limit
            if asked and deadline.is_over:
                raise self._session.error(Reason.SEARCH_TIMED_OUT)
        return list(dict.fromkeys(key for ids in found.values() for key in ids))

    def _pages(self, request: Request, count: int, deadline: Deadline) -> list[list[str]]:
        """Return the ids on one page of each range."""
        answer = self._ask(request, SEARCHING, deadline.left)
        results = part_of(answer.value, "results")
        pages = [part_of(each, "rows") for each in results] if isinstance(results, list) else []
        if len(pages) != count:
            raise self._session.problem_of(answer, SEARCHING)
        return [[key for key, _ in self._pairs(answer, page)] for page in pages]

    def _rows(self, ids: Sequence[str], deadline: Deadline) -> list[object]:
        """Return the described fields of these records."""
        request = requests.rows_request(self._connection, ids)
        answer = self._ask(request, SEARCHING, deadline.left)
        rows = dict(self._pairs(answer, part_of(answer.value, "rows")))
        exact = (self._reread(key, deadline) if rows[key] is None else rows[key] for key in rows)
        return [row for row in exact if row is not None]

    def _reread(self, key: str, deadline: Deadline) -> dict[str, object] | None:
        """Return the described fields of a record with a number that a view would change."""
        paths = paths_of(User, self._connection.record)
        record = self._read(key, paths, SEARCHING, deadline.left)
        return None if record is None else flat_values(record, paths)

    def _pairs(self, answer: Answer, rows: object) -> Iterable[tuple[str, object]]:
        """Return the id and the value of each row of a view. A row without an id is a failure."""
        ids = [part_of(row, "id") for row in rows] if isinstance(rows, list) else [None]
        values = [part_of(row, "value") for row in rows] if isinstance(rows, list) else []
        keys = [key for key in ids if isinstance(key, str)]
        if len(keys) != len(ids):
            raise self._session.problem_of(answer, SEARCHING)
        return zip(keys, values, strict=True)

    def _read(
        self, key: str, paths: Sequence[str], phase: Phase, seconds: float
    ) -> dict[str, object] | None:
        """Return these fields of the record with this id, nested as they are stored, or None."""
        answer = self._ask(requests.read_request(self._connection, key, paths), phase, seconds)
        docs = part_of(answer.value, "docs")
        if docs == []:
            return None
        if not isinstance(docs, list) or [part_of(each, "_id") for each in docs] != [key]:
            raise self._session.problem_of(answer, phase)
        record: dict[str, object] = docs[0]
        return record if requests.is_record_id(key) else None
