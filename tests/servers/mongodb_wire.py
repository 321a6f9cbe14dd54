"""What a client asked a MongoDB server, from the bytes that it sent."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import bson

if TYPE_CHECKING:
    from collections.abc import Iterator

Command = dict[str, Any]
_HEADER = struct.Struct("<iiii")  # length, id, id of the request that is answered, kind
_MESSAGE, _QUERY = 2013, 2004
_NUMBERS = 8  # bytes of a query: how many documents to skip and to return


def messages_in(sent: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield each whole message with its kind and where its document begins."""
    while len(sent) >= _HEADER.size:
        length, _, _, kind = _HEADER.unpack_from(sent)
        message, sent = sent[:length], sent[length:]
        start = _HEADER.size + 4
        if kind == _QUERY:
            start = message.index(b"\0", start) + 1 + _NUMBERS
        elif kind == _MESSAGE:
            start += 1
        yield message, kind, start


def commands_in(sent: bytes) -> list[Command]:
    """Return the commands, in the order in which they came."""
    return [
        bson.decode(message[start : start + struct.unpack_from("<i", message, start)[0]])
        for message, _, start in messages_in(sent)
    ]


def names_of(commands: list[Command]) -> list[str]:
    """Return the name of each command, which is its first key."""
    return [next(iter(command)) for command in commands]
