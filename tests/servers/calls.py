"""Calls of the binary protocol, each on a separate connection, and what is answered."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING

from tests.wire.frames import Feature, Opcode, Status, feature_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.servers.raw_client import RawClient

    Call = Callable[[RawClient], object]

BUCKET = b"travel"
READ_OF_A_MAP = {
    "rev", "revEpoch", "nodesExt", "services", "kv", "thisNode", "hostname", "name", "uuid",
    "nodeLocator", "bucketCapabilities", "vBucketServerMap", "hashAlgorithm", "numReplicas",
    "serverList", "vBucketMap",
}  # fmt: skip
_VBUCKETS = 1024


# Connecting


def features_granted(*asked: int) -> Call:
    """Ask for these features: which are granted."""

    def call(client: RawClient) -> object:
        return feature_list(client.hello(*asked).value)

    return call


def mechanisms(client: RawClient) -> object:
    """Ask how one may sign in."""
    return client.ask(Opcode.SASL_LIST_MECHANISMS).value.split()


def error_map(client: RawClient) -> object:
    """Ask for the error map: its version and revision, and whether it lists errors."""
    errors = json.loads(client.ask(Opcode.GET_ERROR_MAP, value=b"\x00\x02").value)
    return errors["version"], errors["revision"], isinstance(errors["errors"], dict)


def before_signing_in(opcode: int, key: bytes = b"", value: bytes = b"") -> Call:
    """Send a command too early: the answer's command and status."""

    def call(client: RawClient) -> object:
        client.hello(*Feature)
        reply = client.ask(opcode, key, value)
        return reply.opcode, reply.status

    return call


def signing_in(**account: str) -> Call:
    """Sign in as the server's account, or another: the status of each step."""

    def call(client: RawClient) -> object:
        return [reply.status for reply in client.sign_in(**account)]

    return call


def without_a_bucket(opcode: int, key: bytes = b"", value: bytes = b"") -> Call:
    """Sign in and send a command: the status."""

    def call(client: RawClient) -> object:
        _sign_in(client)
        return client.ask(opcode, key, value).status

    return call


def map_of_the_cluster(client: RawClient) -> object:
    """Ask for the map before a bucket is selected: which of the keys that the SDK reads it has."""
    _sign_in(client)
    return _map(client)


def map_of_the_bucket(client: RawClient) -> object:
    """Ask for the bucket's map: the same."""
    _enter(client)
    return _map(client)


# In the bucket


def in_the_bucket(opcode: int) -> Call:
    """Send a command that needs nothing: the whole answer."""

    def call(client: RawClient) -> object:
        _enter(client)
        return client.ask(opcode)

    return call


def collection_id(name: str) -> Call:
    """Ask for a collection's id: the status and the id."""

    def call(client: RawClient) -> object:
        _enter(client)
        reply = client.ask(Opcode.GET_COLLECTION_ID, value=name.encode())
        return reply.status, reply.extras[8:]  # before it stands the manifest's own number

    return call


def whole(key: str) -> Call:
    """Get a whole document: the whole answer."""

    def call(client: RawClient) -> object:
        _enter(client)
        return client.ask(Opcode.GET, b"\0" + key.encode(), vbucket=_vbucket(key))

    return call


def looking_up(key: str, *paths: str | tuple[int, int, str], collection: int = 0) -> Call:
    """Ask for paths of a document: the status, and for each path its status and parsed value.

    A path that is no plain field is passed with its operation and flags.
    """

    def call(client: RawClient) -> object:
        _enter(client)
        asked = b"".join(map(_path, paths))
        name = bytes([collection]) + key.encode()
        reply = client.ask(Opcode.SUBDOC_MULTI_LOOKUP, name, asked, vbucket=_vbucket(key))
        return reply.status, *_parsed(reply.value)

    return call


def _sign_in(client: RawClient) -> None:
    client.hello(*Feature)
    assert client.sign_in()[-1].status == Status.SUCCESS


def _enter(client: RawClient) -> None:
    _sign_in(client)
    assert client.ask(Opcode.SELECT_BUCKET, BUCKET).status == Status.SUCCESS


def _map(client: RawClient) -> object:
    reply = client.ask(Opcode.GET_CLUSTER_CONFIG)
    return reply.datatype, _keys(json.loads(reply.value))


def _keys(part: object) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_keys, part))
    if not isinstance(part, dict):
        return set()
    return (set(part) & READ_OF_A_MAP).union(*map(_keys, part.values()))


def _path(path: str | tuple[int, int, str]) -> bytes:
    opcode, flags, name = (Opcode.SUBDOC_GET, 0, path) if isinstance(path, str) else path
    encoded = name.encode()
    return struct.pack(">BBH", opcode, flags, len(encoded)) + encoded


def _parsed(value: bytes) -> Iterator[tuple[int, object]]:
    while value:
        status, length = struct.unpack_from(">HI", value)
        content, value = value[6 : 6 + length], value[6 + length :]
        yield status, json.loads(content) if status == Status.SUCCESS else content


def _vbucket(key: str) -> int:
    return (zlib.crc32(key.encode()) >> 16 & 0x7FFF) % _VBUCKETS
