"""Frames of Couchbase's memcached binary protocol: 24-byte headers, big-endian."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

REQUEST_MAGIC = 0x80
RESPONSE_MAGIC = 0x81
DATATYPE_RAW = 0x00
DATATYPE_JSON = 0x01

_HEADER = struct.Struct(">BBHBBHIIQ")
_LOOKUP_PATH = struct.Struct(">BBH")
_XATTR_PATH_FLAG = 0x04


class Opcode(IntEnum):
    """The commands that the node understands."""

    GET = 0x00
    NOOP = 0x0A
    HELLO = 0x1F
    SASL_LIST_MECHANISMS = 0x20
    SASL_AUTH = 0x21
    SASL_STEP = 0x22
    SELECT_BUCKET = 0x89
    GET_CLUSTER_CONFIG = 0xB5
    GET_COLLECTION_ID = 0xBB
    SUBDOC_GET = 0xC5
    SUBDOC_MULTI_LOOKUP = 0xD0
    GET_ERROR_MAP = 0xFE


class Status(IntEnum):
    """The statuses that the node answers without a fault."""

    SUCCESS = 0x00
    NOT_FOUND = 0x01
    INVALID_ARGUMENTS = 0x04
    NO_BUCKET = 0x08
    AUTHENTICATION_FAILED = 0x20
    AUTHENTICATION_CONTINUES = 0x21
    NO_ACCESS = 0x24
    UNKNOWN_COMMAND = 0x81
    TEMPORARY_FAILURE = 0x86
    UNKNOWN_COLLECTION = 0x88
    UNKNOWN_SCOPE = 0x8C
    PATH_NOT_FOUND = 0xC0
    PATH_MISMATCH = 0xC1
    DOCUMENT_TOO_DEEP = 0xC4
    NOT_JSON = 0xC6
    INVALID_COMBINATION = 0xCB
    MULTI_PATH_FAILURE = 0xCC
    INVALID_XATTR_COMBINATION = 0xCF
    UNKNOWN_VIRTUAL_XATTR = 0xD1
    INVALID_XATTR_ORDER = 0xD4


class Feature(IntEnum):
    """The features that the node grants if a HELLO asks for them."""

    NO_DELAY = 0x03
    XATTR = 0x06
    EXTENDED_ERRORS = 0x07
    SELECT_BUCKET = 0x08
    JSON = 0x0B
    COLLECTIONS = 0x12


@dataclass(frozen=True)
class Request:
    """One command as it was received."""

    opcode: int
    opaque: int
    extras: bytes
    key: bytes
    value: bytes


@dataclass(frozen=True)
class Response:
    """The answer to one command."""

    status: int = Status.SUCCESS
    value: bytes = b""
    extras: bytes = b""
    datatype: int = DATATYPE_RAW
    cas: int = 0


@dataclass(frozen=True)
class LookupPath:
    """One path of a subdocument lookup."""

    opcode: int
    name: str
    is_xattr: bool


class NotTheProtocolError(Exception):
    """The peer uses another protocol."""


def take_requests(buffer: bytearray) -> Iterator[Request]:
    """Take the complete requests off the front of `buffer`."""
    while len(buffer) >= _HEADER.size:
        header = _HEADER.unpack_from(buffer)
        magic, opcode, key_length, extras_length, _, _, body_length, opaque, _ = header
        if magic != REQUEST_MAGIC:
            raise NotTheProtocolError
        end = _HEADER.size + body_length
        if len(buffer) < end:
            return
        body = bytes(buffer[_HEADER.size : end])
        del buffer[:end]
        extras, rest = body[:extras_length], body[extras_length:]
        yield Request(opcode, opaque, extras, rest[:key_length], rest[key_length:])


def encode_response(request: Request, response: Response) -> bytes:
    """Return the bytes that answer `request`."""
    body = response.extras + response.value
    header = _HEADER.pack(
        RESPONSE_MAGIC,
        request.opcode,
        0,
        len(response.extras),
        response.datatype,
        response.status,
        len(body),
        request.opaque,
        response.cas,
    )
    return header + body


def split_collection(key: bytes) -> tuple[int, bytes]:
    """Split a key into the collection's id (unsigned LEB128 in front) and the document's key."""
    number = 0
    for index, byte in enumerate(key):
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return number, key[index + 1 :]
    raise NotTheProtocolError


def lookup_paths(value: bytes) -> list[LookupPath]:
    """Read the paths that a subdocument lookup asks for."""
    paths, offset = [], 0
    while offset < len(value):
        opcode, flags, length = _LOOKUP_PATH.unpack_from(value, offset)
        offset += _LOOKUP_PATH.size
        name = value[offset : offset + length].decode()
        paths.append(LookupPath(opcode, name, bool(flags & _XATTR_PATH_FLAG)))
        offset += length
    return paths


def feature_list(value: bytes) -> list[int]:
    """Read the features that a HELLO asks for."""
    return [number for (number,) in struct.iter_unpack(">H", value)]


def encode_features(features: list[int]) -> bytes:
    """Write the features that are granted."""
    return struct.pack(f">{len(features)}H", *features)
