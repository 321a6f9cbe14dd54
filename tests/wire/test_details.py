"""The details of a record, over the real SDK: attributes alone, never anything of the body."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from couchbase import subdocument
from couchbase.collection import Collection
from couchbase.exceptions import CouchbaseException, PathNotFoundException

from profile_browser.domain.connection import Connection
from profile_browser.domain.details import NEVER, DetailsOutcome, RecordDetails
from profile_browser.domain.outcome import Missing
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.record import RecordLayout
from tests.wire.documents import USUAL_ATTRIBUTES
from tests.wire.frames import Opcode, Status
from tests.wire.node import Node
from tests.wire.people import ALICES_KEY, JOHN_DOE, JOHNS_KEY
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import TITLE, cluster_store, connection_to, located
from tests.wire.terminal import SOME_MISSING, look_up_here

CHANGED = datetime(2025, 11, 24, 16, tzinfo=UTC)  # 1764000000, as the node says
JOHNS_DETAILS = RecordDetails(JOHNS_KEY, "0x0000000000000001", NEVER, CHANGED)
ASKED = ["$document.CAS", "$document.exptime", "$document.last_modified"]


def read_details(connection: Connection, username: str = "johndoe") -> DetailsOutcome:
    with closing(cluster_store(connection)) as store:
        return store.read_details(username)


def problem_in(outcome: DetailsOutcome) -> Problem:
    assert isinstance(outcome, Problem)
    return outcome


def test_details_are_read(node: Node) -> None:
    assert read_details(connection_to(node)) == JOHNS_DETAILS


def test_an_expiry_is_a_date(node: Node) -> None:
    node.put(JOHNS_KEY, JOHN_DOE, attributes={**USUAL_ATTRIBUTES, "exptime": 1764000000})
    assert read_details(connection_to(node)) == JOHNS_DETAILS._replace(expiry=CHANGED)


def test_only_attributes_are_asked_for_and_nothing_of_the_body_crosses_the_wire(
    node: Node,
) -> None:
    read_details(connection_to(node))
    assert node.lookups == [(JOHNS_KEY, [])]
    assert node.asked_attributes == [ASKED]
    assert Opcode.GET not in node.opcodes
    for value in ("johndoe@example.com", "John Doe", "hashed_password", "userprofile"):
        assert value.encode() not in node.answered_bytes


def test_details_share_the_connection_of_the_lookups(node: Node) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        store.look_up("johndoe")
        before = node.connections
        assert store.read_details("johndoe") == JOHNS_DETAILS
        assert node.connections == before


def test_a_lookup_asks_for_no_attributes(node: Node) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        store.look_up("johndoe")
    assert node.asked_attributes == [[]]


def test_what_an_older_server_does_not_know_is_not_recorded(node: Node) -> None:
    node.put(JOHNS_KEY, JOHN_DOE, attributes={"exptime": 0})
    assert read_details(connection_to(node)) == RecordDetails(JOHNS_KEY, expiry=NEVER)
    node.put(JOHNS_KEY, JOHN_DOE, attributes={})
    assert read_details(connection_to(node)) == RecordDetails(JOHNS_KEY)


@pytest.mark.parametrize("odd", [True, -1, 2**70, 1.5, [], {"a": 1}, "x", None])
def test_an_odd_attribute_is_not_recorded(node: Node, odd: object) -> None:
    node.put(JOHNS_KEY, JOHN_DOE, attributes=dict.fromkeys(("CAS", "last_modified"), odd))
    outcome = read_details(connection_to(node))
    assert isinstance(outcome, RecordDetails)
    assert outcome.expiry is None


@pytest.mark.parametrize("body", [b"not JSON", ["a", "list"], b""])
def test_a_damaged_record_has_details(node: Node, body: object) -> None:
    node.put(JOHNS_KEY, body)
    assert read_details(connection_to(node)) == JOHNS_DETAILS


def test_a_record_that_was_deleted_is_missing(node: Node) -> None:
    node.remove(JOHNS_KEY)
    assert read_details(connection_to(node)) == Missing("johndoe", TITLE)


def test_the_id_follows_the_layout(node: Node) -> None:
    node.put("user:johndoe:profile", JOHN_DOE)
    layout = RecordLayout(id="user:{username}:profile")
    outcome = read_details(replace(connection_to(node), record=layout))
    assert outcome == JOHNS_DETAILS._replace(document_id="user:johndoe:profile")


def test_a_named_collection_is_asked() -> None:
    with Node(collections={("crm", "people"): 9}) as node:
        node.put(JOHNS_KEY, JOHN_DOE, collection="crm.people")
        connection = located(connection_to(node), scope="crm", collection="people")
        assert read_details(connection) == JOHNS_DETAILS
        unknown = located(connection, scope="crm", collection="nowhere")
        assert problem_in(read_details(unknown)).reason is Reason.COLLECTION_MISSING


def test_a_username_that_no_record_can_have_is_refused_without_asking(node: Node) -> None:
    assert problem_in(read_details(connection_to(node), "x" * 300)).kind is ProblemKind.BAD_INPUT
    assert node.connections == 0


def test_a_right_that_is_missing_is_a_problem(node: Node) -> None:
    node.faults.no_read_right = True
    assert problem_in(read_details(connection_to(node))).reason is Reason.READING_NOT_ALLOWED


def test_a_server_that_does_not_know_the_attributes_is_a_problem(node: Node) -> None:
    node.faults.read_status = Status.UNKNOWN_VIRTUAL_XATTR
    assert isinstance(read_details(connection_to(node)), Problem)


def test_a_silent_server_ends_in_the_timeout_of_a_lookup(node: Node) -> None:
    node.faults.silent_reads = True
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    assert problem_in(read_details(connection)).reason is Reason.READ_TIMED_OUT


def test_a_connection_that_breaks_is_tried_again(node: Node) -> None:
    node.faults.reset_reads = 1
    assert read_details(connection_to(node)) == JOHNS_DETAILS


def test_a_closed_store_asks_nothing(node: Node) -> None:
    store = cluster_store(connection_to(node))
    store.close()
    assert problem_in(store.read_details("johndoe")).reason is Reason.CANCELLED


def test_the_command_prints_what_the_cluster_keeps(node: Node) -> None:
    ended = look_up_here(connection_to(node), "--details", "--json", "johndoe", "nobody")
    assert ended.code == SOME_MISSING
    assert json.loads(ended.out)["details"] == {
        "document_id": JOHNS_KEY,
        "revision": "0x0000000000000001",
        "expiry": "never",
        "last_change": "2025-11-24T16:00:00Z",
    }


# The node itself: as a server answers, by the tests of its data engine


def test_attributes_and_fields_can_be_asked_for_together(
    collection: Collection, node: Node
) -> None:
    paths = ["$document.CAS", "$document", "$document.nothing", "mine.own"]
    specs = [subdocument.get(path, xattr=True) for path in paths]
    answer = collection.lookup_in(ALICES_KEY, [*specs, subdocument.get("username")])
    assert answer.content_as[str](0) == USUAL_ATTRIBUTES["CAS"]
    assert answer.content_as[dict](1) == USUAL_ATTRIBUTES
    for index in (2, 3):
        with pytest.raises(PathNotFoundException):
            answer.content_as[str](index)
    assert answer.content_as[str](4) == "alice"
    assert (node.lookups[-1], node.asked_attributes[-1]) == ((ALICES_KEY, ["username"]), paths)


@pytest.mark.parametrize("paths", [["$nothing.of.it"], ["mine", "yours"]])
def test_attributes_that_a_server_refuses_are_refused(
    collection: Collection, paths: list[str]
) -> None:
    with pytest.raises(CouchbaseException):
        collection.lookup_in(JOHNS_KEY, [subdocument.get(path, xattr=True) for path in paths])
