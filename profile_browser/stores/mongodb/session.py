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

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.mongodb.failures import (
    CONNECTING,
    FAILURES,
    READING,
    SEARCHING,
    ReasonTable,
    is_outage,
    problem_of,
    values_of,
)
from profile_browser.stores.mongodb.indexes import COLLATION, has_all_indexes
from profile_browser.stores.mongodb.loop_thread import LoopThread
from profile_browser.stores.mongodb.place import Place
from profile_browser.stores.mongodb.queries import (
    EXACT,
    Find,
    equals,
    projection_of,
)
from profile_browser.stores.mongodb.values import flat_values
from profile_browser.stores.network import reachable_address

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
_FAREWELL_SECONDS = 1
_LONGEST_SELECTION = 5000  # milliseconds; secondaries answer while there is no primary
_SLEEP_SECONDS = 60  # between heartbeats: each lookup notices by itself that a server is gone


class MongoDBSession:
    """A session on a server. Its methods block, and raise ProblemError.

    The driver's exceptions are not chained, because their text contains what was asked.
    """

    def __init__(self, connection: Connection, address: Address, find_hosts: HostFinder) -> None:
        """Prepare a session with a reachable address. Nothing is sent before ``sign_in``."""
        self._connection, self._find_hosts = connection, find_hosts
        self._place = Place.of(connection)
        self._names: Sequence[str] = ()
        self._refusal: Problem | None = None
        self._client = _client(connection, address)
        self._loop = LoopThread("MongoDB")

    def sign_in(self) -> None:
        """Sign in, which the first question does: the one for the names of the collections."""
        try:
            self._names = self._ask(self._list_names, self._connection.connect_timeout, CONNECTING)
        except ProblemError as error:
            if error.problem.reason is not Reason.DATABASE_NOT_ALLOWED:
                raise
            self._refusal = error.problem

    def open_database(self) -> None:
        """Raise ProblemError if the account may not read the database, or it lacks the collection.

        A missing collection is no error of the server: it would be read as empty.
        """
        if self._refusal is not None:
            raise ProblemError(self._refusal)
        if self._place.collection not in self._names:
            raise ProblemError(self._problem(Reason.COLLECTION_MISSING))

    def read_values(self, username: str, paths: Sequence[str]) -> Row | None:
        """Return the values of this user's record at these paths, or None. Raises RefusedError."""
        condition = equals(self._place.key_field, self._place.key_of(username))
        seconds, asked = self._connection.kv_timeout, {"username": username}

        async def find() -> Document | None:
            return await self._people.find_one(condition, projection_of(paths), collation=EXACT)

        document = self._ask(find, seconds, READING, asked)
        return None if document is None else flat_values(document, paths)

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
        with pymongo.timeout(_FAREWELL_SECONDS):  # a silent server must not keep it
            await self._client.close()

    async def _list_names(self) -> list[str]:
        return await self._database.list_collection_names()

    async def _find(self, find: Find, paths: Sequence[str], limit: int) -> list[Row]:
        cursor = self._people.find(
            find.condition,
            projection_of(paths),
            sort=[(find.sort, 1)],
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
        async def within() -> _Answer:
            with pymongo.timeout(seconds):
                return await ask()

        # The server may have closed a connection that was not in use, so a second try may succeed.
        for _ in range(2):
            try:
                return self._loop.run(within)
            except CancelledError:
                raise ProblemError(self._problem(Reason.CANCELLED)) from None
            except FAILURES as error:
                failure = error
            if not is_outage(failure):
                break
            reachable_address(self._connection, self._find_hosts)  # raises the actual cause
            if failure.timeout:
                break
        raise ProblemError(problem_of(table, self._connection, failure, asked or {}))

    def _problem(self, reason: Reason) -> Problem:
        return Problem(reason, self._connection, values=values_of(reason, self._connection))

    @property
    def _database(self) -> AsyncDatabase[Document]:
        return self._client[self._place.database]

    @property
    def _people(self) -> AsyncCollection[Document]:
        return self._database[self._place.collection]


def _client(connection: Connection, address: Address) -> AsyncMongoClient[Document]:
    """Return a client that has not connected yet.

    The driver verifies certificate and host name of every host, also of those that the first one
    lists.
    """
    parameters = f"?{address.parameters}" if address.parameters else ""
    hosts = ",".join(map(str, address.hosts))
    milliseconds = int(connection.connect_timeout * 1000)
    trust: dict[str, Any] = {}
    if address.encrypted and connection.trust_store:
        trust["tlsCAFile"] = connection.trust_store
    return AsyncMongoClient(
        f"mongodb://{hosts}/{parameters}",
        username=connection.username,
        password=connection.password,
        tls=address.encrypted,
        **trust,
        connectTimeoutMS=milliseconds,
        serverSelectionTimeoutMS=min(milliseconds, _LONGEST_SELECTION),
        retryReads=False,  # it would retry for the whole timeout while the server is gone
        heartbeatFrequencyMS=_SLEEP_SECONDS * 1000,
        maxPoolSize=_MOST_CONNECTIONS,
        readPreference="primaryPreferred",
        uuidRepresentation="standard",
        datetime_conversion="DATETIME_AUTO",
        tz_aware=True,
        appname="profile-browser",
    )
