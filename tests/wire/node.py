"""A simulated Couchbase node: enough for the real SDK to connect to and read from."""

import asyncio
import base64
import ssl
import threading
from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Self

from profile_browser.domain.connection import Connection
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from tests.wire.cluster_map import HOST
from tests.wire.documents import DEFAULT_COLLECTION, Documents
from tests.wire.faults import Faults
from tests.wire.listener import Listener
from tests.wire.query_service import QueryService
from tests.wire.scram import Credentials
from tests.wire.search_answers import search_answers
from tests.wire.session import NodeState

_LONGEST_STEP_SECONDS = 5.0


class Node:
    """A node on a free port of 127.0.0.1, on its own thread, during the `with` block.

    `documents` fills the default collection; values are stored as JSON, or bytes as they
    are, and the query service searches them with the program's statements. `collections`
    adds others: (scope, collection) → ID. With `tls` the node accepts only TLS. `layout` is that of
    the searched records.
    """

    def __init__(  # noqa: PLR0913 (tests need each of them)
        self,
        documents: Mapping[str, object] | None = None,
        *,
        bucket: str = "travel",
        username: str = "staff",
        password: str = "secret",
        collections: Mapping[tuple[str, str], int] | None = None,
        tls: ssl.SSLContext | None = None,
        layout: RecordLayout = USUAL_LAYOUT,
    ) -> None:
        self.bucket = bucket
        self.username = username
        self.password = password
        credentials = Credentials(username, password)
        self._tls = tls
        self._state = NodeState(bucket, credentials, Documents(collections), tls is not None)
        basic = base64.b64encode(f"{username}:{password}".encode()).decode()
        self.query = QueryService(f"Basic {basic}", self._state.records)
        self._answer_searches(layout)
        self._failures: list[str] = []
        for key, value in (documents or {}).items():
            self.put(key, value)

    def __enter__(self) -> Self:
        """Start the node's thread and begin to listen."""
        # The default loop on Windows cannot watch a plain listening socket.
        self._loop: asyncio.AbstractEventLoop = asyncio.SelectorEventLoop()
        self._loop.set_exception_handler(self._note_failure)
        self._thread = threading.Thread(target=self._loop.run_forever, name="node", daemon=True)
        self._thread.start()
        self._listener = Listener(self._state, self._tls)
        self._query_listener = Listener(self.query, self._tls)
        self._listening = False
        self._state.services = self._name_services
        self._listen()
        return self

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        """Stop, join the thread, and fail the test if the node itself failed."""
        self.stop()
        for listener in self._listeners:
            listener.release()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_LONGEST_STEP_SECONDS)
        self._loop.close()
        if self._failures and error is None:
            message = f"the node itself failed: {self._failures}"
            raise AssertionError(message)

    @property
    def port(self) -> int:
        """The port of the binary protocol; the same after a restart."""
        return self._listener.port

    @property
    def connection_string(self) -> str:
        """The connection string of the node."""
        return f"couchbase{'s' if self._tls else ''}://{HOST}:{self.port}"

    @property
    def faults(self) -> Faults:
        """The faults of the node; a test may change them at any time."""
        return self._state.faults

    # Documents

    def put(
        self,
        key: str,
        value: object,
        collection: str = DEFAULT_COLLECTION,
        attributes: Mapping[str, object] | None = None,
    ) -> None:
        """Store a value as JSON, or bytes unchanged, with these attributes of `$document`."""
        self._state.documents.put(key, value, collection, attributes)

    def remove(self, key: str, collection: str = DEFAULT_COLLECTION) -> None:
        """Remove a document."""
        self._state.documents.remove(key, collection)

    def _answer_searches(self, layout: RecordLayout) -> None:
        documents = self._state.documents
        for name in documents.names():
            scope, _, collection = name.partition(".")
            connection = Connection(
                kind=COUCHBASE,
                title="",
                location={"bucket": self.bucket, "scope": scope, "collection": collection},
                record=layout,
            )
            answers = search_answers(connection, partial(documents.contents, name))
            for statement, answer in answers.items():
                self.query.answer(statement, answer)

    # Running

    def stop(self) -> None:
        """Close the port and reset every connection; clients are refused from now on."""
        if self._listening:
            self._listening = False
            for listener in self._listeners:
                self._run(listener.close())

    def restart(self) -> None:
        """Drop every connection and listen again on the same port, with the same documents."""
        self.stop()
        self._listen()

    def _listen(self) -> None:
        for listener in self._listeners:
            self._run(listener.open())
        self._listening = True

    @property
    def _listeners(self) -> tuple[Listener, Listener]:
        return self._listener, self._query_listener

    async def _wait_until_all_closed(self) -> None:
        closed = [session.closed for session in self._state.sessions]
        closed += [session.closed for session in self.query.sessions]
        for end in closed:
            await end.wait()

    def _run(self, step: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(step, self._loop).result(_LONGEST_STEP_SECONDS)

    def _name_services(self) -> dict[str, int]:
        ports = {"kv": self.port}
        if self.query.offered:
            ports["n1ql"] = self._query_listener.port
        return {f"{name}SSL" if self._tls else name: port for name, port in ports.items()}

    def _note_failure(self, _: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        self._failures.append(repr(context.get("exception") or context.get("message")))

    # Records of the traffic: the latest 10,000 entries and the latest megabyte in each direction

    @property
    def opcodes(self) -> list[int]:
        """Every received command, oldest first."""
        return self._state.records.opcodes()

    @property
    def lookups(self) -> list[tuple[str, list[str]]]:
        """Every subdocument lookup: its key and the requested fields."""
        return self._state.records.lookups()

    @property
    def most_reads_at_once(self) -> int:
        """How many reads have been in progress at the same time."""
        return self._state.records.most_reads_at_once()

    @property
    def asked_attributes(self) -> list[list[str]]:
        """The extended attributes that each subdocument lookup requested."""
        return self._state.records.attributes()

    @property
    def received_bytes(self) -> bytes:
        """All received bytes, without TLS."""
        return self._state.records.received()

    @property
    def answered_bytes(self) -> bytes:
        """All sent bytes, without TLS."""
        return self._state.records.answered()

    @property
    def connections(self) -> int:
        """The number of accepted connections."""
        return self._state.records.connections()

    def forget(self) -> None:
        """Clear the records, including arrivals that nobody has waited for."""
        self._state.records.clear()

    def wait_for_read(self, timeout: float = 5.0) -> bool:
        """Wait for a read that no earlier call has waited for."""
        return self._state.records.read_arrived.acquire(timeout=timeout)

    def wait_for_connection(self, timeout: float = 5.0) -> bool:
        """Wait for a connection that no earlier call has waited for."""
        return self._state.records.connection_arrived.acquire(timeout=timeout)

    def wait_until_disconnected(self, timeout: float = 5.0) -> bool:
        """Wait until every client that is connected now has disconnected."""
        closing = asyncio.wait_for(self._wait_until_all_closed(), timeout)
        try:
            asyncio.run_coroutine_threadsafe(closing, self._loop).result()
        except TimeoutError:
            return False
        return True
