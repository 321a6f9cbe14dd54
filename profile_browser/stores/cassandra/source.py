"""A source over one table of a Cassandra cluster, for lookups and for the check."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.folding import fold
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.question import SearchKind
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.domain.user import User, has_type, paths_of
from profile_browser.stores.cassandra import statements
from profile_browser.stores.cassandra.entries import (
    Find,
    Pages,
    finds_by_beginning,
    finds_by_email,
    suggestions,
)
from profile_browser.stores.cassandra.failures import (
    READING,
    SEARCHING,
    SEARCHING_ENTRIES,
    values_of,
)
from profile_browser.stores.cassandra.indexes import email_index_script_of, not_indexed
from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.cassandra.session import CassandraSession
from profile_browser.stores.cassandra.values import plain
from profile_browser.stores.checking import nobody
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.network import (
    listed_hosts,
    reachable_address,
    require_valid_settings,
)
from profile_browser.stores.opening import closing_on_failure
from profile_browser.stores.portions import answer_of, read_in_portions
from profile_browser.stores.reading import user_from
from profile_browser.stores.record_fit import described_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import Question
    from profile_browser.stores.portions import Answers

_Record = dict[str, object]
_TEXTS = {"text", "varchar", "ascii"}  # the types of a key that holds a username


class CassandraSource:
    """A ProfileSource and a CheckSession over one table. It raises ProblemError."""

    def __init__(self, connection: Connection, address: Address) -> None:
        self._connection, self._place = connection, Place.of(connection)
        self._layout = connection.record
        self._paths = described_paths(connection.record)
        self._session = CassandraSession(connection, address)
        self._finds_emails = False

    # Lookups

    def read(self, username: str) -> User | None:
        """Return this user, or None. Also raises DamagedDocumentError."""
        values = self.read_values(username, paths_of(User, self._layout))
        return None if values is None else user_from(values, User, self._layout)

    def read_many(self, usernames: Sequence[str], at_once: int) -> Answers:
        """Return the users of these usernames, with one statement for each of a portion."""
        return read_in_portions(usernames, at_once, self.read, self._read_portion)

    def _read_portion(self, usernames: Sequence[str]) -> Answers:
        statement = statements.by_key(self._place, paths_of(User, self._layout))
        keys = {username: self._connection.id_of(username) for username in usernames}
        read = self._session.read_each(statement, keys, self._connection.kv_timeout)
        return {
            username: rows
            if isinstance(rows, ProblemError)
            else answer_of(partial(self._user_in, rows, username))
            for username, rows in read.items()
        }

    def _user_in(self, rows: Sequence[tuple[object, ...]], username: str) -> User | None:
        values = self._only(rows, paths_of(User, self._layout), username)
        return None if values is None else user_from(values, User, self._layout)

    def read_values(self, username: str, paths: Sequence[str]) -> _Record | None:
        """Return the values of this user's record at these paths, or None. Raises RefusedError."""
        question = (statements.by_key(self._place, paths), [self._connection.id_of(username)])
        seconds = self._connection.kv_timeout
        [rows] = self._session.rows([question], seconds, READING, {"username": username})
        return self._only(rows, paths, username)

    def read_details(self, username: str) -> RecordDetails | None:
        """Return the key of this user's record. Cassandra keeps nothing else about a whole one."""
        values = self.read_values(username, [self._place.key_field])
        return None if values is None else RecordDetails(self._connection.id_of(username))

    def search(self, question: Question, limit: int) -> Sequence[object]:
        """Return the records that match: by the search table, or without one by e-mail alone."""
        is_email = question.kind is SearchKind.EMAIL
        seconds = self._connection.query_timeout
        if not self._place.search_table:
            return self._search_emails(question.text, limit, seconds)
        finds = (finds_by_email if is_email else finds_by_beginning)(question.text)
        return self._search_entries(finds, question.text, limit, seconds)

    def suggest(self, text: str, limit: int) -> Sequence[object]:
        """Return records whose username starts with this text, with a short timeout."""
        seconds = self._connection.suggestion_timeout
        return self._search_entries([suggestions(text)], text, limit, seconds)[:limit]

    def close(self) -> None:
        """Close the session. A read in another thread then ends at once."""
        self._session.close()

    # The check

    def sign_in(self) -> None:
        """Connect and sign in."""
        self._session.sign_in()

    def open_database(self) -> None:
        """Check that the keyspace has the table, and the table all columns of a lookup."""
        paths = paths_of(User, self._layout)
        [kind] = self._session.prepare(statements.by_key(self._place, paths), READING)
        if kind not in _TEXTS:
            refusal = Refusal(RefusalKind.KEY_NOT_TEXT, (self._place.key_field,))
            raise self._error(Reason.SETTINGS_REFUSED, refusal=refusal)

    def require_indexes(self) -> None:
        """Check that each search is allowed, and has the table or the index that it needs."""
        username, seconds = nobody(), self._connection.query_timeout
        if self._place.search_table:
            finds = [*finds_by_beginning(username), *finds_by_email(username)]
            self._search_entries(finds, username, 1, seconds)
            self._read_all([username], seconds, username)
        else:
            self._search_emails(username, 1, seconds)

    # Searches

    def _search_emails(self, text: str, limit: int, seconds: float) -> list[_Record]:
        path = self._layout.path_of("email")
        if "." in path:  # Cassandra has no index on a part of a column
            raise self._error(Reason.SETTINGS_REFUSED, refusal=not_indexed(path))
        statement, deadline = statements.by_email(self._place, self._paths), Deadline(seconds)
        wanted, most = Find("email", fold(text), is_beginning=False), limit
        if not self._finds_emails:
            self._require_email_index(deadline.left, text)
        while not deadline.is_over:
            question = (statement, [text, most])
            [rows] = self._session.rows([question], deadline.left, SEARCHING, {"text": text})
            records = [each for each in _records(rows, self._paths) if self._fits(each, wanted)]
            if len(rows) < most or len(records) >= limit:
                return records
            most *= 2  # records of another type are in the way
        raise self._error(Reason.SEARCH_TIMED_OUT)

    def _require_email_index(self, seconds: float, text: str) -> None:
        question = (statements.INDEXES, [self._place.database, self._place.collection])
        [rows] = self._session.rows([question], seconds, SEARCHING, {"text": text})
        indexes = {str(name): dict(options) for name, options in rows}  # type: ignore[call-overload]  # a map of texts
        needed = email_index_script_of(self._place, indexes)
        if needed:
            raise self._error(Reason.INDEX_MISSING, statements=needed)
        self._finds_emails = True

    def _search_entries(
        self, finds: Sequence[Find], text: str, limit: int, seconds: float
    ) -> list[_Record]:
        """Return the records that these reads find, in this time: of each, all or ``limit``."""
        deadline = Deadline(seconds)
        known: dict[object, _Record | None] = {}
        reads = [Pages(find, limit) for find in finds]
        while asked := [each for each in reads if not each.is_complete]:
            if deadline.is_over:
                raise self._error(Reason.SEARCH_TIMED_OUT)
            questions = [(self._statement_for(each.find), each.values) for each in asked]
            pages = self._session.rows(questions, deadline.left, SEARCHING_ENTRIES, {"text": text})
            new = dict.fromkeys(key for page in pages for _, key in page if key not in known)
            known |= zip(new, self._read_all(new, deadline.left, text), strict=True)
            for each, page in zip(asked, pages, strict=True):
                each.add(page, [key for _, key in page if self._fits(known[key], each.find)])
        return [
            record
            for record in known.values()
            if record is not None and any(self._fits(record, find) for find in finds)
        ]

    def _statement_for(self, find: Find) -> str:
        if find.is_beginning:
            return statements.entries_between(self._place)
        return statements.equal_entries(self._place)

    def _read_all(self, keys: Iterable[object], seconds: float, text: str) -> list[_Record | None]:
        """Return the record with each of these keys, in their order. Some may be gone."""
        statement = statements.by_key(self._place, self._paths)
        questions = [(statement, [key]) for key in keys]
        answers = self._session.rows(questions, seconds, SEARCHING, {"text": text})
        return [
            self._only(rows, self._paths, key)
            for (_, [key]), rows in zip(questions, answers, strict=True)
        ]

    def _only(
        self, rows: Sequence[tuple[object, ...]], paths: Sequence[str], key: object
    ) -> _Record | None:
        if len(rows) > 1:
            raise self._error(Reason.RECORD_AMBIGUOUS, username=key)
        return next(_records(rows, paths), None)

    def _fits(self, record: _Record | None, find: Find) -> bool:
        layout = self._layout
        return record is not None and has_type(record, layout) and find.matches(record, layout)

    def _error(self, reason: Reason, **values: object) -> ProblemError:
        known = values_of(reason, self._connection)
        return ProblemError(Problem(reason, self._connection, values={**known, **values}))


def open_source(connection: Connection) -> CassandraSource:
    """Connect, sign in, and return the source. If it raises ProblemError, nothing is left open."""
    require_valid_settings(connection)
    address = reachable_address(connection, listed_hosts)
    with closing_on_failure(CassandraSource(connection, address)) as source:
        source.sign_in()
        source.open_database()
    return source


def _records(rows: Iterable[tuple[object, ...]], paths: Sequence[str]) -> Iterator[_Record]:
    for row in rows:
        yield {path: plain(value) for path, value in zip(paths, row, strict=True)}
