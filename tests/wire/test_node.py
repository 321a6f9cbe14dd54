"""Reading from the simulated node with the real SDK."""

import pytest
from couchbase.collection import Collection
from couchbase.exceptions import (
    AuthenticationException,
    BucketNotFoundException,
    DocumentNotFoundException,
    DocumentNotJsonException,
    PathMismatchException,
    ScopeNotFoundException,
    UnAmbiguousTimeoutException,
)

from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.people import (
    ALICE,
    ALICES_KEY,
    JOHN_DOE,
    JOHNS_KEY,
    MARKED_HASH,
    PUBLIC_FIELDS,
    PUBLIC_JOHN,
)
from tests.wire.sdk import SHORT_SECONDS, open_cluster, projected, whole

# Reading


def test_a_profile_can_be_read(collection: Collection) -> None:
    assert whole(collection, JOHNS_KEY) == JOHN_DOE
    assert whole(collection, ALICES_KEY) == ALICE


def test_a_projected_get_returns_only_the_requested_fields(
    collection: Collection, node: Node
) -> None:
    assert projected(collection, JOHNS_KEY, PUBLIC_FIELDS) == PUBLIC_JOHN
    assert node.lookups == [(JOHNS_KEY, PUBLIC_FIELDS)]
    assert Opcode.SUBDOC_MULTI_LOOKUP in node.opcodes
    assert Opcode.GET not in node.opcodes


def test_the_answer_to_a_projected_get_never_contains_the_hash(
    collection: Collection, node: Node
) -> None:
    projected(collection, JOHNS_KEY, PUBLIC_FIELDS)
    assert b"johndoe@example.com" in node.answered_bytes
    assert MARKED_HASH.encode() not in node.answered_bytes


def test_the_answer_to_a_whole_get_contains_the_hash(collection: Collection, node: Node) -> None:
    whole(collection, JOHNS_KEY)
    assert MARKED_HASH.encode() in node.answered_bytes


def test_a_field_that_the_document_lacks_is_left_out(collection: Collection, node: Node) -> None:
    node.put("userprofile::bare", {"username": "bare", "full_name": None})
    assert projected(collection, "userprofile::bare", PUBLIC_FIELDS) == {
        "username": "bare",
        "full_name": None,
    }


@pytest.mark.parametrize("content", [{}, {"a": 1}])
def test_a_document_without_the_fields_is_not_reported_as_missing(
    collection: Collection, node: Node, content: dict[str, object]
) -> None:
    node.put("userprofile::damaged", content)
    assert projected(collection, "userprofile::damaged", PUBLIC_FIELDS) == {}


def test_a_missing_document_is_reported_as_missing(collection: Collection) -> None:
    with pytest.raises(DocumentNotFoundException):
        whole(collection, "userprofile::nobody")
    with pytest.raises(DocumentNotFoundException):
        projected(collection, "userprofile::nobody", PUBLIC_FIELDS)


def test_a_document_can_be_removed_while_the_node_runs(collection: Collection, node: Node) -> None:
    node.remove(JOHNS_KEY)
    with pytest.raises(DocumentNotFoundException):
        whole(collection, JOHNS_KEY)


def test_more_than_sixteen_fields_fetch_the_whole_document(
    collection: Collection, node: Node
) -> None:
    fields = [f"field_{number}" for number in range(17)]
    projected(collection, JOHNS_KEY, fields)
    assert MARKED_HASH.encode() in node.answered_bytes


@pytest.mark.parametrize("body", [b"not json", b'{"username": "joh', b"\x00\xff"])
def test_a_document_that_is_not_json_raises_its_own_error(
    collection: Collection, node: Node, body: bytes
) -> None:
    node.put("userprofile::torn", body)
    with pytest.raises(DocumentNotJsonException):
        projected(collection, "userprofile::torn", PUBLIC_FIELDS)
    with pytest.raises((TypeError, ValueError)):
        whole(collection, "userprofile::torn")


@pytest.mark.parametrize("content", [["johndoe"], "johndoe", 7, None])
def test_json_that_is_not_an_object_raises_its_own_error(
    collection: Collection, node: Node, content: object
) -> None:
    node.put("userprofile::list", content)
    with pytest.raises(PathMismatchException):
        projected(collection, "userprofile::list", PUBLIC_FIELDS)


def test_a_named_collection_has_its_own_documents() -> None:
    with Node(collections={("crm", "people"): 300}) as node, open_cluster(node) as cluster:
        node.put(JOHNS_KEY, JOHN_DOE, collection="crm.people")
        bucket = cluster.bucket(node.bucket)
        people = bucket.scope("crm").collection("people")
        assert projected(people, JOHNS_KEY, PUBLIC_FIELDS) == PUBLIC_JOHN
        assert node.lookups == [(JOHNS_KEY, PUBLIC_FIELDS)]
        with pytest.raises(DocumentNotFoundException):
            whole(bucket.default_collection(), JOHNS_KEY)


def test_an_unknown_collection_ends_in_a_timeout(node: Node) -> None:
    with open_cluster(node) as cluster:
        unknown = cluster.bucket(node.bucket).scope("_default").collection("people")
        with pytest.raises(UnAmbiguousTimeoutException):
            whole(unknown, JOHNS_KEY, SHORT_SECONDS)


def test_an_unknown_scope_is_reported_at_once(node: Node) -> None:
    with open_cluster(node) as cluster:
        unknown = cluster.bucket(node.bucket).scope("crm").collection("people")
        with pytest.raises(ScopeNotFoundException):
            whole(unknown, JOHNS_KEY)


# Rights


def test_a_wrong_password_is_refused_and_never_sent(node: Node) -> None:
    with pytest.raises(AuthenticationException), open_cluster(node, password="not-the-one"):
        pass
    assert b"staff" in node.received_bytes
    assert b"not-the-one" not in node.received_bytes


def test_an_unknown_database_user_is_refused() -> None:
    with Node(username="somebody") as node:
        node.username = "nobody"
        with pytest.raises(AuthenticationException), open_cluster(node):
            pass


def test_reading_without_the_right_raises_an_error(collection: Collection, node: Node) -> None:
    node.faults.no_read_right = True
    with pytest.raises(AuthenticationException):
        whole(collection, JOHNS_KEY)
    with pytest.raises(AuthenticationException):
        projected(collection, JOHNS_KEY, PUBLIC_FIELDS)


def test_opening_a_missing_bucket_ends_in_a_timeout(node: Node) -> None:
    with (
        open_cluster(node, bootstrap_seconds=1.0) as cluster,
        pytest.raises(UnAmbiguousTimeoutException),
    ):
        cluster.bucket("no-such-bucket")
    assert Opcode.SELECT_BUCKET in node.opcodes


def test_opening_a_bucket_without_rights_is_refused_at_once(node: Node) -> None:
    node.faults.no_bucket_right = True
    with open_cluster(node) as cluster, pytest.raises(BucketNotFoundException):
        cluster.bucket(node.bucket)
