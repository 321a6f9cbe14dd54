"""What a client asked a MongoDB server, from the bytes that it sent."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import bson

if TYPE_CHECKING:
    from collections.abc import Iterator

Command = dict[str, Any]
_HEADER = struct.Struct("<iiii")  # length, id, id of the request that is answered, kind
_REPLY, _QUERY, _MESSAGE = 1, 2004, 2013
_NUMBERS = 8  # bytes of a query: how many documents to skip and to return


def start_of(message: bytes) -> int:
    """Return where the document of a message begins."""
    *_, kind = _HEADER.unpack_from(message)
    flags = _HEADER.size + 4
    if kind == _QUERY:
        return message.index(b"\0", flags) + 1 + _NUMBERS
    return flags + {_MESSAGE: 1, _REPLY: 16}[kind]


def commands_in(sent: bytes) -> list[Command]:
    """Return the commands, in the order in which they came."""
    return [bson.decode(message[start_of(message) :]) for message in messages_in(sent)]


def messages_in(sent: bytes) -> Iterator[bytes]:
    """Yield each whole message."""
    while len(sent) >= _HEADER.size:
        length = length_of(sent)
        yield sent[:length]
        sent = sent[length:]


def length_of(message: bytes) -> int:
    """Return the length of a message by its first bytes."""
    return int(_HEADER.unpack_from(message)[0])


def with_document(message: bytes, document: Command) -> bytes:
    """Return the message with another document."""
    start, content = start_of(message), bson.encode(document)
    return struct.pack("<i", start + len(content)) + message[4:start] + content


def names_of(commands: list[Command]) -> list[str]:
    """Return the name of each command, which is its first key."""
    return [next(iter(command)) for command in commands]
