"""One client's connection to the node."""

import asyncio
import os
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.wire.cluster_map import cluster_map
from tests.wire.documents import Documents
from tests.wire.faults import Faults
from tests.wire.frames import (
    Feature,
    NotTheProtocolError,
    Opcode,
    Request,
    Response,
    Status,
    encode_features,
    encode_response,
    feature_list,
    lookup_paths,
    split_collection,
    take_requests,
)
from tests.wire.records import Records
from tests.wire.scram import Credentials, ScramExchange

# Without a revision, the SDK crashes the process.
_ERROR_MAP = b'{"version":2,"revision":1,"errors":{}}'
_RESET_AT_CLOSE = struct.pack("ii" if os.name == "posix" else "hh", 1, 0)
_GATE_CHECK_SECONDS = 0.002
_READS = (Opcode.GET, Opcode.SUBDOC_MULTI_LOOKUP)
_BEFORE_AUTHENTICATION = (
    Opcode.HELLO,
    Opcode.SASL_LIST_MECHANISMS,
    Opcode.SASL_AUTH,
    Opcode.SASL_STEP,
    Opcode.GET_ERROR_MAP,
    Opcode.NOOP,
)
_IN_A_BUCKET = (*_READS, Opcode.GET_COLLECTION_ID)


@dataclass
class NodeState:
    """The state shared by all connections of a node."""

    bucket: str
    credentials: Credentials
    documents: Documents
    encrypted: bool
    services: Callable[[], Mapping[str, int]] = dict
    faults: Faults = field(default_factory=Faults)
    records: Records = field(default_factory=Records)
    sessions: set["Session"] = field(default_factory=set)

    def note_connection(self) -> bool:
        """Count an accepted connection, and return whether it must never be answered."""
        self.records.note_connection()
        return self.faults.silent_connects

    def begin(self, *, silent: bool) -> "Session":
        """Return the protocol that answers on a new connection."""
        return Session(self, silent)


