"""The hash never leaves the cluster, nothing is ever written, and the password is never sent."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.question import Question
from profile_browser.domain.store import ProfileStore
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.people import ALICE, ALICES_HASH, JOHN_DOE, MARKED_HASH, PEOPLE
from tests.wire.sdk import open_cluster, open_collection, whole
from tests.wire.stores import ASKED_FIELDS, cluster_store, connection_to
from tests.wire.terminal import look_up_here, run_lookup

ALICES_EMAIL = "alice@example.com"
PASSWORD = "a-password-that-nothing-else-holds"
# Valid, of somebody else, without a username, of a wrong type, not an object, not JSON.
RECORDS: dict[str, object] = PEOPLE | {
    "userprofile::jon": ALICE,
    "userprofile::nameless": {key: JOHN_DOE[key] for key in JOHN_DOE if key != "username"},
    "userprofile::disabled": JOHN_DOE | {"disabled": "off"},
    "userprofile::list": [MARKED_HASH],
    "userprofile::text": MARKED_HASH.encode(),
    "userprofile::torn": f'{{"hashed_password": "{MARKED_HASH}"'.encode(),
}
USERNAMES = [*(key.removeprefix("userprofile::") for key in RECORDS), "nobody", "JohnDoe"]

WRITES = {
    "SET": 0x01, "ADD": 0x02, "REPLACE": 0x03, "DELETE": 0x04, "INCREMENT": 0x05,
    "DECREMENT": 0x06, "FLUSH": 0x08, "APPEND": 0x0E, "PREPEND": 0x0F, "SETQ": 0x11,
    "ADDQ": 0x12, "REPLACEQ": 0x13, "DELETEQ": 0x14, "INCREMENTQ": 0x15, "DECREMENTQ": 0x16,
    "FLUSHQ": 0x18, "APPENDQ": 0x19, "PREPENDQ": 0x1A, "TOUCH": 0x1C, "GET_AND_TOUCH": 0x1D,
    "GET_AND_TOUCHQ": 0x1E, "GET_AND_LOCK": 0x94, "UNLOCK": 0x95, "SET_WITH_META": 0xA2,
    "SETQ_WITH_META": 0xA3, "ADD_WITH_META": 0xA4, "ADDQ_WITH_META": 0xA5,
    "DELETE_WITH_META": 0xA8, "DELETEQ_WITH_META": 0xA9, "SUBDOC_DICT_ADD": 0xC7,
    "SUBDOC_DICT_UPSERT": 0xC8, "SUBDOC_DELETE": 0xC9, "SUBDOC_REPLACE": 0xCA,
    "SUBDOC_ARRAY_PUSH_LAST": 0xCB, "SUBDOC_ARRAY_PUSH_FIRST": 0xCC,
    "SUBDOC_ARRAY_INSERT": 0xCD, "SUBDOC_ARRAY_ADD_UNIQUE": 0xCE, "SUBDOC_COUNTER": 0xCF,
    "SUBDOC_MULTI_MUTATION": 0xD1, "SUBDOC_REPLACE_BODY_WITH_XATTR": 0xD3,
}  # fmt: skip
# Every command that the program may send: no command that reads a whole document.
EXPECTED = set(Opcode) - {Opcode.GET, Opcode.SUBDOC_GET}


@pytest.fixture
def marked_node() -> Iterator[Node]:
    """Start a node with the marked hash in every record that the tests read."""
    with Node(RECORDS, password=PASSWORD) as node:
        yield node


def in_a_store(opener: Callable[[Connection], ProfileStore]) -> Callable[[Connection], str]:
    """Return a function that looks up all usernames in a store and returns the outcomes as text."""

    def look_up_all(connection: Connection) -> str:
        with closing(opener(connection)) as store:
            return repr([store.look_up(username) for username in USERNAMES])

    return look_up_all


def as_a_list(connection: Connection) -> str:
    """Look up all usernames in one call, and return the outcomes as text."""
    with closing(cluster_store(connection)) as store:
        return repr(store.look_up_all(USERNAMES, at_once=4))


def in_the_terminal(connection: Connection) -> str:
    """Look up all usernames with the command, as JSON and as text, and return its output."""
    runs = [run_lookup(connection, *USERNAMES), look_up_here(connection, "--json", *USERNAMES)]
    assert [run.code for run in runs] == [3, 3]
    return "".join(run.out + run.err for run in runs)


every_way = pytest.mark.parametrize(
    "look_up_all",
    [in_a_store(cluster_store), as_a_list, in_the_terminal],
    ids=["store", "list", "terminal"],
)


@every_way
def test_the_hash_never_leaves_the_cluster_and_nothing_is_written(
    marked_node: Node, look_up_all: Callable[[Connection], str]
) -> None:
    said = look_up_all(connection_to(marked_node))

    asked = {key for key, _ in marked_node.lookups}
    assert asked == {f"userprofile::{username}" for username in USERNAMES}
    assert all(fields == ASKED_FIELDS for _, fields in marked_node.lookups)
    assert b"johndoe@example.com" in marked_node.answered_bytes
    for secret in (MARKED_HASH, ALICES_HASH, PASSWORD):
        assert secret.encode() not in marked_node.answered_bytes
        assert secret not in said
    assert PASSWORD.encode() not in marked_node.received_bytes
    assert Opcode.GET not in marked_node.opcodes
    assert set(WRITES.values()).isdisjoint(marked_node.opcodes)
    assert set(marked_node.opcodes) <= EXPECTED


def test_a_search_reads_no_hash_and_writes_nothing(marked_node: Node) -> None:
    with closing(cluster_store(connection_to(marked_node))) as store:
        said = repr([store.search(Question(text), 50) for text in ("jo", "a", ALICES_EMAIL)])
        said += repr(store.suggest("jo", 8))

    assert ALICES_EMAIL in said
    for secret in (MARKED_HASH, ALICES_HASH, PASSWORD):
        assert secret.encode() not in marked_node.answered_bytes
        assert secret not in said
    assert [asked.readonly for asked in marked_node.query.asked] == [True] * 4
    assert set(marked_node.opcodes) <= EXPECTED


def test_a_hash_in_the_answer_to_a_query_is_noticed(marked_node: Node) -> None:
    marked_node.query.answer("SELECT * FROM `travel`", [JOHN_DOE])
    with open_cluster(marked_node) as cluster:
        list(cluster.query("SELECT * FROM `travel`"))
    assert MARKED_HASH.encode() in marked_node.answered_bytes


def test_a_whole_get_is_noticed(marked_node: Node) -> None:
    with open_collection(marked_node) as collection:
        whole(collection, "userprofile::johndoe")
    assert MARKED_HASH.encode() in marked_node.answered_bytes
    assert Opcode.GET in marked_node.opcodes
