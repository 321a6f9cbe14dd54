"""Access to MongoDB through pymongo 4.13 and later.

Only this file holds the driver's objects. It uses the asynchronous client: closing that of threads
does not end a running read.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import pymongo
from pymongo import AsyncMongoClient
from pymongo.common import MIN_SUPPORTED_SERVER_VERSION, MIN_SUPPORTED_WIRE_VERSION
from pymongo.errors import PyMongoError

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.mongodb.failures import (
    CONNECTING,
    FAILURES,
    READING,
    SEARCHING,
    Failure,
    ReasonTable,
    is_outage,
    may_work_again,
    problem_of,
    values_of,
)
from profile_browser.stores.mongodb.hosts import uri_of
from profile_browser.stores.mongodb.indexes import COLLATION, has_all_indexes, key_index_in
from profile_browser.stores.mongodb.loop_thread import LoopThread
from profile_browser.stores.mongodb.place import ID_FIELD, Place
from profile_browser.stores.mongodb.queries import (
    EXACT,
    Condition,
    Find,
    equals,
    key_condition,
    keys_condition,
    projection_of,
)
from profile_browser.stores.mongodb.values import flat_values
from profile_browser.stores.network import (
    reachable_address,
    require_expected_encryption,
    tls_context,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from pymongo.asynchronous.collection import AsyncCollection
    from pymongo.asynchronous.database import AsyncDatabase

    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.network import HostFinder

Document: TypeAlias = dict[str, Any]
Row: TypeAlias = dict[str, object]
_Answer = TypeVar("_Answer")

_MOST_CONNECTIONS = 4  # the queries of one search run side by side
_PRIMARY_SECONDS = 1
_CLOSING_SECONDS = 1
_SLEEP_SECONDS = 60  # between questions about the state of a server


class MongoDBSession:
    """A session on a server. Its methods block, and raise ProblemError.

    The driver's exceptions are not chained, because their text contains what was asked.
    """

    def __init__(self, connection: Connection, address: Address, find_hosts: HostFinder) -> None:
        """Prepare a session with a reachable address. Nothing is sent before ``sign_in``.

        Raises ProblemError if the trusted certificates cannot be loaded.
        """
        self._connection, self._find_hosts = connection, find_hosts
        self._place = Place.of(connection)
        self._names: Sequence[str] | None = None  # unknown
        self._key_index: str | None = ""  # none is needed
        self._refusal: Problem | None = None
        tls = tls_context(connection) if address.encrypted else None
        self._client = _client(connection, address)
        self._loop = LoopThread("MongoDB", tls)

    def sign_in(self) -> None:
        """Sign in, and ask what is in the database."""
        try:
            self._run(self._greet, self._connection.connect_timeout)
        except FAILURES as error:
            problem = self._problem_of(CONNECTING, error, {})
            if problem.reason is not Reason.DATABASE_NOT_ALLOWED:
                raise ProblemError(problem) from None
            self._refusal = problem

    def open_database(self) -> None:
        """Raise ProblemError if the account may not read the database, or it lacks the collection.

        A missing collection is no error of the server: it would be read as empty.
        """
        if self._refusal is not None:
            raise ProblemError(self._refusal)
        if self._names is not None and self._place.collection not in self._names:
            raise ProblemError(self._problem(Reason.COLLECTION_MISSING))

    def read_values(self, username: str, paths: Sequence[str]) -> Row | None:
        """Return the values of this user's record at these paths, or None. Raises RefusedError."""
        asked = {"username": username}
        rows = self._read(key_condition(self._connection, username), paths, 2, asked)
        if len(rows) > 1:
            raise ProblemError(self._problem(Reason.RECORD_AMBIGUOUS, asked))
        return next(iter(rows), None)

    def read_rows(self, usernames: Sequence[str], paths: Sequence[str]) -> list[Row]:
        """Return the rows of these users' records, at most one more than there are usernames.

        Raises RefusedError.
        """
        condition = keys_condition(self._connection, usernames)
        return self._read(condition, paths, len(usernames) + 1)

    def _read(
        self,
        condition: Condition,
        paths: Sequence[str],
        limit: int,
        asked: Mapping[str, str] | None = None,
    ) -> list[Row]:
        """Return at most this many records that their keys lead to, in any number of batches."""
        hint = self._key_index
        if hint is None:
            raise ProblemError(self._problem(Reason.KEY_INDEX_MISSING))

        async def find() -> list[Row]:
            wanted = projection_of(paths)
            cursor = self._people.find(
                condition, wanted, limit=limit, batch_size=limit, hint=hint or None, collation=EXACT
            )
            return [flat_values(document, paths) async for document in cursor]

        return self._ask(find, self._connection.kv_timeout, READING, asked)

    def search(
        self,
        finds: Sequence[Find],
        paths: Sequence[str],
        limit: int,
        seconds: float,
        text: str = "",
    ) -> list[Row]:
        """Return the distinct rows of these queries, at most ``limit`` of each."""

        async def find_all() -> list[list[Row]]:
            return await asyncio.gather(*(self._find(each, paths, limit) for each in finds))

        answers = self._ask(find_all, seconds, SEARCHING, {"text": text})
        distinct = {repr(row): row for rows in answers for row in rows}
        return list(distinct.values())

    def require_indexes(self) -> None:
        """Raise ProblemError if an index of the searches is missing, or is another one."""

        async def index_information() -> Mapping[str, Mapping[str, Any]]:
            return await self._people.index_information()

        facts = self._ask(index_information, self._connection.query_timeout, SEARCHING)
        if not has_all_indexes(self._place, facts):
            raise ProblemError(self._problem(Reason.INDEX_MISSING))

    def close(self) -> None:
        """Close the session. A read in another thread ends at once."""
        self._loop.close(self._disconnect)

    async def _disconnect(self) -> None:
        with pymongo.timeout(_CLOSING_SECONDS):  # a silent server must not delay it
            await self._client.close()

    async def _greet(self) -> None:
        await self._people.find_one(equals(ID_FIELD, ""), {ID_FIELD: 1})
        # The driver asks only a primary for names. Lookups work without one.
        try:
            with pymongo.timeout(_PRIMARY_SECONDS):
                self._names = await self._database.list_collection_names()
                if self._place.key_field != ID_FIELD:
                    facts = await self._people.index_information()
                    self._key_index = key_index_in(facts, self._place)
        except PyMongoError as error:
            if not error.timeout:
                raise

    async def _find(self, find: Find, paths: Sequence[str], limit: int) -> list[Row]:
        cursor = self._people.find(
            find.condition,
            projection_of(paths),
            sort=[(find.sort, 1)] if find.sort else None,
            limit=limit,
            batch_size=limit,
            hint=find.hint,
            collation=COLLATION,
        )
        rows = [flat_values(document, paths) async for document in cursor]
        return [row for row in rows if find.matches(row)]

    def _ask(
        self,
        ask: Callable[[], Awaitable[_Answer]],
        seconds: float,
        table: ReasonTable,
        asked: Mapping[str, str] | None = None,
    ) -> _Answer:
        """Return the answer. Ask once more if the server restarted, or another took over."""
        for _ in range(2):
            self._require_server()
            try:
                return self._run(ask, seconds)
            except FAILURES as error:
                failure = error
            if not may_work_again(failure):
                break
        raise ProblemError(self._problem_of(table, failure, asked or {}))

    def _require_server(self) -> None:
        """Reconnect if all servers are gone. The driver would wait for one for the whole timeout.

        Raises ProblemError with the actual cause.
        """
        servers = self._client.topology_description
        if not servers.has_readable_server(self._client.read_preference):
            reachable_address(self._connection, self._find_hosts)
            self.sign_in()

    def _require_fitting_servers(self) -> None:
        """Raise ProblemError if a server that answered is too old, or not in the replica set."""
        topology = self._client.topology_description
        servers = topology.server_descriptions().values()
        versions = [each.max_wire_version or 0 for each in servers if each.is_server_type_known]
        if any(version < MIN_SUPPORTED_WIRE_VERSION for version in versions):
            needed = {"version": MIN_SUPPORTED_SERVER_VERSION}
            raise ProblemError(self._problem(Reason.SERVER_TOO_OLD, needed))
        # The driver forgets servers that are not in the set.
        if topology.replica_set_name and not servers:
            raise ProblemError(self._problem(Reason.SETTINGS_REFUSED))

    def _run(self, ask: Callable[[], Awaitable[_Answer]], seconds: float) -> _Answer:
        async def within() -> _Answer:
            with pymongo.timeout(seconds):
                return await ask()

        try:
            return self._loop.run(within)
        except CancelledError:
            raise ProblemError(self._problem(Reason.CANCELLED)) from None

    def _problem_of(self, table: ReasonTable, error: Failure, asked: Mapping[str, str]) -> Problem:
        if is_outage(error):
            self._require_fitting_servers()
            address = reachable_address(self._connection, self._find_hosts)  # raises the cause
            if table is CONNECTING:
                require_expected_encryption(self._connection, address)
        return problem_of(table, self._connection, error, asked)

    def _problem(self, reason: Reason, asked: Mapping[str, str] | None = None) -> Problem:
        values = {**(asked or {}), **values_of(reason, self._connection)}
        return Problem(reason, self._connection, values=values)

    @property
    def _database(self) -> AsyncDatabase[Document]:
        return self._client[self._place.database]

    @property
    def _people(self) -> AsyncCollection[Document]:
        return self._database[self._place.collection]


def _client(connection: Connection, address: Address) -> AsyncMongoClient[Document]:
    """Return a client that has not connected yet. Its loop verifies every host it connects to."""
    return AsyncMongoClient(
        uri_of(address),
        username=connection.username,
        password=connection.password,
        tls=address.encrypted,
        connectTimeoutMS=int(connection.connect_timeout * 1000),
        retryReads=False,  # it would retry for the whole timeout while there is no server
        # Each lookup itself notices a lost server.
        heartbeatFrequencyMS=_SLEEP_SECONDS * 1000,
        serverMonitoringMode="poll",
        maxPoolSize=_MOST_CONNECTIONS,
        readPreference="primaryPreferred",
        uuidRepresentation="standard",
        datetime_conversion="DATETIME_AUTO",
        tz_aware=True,
        appname="profile-browser",
    )