class Session(asyncio.Protocol):
    """Answers one connection's commands; each read in its own task, so that it can wait."""

    def __init__(self, state: NodeState, silent: bool) -> None:
        self._state = state
        self._silent = silent
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._scram = ScramExchange(state.credentials)
        self._authenticated = False
        self._bucket: str | None = None
        self._collections_granted = False
        self._reads: set[asyncio.Task[None]] = set()
        self.closed = asyncio.Event()
        self._handlers = self._name_handlers()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Register the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._state.sessions.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's name)
        """Cancel every read that is still waiting."""
        for read in self._reads:
            read.cancel()
        self._state.sessions.discard(self)
        self.closed.set()

    def data_received(self, data: bytes) -> None:
        """Answer the commands that are complete."""
        self._state.records.note_received(data)
        if self._silent:
            return
        self._buffer += data
        try:
            for request in take_requests(self._buffer):
                if not self._silent:
                    self._serve(request)
        except NotTheProtocolError:
            self.reset()

    def reset(self) -> None:
        """Reset the connection, as a dying server does."""
        assert self._transport is not None
        if not self._transport.is_closing():
            connection: socket.socket = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        self._transport.abort()

    def _serve(self, request: Request) -> None:
        self._state.records.note_request(request.opcode)
        if not self._authenticated and request.opcode not in _BEFORE_AUTHENTICATION:
            self._send(request, Response(Status.NO_ACCESS))
        elif self._bucket is None and request.opcode in _IN_A_BUCKET:
            self._send(request, Response(Status.NO_BUCKET))
        elif request.opcode in _READS:
            self._begin_read(request)
        elif request.opcode == Opcode.SELECT_BUCKET and self._state.faults.take_silent_bucket():
            self._silent = True
        else:
            handler = self._handlers.get(request.opcode, _answer_unknown)
            self._send(request, handler(request))

    def _send(self, request: Request, response: Response) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        data = encode_response(request, response)
        self._state.records.note_answered(data)
        self._transport.write(data)

    def _name_handlers(self) -> Mapping[int, Callable[[Request], Response]]:
        return {
            Opcode.HELLO: self._say_hello,
            Opcode.SASL_LIST_MECHANISMS: self._list_mechanisms,
            Opcode.SASL_AUTH: self._begin_authentication,
            Opcode.SASL_STEP: self._end_authentication,
            Opcode.GET_ERROR_MAP: lambda _: Response(value=_ERROR_MAP),
            Opcode.GET_CLUSTER_CONFIG: self._give_cluster_map,
            Opcode.SELECT_BUCKET: self._select_bucket,
            Opcode.GET_COLLECTION_ID: self._give_collection_id,
            Opcode.NOOP: lambda _: Response(),
        }

    # Connecting

    def _say_hello(self, request: Request) -> Response:
        known = set(Feature)
        granted = [number for number in feature_list(request.value) if number in known]
        self._collections_granted = Feature.COLLECTIONS in granted
        return Response(value=encode_features(granted))

    def _list_mechanisms(self, _: Request) -> Response:
        return Response(value=b"SCRAM-SHA512 PLAIN" if self._state.encrypted else b"SCRAM-SHA512")

    def _begin_authentication(self, request: Request) -> Response:
        if request.key == b"SCRAM-SHA512":
            challenge = self._scram.challenge(request.value)
            return Response(Status.AUTHENTICATION_CONTINUES, challenge)
        if request.key == b"PLAIN" and self._state.encrypted:
            return self._finish_authentication(self._state.credentials.match_plain(request.value))
        return Response(Status.AUTHENTICATION_FAILED)

    def _end_authentication(self, request: Request) -> Response:
        answer = self._scram.verify(request.value)
        return self._finish_authentication(answer is not None, answer or b"")

    def _finish_authentication(self, known: bool, answer: bytes = b"") -> Response:
        self._authenticated = known
        return Response(Status.SUCCESS if known else Status.AUTHENTICATION_FAILED, answer)

    def _select_bucket(self, request: Request) -> Response:
        name = request.key.decode()
        if self._state.faults.no_bucket_right:
            return Response(Status.NO_ACCESS)
        if self._state.faults.bucket_missing or name != self._state.bucket:
            return Response(Status.NOT_FOUND)
        self._bucket = name
        return Response()

    def _give_cluster_map(self, _: Request) -> Response:
        value = cluster_map(self._state.services(), self._bucket)
        if self._state.faults.deadly_map:
            value = b"{}"
        return Response(value=value, datatype=0x01)

    def _give_collection_id(self, request: Request) -> Response:
        name = (request.value or request.key).decode()
        return self._state.documents.collection_id(name)

    # Reading

    def _begin_read(self, request: Request) -> None:
        read = asyncio.get_running_loop().create_task(
            self._read(request, self._prepare_answer(request))
        )
        self._reads.add(read)
        read.add_done_callback(self._end_read)

    def _end_read(self, read: asyncio.Task[None]) -> None:
        self._reads.discard(read)
        if not read.cancelled():
            read.result()

    async def _read(self, request: Request, answer: Callable[[], Response]) -> None:
        records, faults = self._state.records, self._state.faults
        records.note_read(begun=True)
        records.read_arrived.release()
        is_reset = faults.take_reset()
        is_answered = not (is_reset or faults.silent_reads)
        try:
            if is_answered:
                await self._wait_for_gate()
        finally:  # before the answer: the client may send the next read at once
            records.note_read(begun=False)
        if is_reset:
            self.reset()
        elif is_answered:
            forced = faults.forced_status()
            self._send(request, answer() if forced is None else Response(forced))

    def _split_key(self, key: bytes) -> tuple[int, bytes]:
        return split_collection(key) if self._collections_granted else (0, key)

    def _prepare_answer(self, request: Request) -> Callable[[], Response]:
        collection, key = self._split_key(request.key)
        documents = self._state.documents
        if request.opcode == Opcode.GET:
            return lambda: documents.get(collection, key)
        paths = lookup_paths(request.value)
        fields = [path.name for path in paths if not path.is_xattr]
        attributes = [path.name for path in paths if path.is_xattr]
        self._state.records.note_lookup(key.decode(), fields, attributes)
        return lambda: documents.look_up(collection, key, paths)

    async def _wait_for_gate(self) -> None:
        faults = self._state.faults
        # A threading.Event cannot be awaited, and a thread waiting for it could outlive the test.
        while (gate := faults.gate) is not None and not gate.is_set():  # noqa: ASYNC110 - an event of another thread
            await asyncio.sleep(_GATE_CHECK_SECONDS)
        if faults.delay > 0:
            await asyncio.sleep(faults.delay)


def _answer_unknown(_: Request) -> Response:
    return Response(Status.UNKNOWN_COMMAND)
