"""A client of the binary protocol that asks for one thing at a time, and hides nothing of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import socket
import struct
from typing import TYPE_CHECKING, NamedTuple, Self

from tests.wire.frames import REQUEST_MAGIC, Opcode, Status, encode_features

if TYPE_CHECKING:
    from tests.wire.sdk import Server

_HEADER = struct.Struct(">BBHBBHIIQ")
_LONGEST_SECONDS = 10.0
_FRAMED_RESPONSE_MAGIC = 0x18
XATTR = 0x04


class Reply(NamedTuple):
    """An answer; the value is what follows extras and key."""

    opcode: int
    status: int
    datatype: int = 0
    extras: bytes = b""
    value: bytes = b""


class RawClient:
    """A connection to a server's first node, while the `with` block runs."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._opaque = 0

    def __enter__(self) -> Self:
        """Connect; nothing is said yet."""
        found = re.match(r"couchbase://([\d.]+):(\d+)", self._server.connection_string)
        assert found is not None
        address = found[1], int(found[2])
        self._socket = socket.create_connection(address, timeout=_LONGEST_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up."""
        self._socket.close()

    def ask(self, opcode: int, key: bytes = b"", value: bytes = b"", *, vbucket: int = 0) -> Reply:
        """Send a command and return its answer; a second answer to an earlier one is passed by."""
        self._opaque += 1
        header = _HEADER.pack(
            REQUEST_MAGIC,
            opcode,
            len(key),
            0,
            0,
            vbucket,
            len(key) + len(value),
            self._opaque,
            0,
        )
        self._socket.sendall(header + key + value)
        while True:
            opaque, reply = self._receive()
            if opaque == self._opaque:
                return reply

    def hello(self, *features: int) -> Reply:
        """Ask for features."""
        return self.ask(Opcode.HELLO, b"test", encode_features(list(features)))

    def sign_in(self, *, username: str = "", password: str = "") -> list[Reply]:
        """Sign in by SCRAM-SHA512 as the server's account, or another; return the answers."""
        username, password = username or self._server.username, password or self._server.password
        mine = f"n={username},r={secrets.token_hex(12)}"
        first = self.ask(Opcode.SASL_AUTH, b"SCRAM-SHA512", f"n,,{mine}".encode())
        if first.status != Status.AUTHENTICATION_CONTINUES:
            return [first]
        theirs = first.value.decode()
        nonce, salt, rounds = (part[2:] for part in theirs.split(","))
        final = f"c=biws,r={nonce}"
        key = hashlib.pbkdf2_hmac("sha512", password.encode(), base64.b64decode(salt), int(rounds))
        proof = _proof(key, f"{mine},{theirs},{final}".encode())
        last = self.ask(Opcode.SASL_STEP, b"SCRAM-SHA512", f"{final},p={proof}".encode())
        return [first, last]

    def _receive(self) -> tuple[int, Reply]:
        magic, opcode, key, extras, datatype, status, length, opaque, _ = _HEADER.unpack(
            self._take(_HEADER.size)
        )
        body = self._take(length)
        if magic == _FRAMED_RESPONSE_MAGIC:  # how long the server took stands in front
            frames, key = divmod(key, 0x100)
            body = body[frames:]
        return opaque, Reply(opcode, status, datatype, body[:extras], body[extras + key :])

    def _take(self, length: int) -> bytes:
        taken = b""
        while len(taken) < length:
            part = self._socket.recv(length - len(taken))
            assert part, "the server hung up"
            taken += part
        return taken


def _proof(key: bytes, signed: bytes) -> str:
    client_key = hmac.digest(key, b"Client Key", "sha512")
    signature = hmac.digest(hashlib.sha512(client_key).digest(), signed, "sha512")
    return base64.b64encode(
        bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
    ).decode()
