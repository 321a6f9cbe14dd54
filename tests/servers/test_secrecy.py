"""What crosses the wire to Couchbase's own mock: the fields asked for, no hash, and no write."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.servers.recorded import SNAPPY, answers_in, lookups_in, requests_in
from tests.wire.frames import Opcode
from tests.wire.people import JOHN_DOE, JOHNS_KEY, MARKED_HASH
from tests.wire.sdk import open_collection, whole
from tests.wire.stores import ASKED_FIELDS, cluster_store, connection_to
from tests.wire.terminal import run_lookup

if TYPE_CHECKING:
    from tests.servers.conftest import MockClusters
    from tests.servers.mock_cluster import Conversation, MockCluster

UNASKED = "NOBODY-ASKED-FOR-THIS"
RECORDS: dict[str, object] = {
    JOHNS_KEY: JOHN_DOE | {"admin_channels": [UNASKED], "note": UNASKED},
    "userprofile::nameless": {"hashed_password": MARKED_HASH, "note": UNASKED},
    "userprofile::disabled": JOHN_DOE | {"disabled": "off"},
    "userprofile::list": [MARKED_HASH],
    "userprofile::text": MARKED_HASH.encode(),
}
USERNAMES = [*(key.removeprefix("userprofile::") for key in RECORDS), "nobody"]
EXPECTED = set(Opcode) - {Opcode.GET, Opcode.SUBDOC_GET}


@pytest.fixture
def cluster(start_cluster: MockClusters) -> MockCluster:
    return start_cluster(RECORDS, nodes=3)


def all_conversations(cluster: MockCluster) -> list[Conversation]:
    return [part for node in range(3) for part in cluster.conversations(node)]


def test_neither_the_hash_nor_an_unasked_field_crosses_the_wire(cluster: MockCluster) -> None:
    connection = connection_to(cluster)
    with closing(cluster_store(connection)) as store:
        said = repr([store.look_up(username) for username in USERNAMES])
    ended = run_lookup(connection, "--json", *USERNAMES)
    said += ended.out + ended.err

    conversations = all_conversations(cluster)
    answered = b"".join(part.answered for part in conversations)
    assert b"johndoe@example.com" in answered
    for secret in (MARKED_HASH, UNASKED, cluster.password):
        assert secret.encode() not in answered
        assert secret not in said
    # A body that was compressed could hide them.
    assert not any(answer.datatype & SNAPPY for answer in answers_in(conversations))
    for part in conversations:
        assert cluster.password.encode() not in part.received


def test_the_four_fields_are_asked_for_and_nothing_else_is_done(cluster: MockCluster) -> None:
    run_lookup(connection_to(cluster), *USERNAMES)
    conversations = all_conversations(cluster)
    lookups = lookups_in(conversations)
    assert {key for key, _ in lookups} == {f"userprofile::{name}" for name in USERNAMES}
    for _, paths in lookups:
        assert [path.name for path in paths] == ASKED_FIELDS
    assert {request.opcode for request in requests_in(conversations)} <= EXPECTED


def test_a_whole_get_would_be_seen(cluster: MockCluster) -> None:
    with open_collection(cluster) as collection:
        whole(collection, JOHNS_KEY)
    answered = b"".join(part.answered for part in all_conversations(cluster))
    assert MARKED_HASH.encode() in answered
    assert UNASKED.encode() in answered
