"""A server that says something else about itself, such as a member of a replica set."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import bson

from tests.servers.front import Front
from tests.servers.mongodb_wire import length_of, start_of, with_document

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence

HEADER_BYTES = 16
SET = "rs0"


class Saying(Front):
    """A front whose server says these facts about itself."""

    def __init__(self, behind: int, **facts: object) -> None:
        super().__init__(behind)
        self._facts = facts

    def _next(self, source: socket.socket, *, is_answer: bool) -> bytes:
        if not is_answer:
            return super()._next(source, is_answer=is_answer)
        header = source.recv(HEADER_BYTES, socket.MSG_WAITALL)
        if len(header) < HEADER_BYTES:
            return b""
        message = header + source.recv(length_of(header) - HEADER_BYTES, socket.MSG_WAITALL)
        answer = bson.decode(message[start_of(message) :])
        is_hello = "maxWireVersion" in answer
        return with_document(message, answer | self._said()) if is_hello else message

    def _said(self) -> dict[str, object]:
        return self._facts


class Member(Saying):
    """A front whose server appears to be the primary, or a secondary, of `members`.

    All members have the same server behind them, which has what a replica set would have copied.
    """

    def __init__(self, behind: int, *, is_primary: bool, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(behind)
        self._tls = tls
        self._is_primary = is_primary
        self.members: Sequence[Member] = ()

    @property
    def name(self) -> str:
        """The address by which other members and clients know this one."""
        return f"127.0.0.1:{self.port}"

    def _said(self) -> dict[str, object]:
        primary = {"isWritablePrimary": self._is_primary, "ismaster": self._is_primary}
        members = {"setName": SET, "setVersion": 1, "hosts": [each.name for each in self.members]}
        return {**primary, "secondary": not self._is_primary, **members, "me": self.name}
