"""The part of HTTP/1.1 that the SDK uses for queries: requests with a length, kept alive."""

import asyncio
import json
import os
import socket
import struct
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

_END_OF_HEADERS = b"\r\n\r\n"
_RESET_AT_CLOSE = struct.pack("ii" if os.name == "posix" else "hh", 1, 0)


@dataclass(frozen=True)
class HttpRequest:
    """One request; the names of its headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def json_object(body: bytes) -> dict[str, object]:
    """Read a body that must be a JSON object."""
    content = json.loads(body)
    assert isinstance(content, dict)
    return content


def json_answer(status: int, content: Mapping[str, object] | str) -> bytes:
    """Write an answer with a JSON body; a text is written as it is."""
    body = (content if isinstance(content, str) else json.dumps(content)).encode()
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def take_requests(buffer: bytearray) -> Iterator[HttpRequest]:
    """Take the complete requests off the front of `buffer`."""
    while (end_of_head := buffer.find(_END_OF_HEADERS)) >= 0:
        first, *lines = buffer[:end_of_head].decode().split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        begin = end_of_head + len(_END_OF_HEADERS)
        end = begin + int(headers.get("content-length", "0"))
        if len(buffer) < end:
            return
        body = bytes(buffer[begin:end])
        del buffer[:end]
        method, path, _ = first.split(" ")
        yield HttpRequest(method, path, headers, body)


class HttpSession(asyncio.Protocol):
    """Answers one connection's requests, each in its own task, so that it can wait."""

    def __init__(
        self,
        respond: Callable[[HttpRequest], Awaitable[bytes | None]],
        sessions: set["HttpSession"],
        note_received: Callable[[bytes], None],
        note_answered: Callable[[bytes], None],
    ) -> None:
        self._respond = respond
        self._sessions = sessions
        self._note_received = note_received
        self._note_answered = note_answered
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Register the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._sessions.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's name)
        """Cancel every answer that is still waiting."""
        for task in self._tasks:
            task.cancel()
        self._sessions.discard(self)
        self.closed.set()

    def data_received(self, data: bytes) -> None:
        """Answer the requests that are complete."""
        self._note_received(data)
        self._buffer += data
        for request in take_requests(self._buffer):
            task = asyncio.get_running_loop().create_task(self._serve(request))
            self._tasks.add(task)
            task.add_done_callback(self._end_task)

    def reset(self) -> None:
        """Reset the connection, as a dying server does."""
        assert self._transport is not None
        if not self._transport.is_closing():
            connection: socket.socket = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        self._transport.abort()

    async def _serve(self, request: HttpRequest) -> None:
        answer = await self._respond(request)
        if answer is not None and self._transport is not None:
            self._note_answered(answer)
            self._transport.write(answer)

    def _end_task(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.result()
