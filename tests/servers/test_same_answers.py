"""The tests' own node beside Couchbase's own mock: the same calls, and why each difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.servers.calls import (
    BUCKET,
    READ_OF_A_MAP,
    before_signing_in,
    collection_id,
    error_map,
    features_granted,
    in_the_bucket,
    looking_up,
    map_of_the_bucket,
    map_of_the_cluster,
    mechanisms,
    signing_in,
    whole,
    without_a_bucket,
)
from tests.servers.mock_cluster import MockCluster
from tests.servers.raw_client import XATTR, RawClient
from tests.wire.frames import Feature, Opcode
from tests.wire.node import Node
from tests.wire.people import ALICE, JOHN_DOE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.calls import Call

IN_CRM = "crm.people"
DOCUMENTS: dict[str, object] = {
    "john": JOHN_DOE | {"deep": {"er": {"est": 7}}, "a.b": 1},
    "list": ["johndoe"],
    "text": "johndoe",
    "null": None,
    "empty": {},
    "torn": b'{"username": "joh',
    "bytes": b"\x00\xff",
    "nothing": b"",
    "Zoë": ALICE,
}
KEYS = [*DOCUMENTS, "missing"]
EVERY_FEATURE = range(0x20)  # that there was when the mock was written
FLAGS = (Opcode.SUBDOC_GET, XATTR, "$document.flags")

CALLS: dict[str, Call] = {
    "the node's features": features_granted(*Feature),
    "every feature": features_granted(*EVERY_FEATURE),
    "mechanisms": mechanisms,
    "error map": error_map,
    "signing in": signing_in(),
    "a wrong password": signing_in(password="not-the-one"),
    "an unknown account": signing_in(username="nobody"),
    "an unknown mechanism": before_signing_in(Opcode.SASL_AUTH, b"CRAM-MD5"),
    "noop before signing in": before_signing_in(Opcode.NOOP),
    "map before signing in": before_signing_in(Opcode.GET_CLUSTER_CONFIG),
    "bucket before signing in": before_signing_in(Opcode.SELECT_BUCKET, BUCKET),
    "read before signing in": before_signing_in(Opcode.GET, b"\0john"),
    "map of the cluster": map_of_the_cluster,
    "map of the bucket": map_of_the_bucket,
    "a missing bucket": without_a_bucket(Opcode.SELECT_BUCKET, b"no-such"),
    "a read without a bucket": without_a_bucket(Opcode.GET, b"\0john"),
    "a lookup without a bucket": without_a_bucket(Opcode.SUBDOC_MULTI_LOOKUP, b"\0john"),
    "an id without a bucket": without_a_bucket(Opcode.GET_COLLECTION_ID, value=IN_CRM.encode()),
    "noop": in_the_bucket(Opcode.NOOP),
    "an unknown command": in_the_bucket(0x99),
    "the default collection": collection_id("_default._default"),
    "a collection": collection_id(IN_CRM),
    "an unknown collection": collection_id("crm.nobody"),
    "an unknown scope": collection_id("nowhere.people"),
    "no collection's name": collection_id("people"),
    **{f"whole {key}": whole(key) for key in KEYS},
    **{f"fields of {key}": looking_up(key, "username", "email") for key in KEYS},
    "flags and a field": looking_up("john", FLAGS, "username"),
    "flags of what is not JSON": looking_up("torn", FLAGS),
    "an unknown attribute": looking_up("john", (Opcode.SUBDOC_GET, XATTR, "$document.nothing")),
    "the body as a path": looking_up("john", (Opcode.GET, 0, "")),
    "some fields missing": looking_up("john", "username", "nothing", "hashed_password"),
    "a quoted field": looking_up("john", "`full_name`", "`a.b`"),
    "a deep field": looking_up("john", "deep.er.est", "deep.er", "`deep`.`er`.est"),
    "below nothing": looking_up("john", "nothing.below", "deep.nothing.below"),
    "below a text": looking_up("john", "username.below"),
    "sixteen fields": looking_up("john", *["username"] * 16),
    "seventeen fields": looking_up("john", *["username"] * 17),
    "an element of a list": looking_up("list", "[0]"),
    "in a collection": looking_up("john", "username", collection=1),
    "an unknown collection's id": looking_up("john", "username", collection=0x63),
}


class Difference(NamedTuple):
    """What the two answer, and why the node answers otherwise."""

    of_node: object
    of_mock: object
    why: str


MECHANISMS = b"PLAIN SCRAM-SHA1 SCRAM-SHA256 SCRAM-SHA512".split()
OF_A_CLUSTER = {"rev", "nodesExt", "services", "kv", "thisNode"}
NOT_JSON = (0xCC, (0xC6, b""), (0xC6, b""))
ONE_STATUS = (
    "The mock has one status for a missing sign-in and a missing right, as its source says."
)
ANOTHER_TIME = "The mock is older than epochs, marks no JSON, and has no names for its nodes."
NO_READER = "The mock has no answer of its own for what it cannot parse, and says that it failed."

DIFFERENCES = {
    "every feature": Difference(
        sorted(Feature),
        [1, 3, 4, 5, 6, 7, 8, 0xA, 0xB, 0xC, 0xE, 0xF, 0x10, 0x11, 0x12, 0x17],
        "The node grants what a read needs. Without the others its answers are plain: in the "
        "order of the questions, uncompressed, and without the time that they took.",
    ),
    "mechanisms": Difference(
        MECHANISMS[-1:],
        MECHANISMS,
        "The node without TLS takes no password in the clear, so that who sends one is seen.",
    ),
    "an unknown account": Difference(
        [0x21, 0x20],
        [0x20],
        "The node answers an unknown account and a wrong password alike; the mock does not.",
    ),
    "map before signing in": Difference((0xB5, 0x24), (0xB5, 0x20), ONE_STATUS),
    "bucket before signing in": Difference(
        (0x89, 0x24), (0xB5, 0x20), f"{ONE_STATUS} It also names another command."
    ),
    "read before signing in": Difference(
        (0x00, 0x24), (0x00, 0x08), "The mock looks for the bucket first."
    ),
    "map of the cluster": Difference(
        (1, OF_A_CLUSTER | {"revEpoch", "hostname"}), (0, OF_A_CLUSTER), ANOTHER_TIME
    ),
    "map of the bucket": Difference(
        (1, READ_OF_A_MAP), (0, READ_OF_A_MAP - {"revEpoch"}), ANOTHER_TIME
    ),
    "fields of torn": Difference(NOT_JSON, (0xCC, (0x84, b""), (0x84, b"")), NO_READER),
    "fields of bytes": Difference(NOT_JSON, (0xCC, (0x84, b""), (0x84, b"")), NO_READER),
    "fields of nothing": Difference(
        NOT_JSON,
        (0xCC, (0xC1, b""), (0xC1, b"")),
        "No byte at all is no JSON either; the mock takes it for null.",
    ),
    "an element of a list": Difference(
        (0xCC, (0xC1, b"")), (0, (0, "johndoe")), "The program asks for no element of a list."
    ),
    "an unknown collection's id": Difference(
        (0x88,), (0x01,), "The mock does not look whether there is such a collection."
    ),
}


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    scope, _, name = IN_CRM.partition(".")
    with Node(DOCUMENTS, collections={(scope, name): 1}) as node:
        node.put("john", JOHN_DOE, collection=IN_CRM)
        yield node


@pytest.fixture(scope="module")
def mock(gocaves: Path) -> Iterator[MockCluster]:
    with MockCluster(gocaves, DOCUMENTS, nodes=1) as mock:
        mock.put("john", JOHN_DOE, collection=IN_CRM)
        yield mock


@pytest.mark.parametrize("name", CALLS)
def test_the_node_answers_as_the_mock_does_or_there_is_a_reason(
    name: str, node: Node, mock: MockCluster
) -> None:
    with RawClient(node) as client:
        of_node = CALLS[name](client)
    with RawClient(mock) as client:
        of_mock = CALLS[name](client)
    if name in DIFFERENCES:
        assert (of_node, of_mock) == DIFFERENCES[name][:2]
    else:
        assert of_node == of_mock


def test_each_difference_is_of_a_call() -> None:
    assert set(DIFFERENCES) < set(CALLS)
