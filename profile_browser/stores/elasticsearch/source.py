"""A source over one index of Elasticsearch or OpenSearch, for lookups and for the check."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.domain.user import User, flat_values, paths_of
from profile_browser.stores.elasticsearch import requests
from profile_browser.stores.elasticsearch.failures import DIALECT
from profile_browser.stores.elasticsearch.place import record_id_of
from profile_browser.stores.http.failures import READING, SEARCHING
from profile_browser.stores.http.session import HttpSession
from profile_browser.stores.json_values import part_of
from profile_browser.stores.network import require_valid_settings
from profile_browser.stores.reading import DamagedDocumentError, user_from
from profile_browser.stores.record_fit import described_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.stores.http.session import Request

# Later suggestions are of no use to someone who is typing.
SUGGESTION_TIMEOUT = 5.0  # seconds
_UNAUTHORIZED, _NOT_FOUND = 401, 404


class ElasticsearchSource:
    """A ProfileSource and a CheckSession over one index. It raises ProblemError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._session = HttpSession(connection, DIALECT)

    # Lookups

    def open(self) -> None:
        """Find a reachable host and verify its certificate. The first read signs in."""
        self._session.open()

    def read(self, username: str) -> User | None:
        """Return this user, or None. Also raises DamagedDocumentError."""
        layout = self._connection.record
        values = self.read_values(username, paths_of(User, layout))
        return None if values is None else user_from(values, User, layout)

    def read_values(self, username: str, paths: Sequence[str]) -> dict[str, object] | None:
        """Return the values of this user's record at these paths, or None.

        Also raises DamagedDocumentError and RefusedError.
        """
        record = self._read(username, requests.read_request(self._connection, username, paths))
        if record is None:
            return None
        source = part_of(record, "_source")
        if not isinstance(source, dict):  # the index does not keep the records themselves
            raise DamagedDocumentError
        return flat_values(source, paths)

    def read_details(self, username: str) -> RecordDetails | None:
        """Return the number that the server gave the last change of this user's record."""
        connection = self._connection
        record = self._read(username, requests.details_request(connection, username))
        if record is None:
            return None
        number = part_of(record, "_seq_no")
        return RecordDetails(
            record_id_of(connection, username),
            str(number) if isinstance(number, int) else None,
        )

    def search(self, question: Question, limit: int) -> list[object]:
        """Return the distinct records that the searched fields lead to."""
        asked = requests.search_requests(self._connection, question, limit)
        return self._search(asked, self._connection.query_timeout)

    def suggest(self, text: str, limit: int) -> list[object]:
        """Return records whose username starts with this text, with a short timeout."""
        asked = requests.suggestion_requests(self._connection, text, limit)
        return self._search(asked, min(SUGGESTION_TIMEOUT, self._connection.query_timeout))

    def close(self) -> None:
        """Close the connection. A read in another thread then ends at once."""
        self._session.close()

    # The check

    def sign_in(self) -> None:
        """Check the password. A missing right for this request is no failure."""
        answer = self._session.ask(requests.SIGN_IN, READING, self._connection.kv_timeout)
        if answer.status == _UNAUTHORIZED:
            raise self._session.problem_of(answer, READING)

    def open_database(self) -> None:
        """Check that the index exists, as far as the account may know."""
        nobody = _nobody()
        try:
            self._read(nobody, requests.details_request(self._connection, nobody))
        except ProblemError as error:
            if error.problem.reason is not Reason.READING_NOT_ALLOWED:
                raise

    def require_indexes(self) -> None:
        """Check that each search is allowed, and that its fields are mapped, and fold."""
        nobody, connection = _nobody(), self._connection
        for text in (nobody, f"{nobody}@example.com"):
            self.search(Question(text), 1)
        asked = requests.folding_request(connection)
        answer = self._session.ask(asked, SEARCHING, connection.query_timeout)
        if not answer.is_success:
            raise self._session.problem_of(answer, SEARCHING)
        if not requests.folds(connection, part_of(answer.value, "profile")):
            values = DIALECT.values_of(Reason.INDEX_MISSING, connection)
            raise ProblemError(Problem(Reason.INDEX_MISSING, connection, "MappingMismatch", values))

    # Requests

    def _read(self, username: str, request: Request) -> object:
        """Return this user's record with what is kept about it, or None.

        A proxy that decodes the path may have asked for another one: an id can have slashes.
        """
        answer = self._session.ask(request, READING, self._connection.kv_timeout)
        key = record_id_of(self._connection, username)
        is_found = part_of(answer.value, "found")
        if answer.status == _NOT_FOUND and is_found is False:
            return None
        if answer.is_success and is_found is True and part_of(answer.value, "_id") == key:
            return answer.value
        raise self._session.problem_of(answer, READING)

    def _search(self, asked: Iterable[Request], seconds: float) -> list[object]:
        """Return the records that the requests find together, in this time."""
        latest, rows = monotonic() + seconds, dict[object, object]()
        for request in asked:
            left = max(0.01, latest - monotonic())
            for hit in self._hits(request, left):
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


def open_source(connection: Connection) -> ElasticsearchSource:
    """Find a reachable host and return the source. Nothing is left open if it raises."""
    require_valid_settings(connection)
    require_readable(connection)
    source = ElasticsearchSource(connection)
    try:
        source.open()
    except ProblemError:
        source.close()
        raise
    return source


def require_readable(connection: Connection) -> None:
    """Raise ProblemError if a path of the layout would bring other fields along."""
    for path in described_paths(connection.record):
        if not requests.is_readable(path):
            refusal = Refusal(RefusalKind.PATH_NOT_ALLOWED, (path,))
            raise ProblemError(
                Problem(Reason.SETTINGS_REFUSED, connection, values={"refusal": refusal})
            )


def _nobody() -> str:
    return f"nobody {uuid4()}"
