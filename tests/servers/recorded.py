"""What a recorded conversation says: the commands that came, and the answers that went."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from tests.wire.frames import (
    LookupPath,
    Opcode,
    Request,
    lookup_paths,
    split_collection,
    take_requests,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.servers.mock_cluster import Conversation

_ANSWER = struct.Struct(">BBHBBHIIQ")
SNAPPY = 0x02


class Answer(NamedTuple):
    """One answer; its body is all that follows the header."""

    opcode: int
    status: int
    datatype: int
    body: bytes


def requests_in(conversations: Iterable[Conversation]) -> list[Request]:
    """Return the commands of all these connections."""
    return [
        request
        for conversation in conversations
        for request in take_requests(bytearray(conversation.received))
    ]


def lookups_in(conversations: Iterable[Conversation]) -> list[tuple[str, list[LookupPath]]]:
    """Return the subdocument lookups: each key without its collection, and what was asked of it."""
    return [
        (split_collection(request.key)[1].decode(), lookup_paths(request.value))
        for request in requests_in(conversations)
        if request.opcode == Opcode.SUBDOC_MULTI_LOOKUP
    ]


def answers_in(conversations: Iterable[Conversation]) -> Iterator[Answer]:
    """Yield the answers of all these connections that went out whole."""
    for conversation in conversations:
        rest = conversation.answered
        while len(rest) >= _ANSWER.size:
            _, opcode, _, _, datatype, status, length, _, _ = _ANSWER.unpack_from(rest)
            end = _ANSWER.size + length
            yield Answer(opcode, status, datatype, rest[_ANSWER.size : end])
            rest = rest[end:]
