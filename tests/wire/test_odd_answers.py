"""Whatever a server answers, a lookup ends in an outcome in the program's own words.

These tests leave out what crashes the process with SDK 4.6.3, found by trial. For a read: the
statuses in `faults.DEADLY`. For a field: any status that the SDK does not know. For a query: JSON
with a wrong type (a list or a number as the whole, the rows, the status, the errors, the metrics
or one of them), an error without code or message, incomplete metrics, and a number beyond a
double. Error 4040 makes the SDK wait forever.
"""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome
from profile_browser.domain.problem import Problem
from profile_browser.domain.question import Question
from profile_browser.messages.problems import details, one_line, summary
from tests.wire.cluster_map import HOST
from tests.wire.documents import PlantedAnswers
from tests.wire.faults import DEADLY
from tests.wire.frames import Status
from tests.wire.http import json_answer
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.query_service import _body
from tests.wire.stores import ASKED_FIELDS, assert_johndoe, cluster_store, connection_to

MOMENT = 0.05  # seconds: the SDK repeats some reads until this timeout
SERVERS_WORDS = "Server says <b>so</b>"
# The statuses of a field that the SDK knows.
FIELD_STATUSES = [*range(1, 11), 0x0D, 0x0E, 0x20, 0x24, 0x81, 0x82, 0x86, *range(0xC0, 0xCC)]


@pytest.fixture(scope="module")
def one_node() -> Iterator[Node]:
    with Node(PEOPLE) as node:
        yield node


@pytest.fixture
def short_timeouts(one_node: Node) -> Iterator[Connection]:
    yield replace(connection_to(one_node), kv_timeout=MOMENT, query_timeout=MOMENT)
    one_node.faults.read_status = None
    one_node.query.faults.raw = None


def assert_plain_words(outcome: Outcome, connection: Connection) -> None:
    """Check that a problem is described in the program's own words."""
    if isinstance(outcome, Problem):
        said = one_line(outcome).replace("the TLS handshake failed", "")
        assert connection.title in summary(outcome)
        for word in ("Exception", "Traceback", "failed", "0x", SERVERS_WORDS):
            assert word not in said
        assert SERVERS_WORDS not in details(outcome)


@pytest.mark.parametrize("first", range(0, 256, 32), ids=hex)
def test_every_status_of_a_read_becomes_an_outcome(
    one_node: Node, short_timeouts: Connection, first: int
) -> None:
    with closing(cluster_store(short_timeouts)) as store:
        for status in sorted(set(range(first, first + 32)) - DEADLY):
            one_node.faults.read_status = status
            outcome = store.look_up("johndoe")
            assert isinstance(outcome, Problem | Missing)
            assert_plain_words(outcome, short_timeouts)
    one_node.faults.read_status = None
    assert_johndoe(_look_up_without_hurry(one_node))


@pytest.mark.parametrize("status", FIELD_STATUSES, ids=hex)
def test_every_status_of_a_field_becomes_an_outcome(
    one_node: Node, short_timeouts: Connection, status: int
) -> None:
    answers = dict.fromkeys(ASKED_FIELDS[:3], (Status.SUCCESS, b'"planted"'))
    planted = answers | {"disabled": (Status.SUCCESS, b"true"), "email": (status, b"")}
    one_node.put("userprofile::planted", PlantedAnswers(planted))
    with closing(cluster_store(short_timeouts)) as store:
        outcome = store.look_up("planted")
    if isinstance(outcome, Found):
        assert (outcome.user.username, outcome.user.email) == ("planted", None)
    assert_plain_words(outcome, short_timeouts)


def _look_up_without_hurry(node: Node) -> Outcome:
    with closing(cluster_store(connection_to(node))) as store:
        return store.look_up("johndoe")


def search(node: Node, connection: Connection, answer: bytes) -> Outcome:
    node.query.faults.raw = answer
    with closing(cluster_store(connection)) as store:
        store.suggest("jo", 8)
        return store.search(Question("jo"), 50)


def http(body: bytes, status: int = 200) -> bytes:
    head = f"HTTP/1.1 {status} Said\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


WHOLE = json.dumps(_body("success", [{"username": "johndoe"}])).encode()
ANSWERS = {
    "nothing": http(b""),
    "a page": http(f"<html>{SERVERS_WORDS}</html>".encode()),
    "a page and 500": http(f"<html>{SERVERS_WORDS}</html>".encode(), 500),
    "a page and 401": http(b"<html>", 401),
    "a page and 503": http(b"<html>", 503),
    "an empty object": http(b"{}"),
    "cut in the middle": http(WHOLE[:60]),
    "cut at the end": http(WHOLE[:-2]),
    "bytes": http(bytes(range(256))),
    "half of a pair of surrogates": http(WHOLE.replace(b"johndoe", b"\\ud800")),
    "no number": http(WHOLE.replace(b'"johndoe"', b"NaN")),
    "deep rows": http(WHOLE.replace(b'"johndoe"', b"[" * 5000 + b"]" * 5000)),
    "an odd status": json_answer(200, _body("odd", [])),
    "the server's words": json_answer(
        500, _body("fatal", []) | {"errors": [{"code": 7, "msg": SERVERS_WORDS}]}
    ),
    "no HTTP": b"\x80\x81\x00garbage\r\n\r\n",
    "an odd length": b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc",
    "a length below zero": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
    "less than was said": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc",
    "odd chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_every_malformed_answer_to_a_query_becomes_a_problem(
    one_node: Node, short_timeouts: Connection, answer: bytes
) -> None:
    outcome = search(one_node, short_timeouts, answer)
    assert isinstance(outcome, Problem)
    assert_plain_words(outcome, short_timeouts)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
NEARLY = st.fixed_dictionaries({"username": st.text(max_size=9) | JSON}, optional={"email": JSON})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(JSON | NEARLY, max_size=5))
@example([1, {"username": "a"}, None, "x", [{}]])
def test_any_row_is_either_a_person_or_left_out(
    one_node: Node, short_timeouts: Connection, rows: list[object]
) -> None:
    outcome = search(one_node, short_timeouts, json_answer(200, _body("success", rows)))
    shown: list[object] = []
    if isinstance(outcome, Found):
        shown = [outcome.user.username]
    elif isinstance(outcome, Matches):
        shown = [user.username for user in outcome.users]
    else:
        assert_plain_words(outcome, short_timeouts)
    named = [row.get("username") for row in rows if isinstance(row, dict)]
    assert [name for name in shown if name not in named] == []


# Each may wait for the timeout, so these are few in every profile.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.binary(max_size=64))
def test_any_bytes_instead_of_http_become_a_problem(
    one_node: Node, short_timeouts: Connection, answer: bytes
) -> None:
    outcome = search(one_node, replace(short_timeouts, query_timeout=MOMENT), answer + b"\r\n\r\n")
    assert isinstance(outcome, Problem)
    assert_plain_words(outcome, short_timeouts)


@contextmanager
def port_that_sends(words: bytes) -> Iterator[int]:
    """Open a port that sends these bytes to every client and disconnects."""
    with socket.create_server((HOST, 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    client.sendall(words)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port: int = server.getsockname()[1]
        yield port
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize("scheme", ["couchbase", "couchbases"])
@pytest.mark.parametrize(
    "words",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x15\x03\x01\x00\x02\x02\x28", b"", b"\x81" * 200,
     b"SSH-2.0-OpenSSH\r\n", bytes(range(256))],
    ids=["HTTP", "a TLS alert", "nothing", "frames cut short", "SSH", "noise"],
)  # fmt: skip
def test_connecting_to_another_kind_of_server_becomes_a_problem(
    one_node: Node, scheme: str, words: bytes
) -> None:
    with port_that_sends(words) as port:
        address = f"{scheme}://{HOST}:{port}"
        connection = replace(
            connection_to(one_node), connection_string=address, connect_timeout=0.2
        )
        with closing(cluster_store(connection)) as store:
            outcome = store.look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert_plain_words(outcome, connection)


def test_the_unchanged_answer_of_these_tests_is_valid(one_node: Node) -> None:
    one_node.query.faults.raw = http(WHOLE)
    outcome = search(one_node, connection_to(one_node), http(WHOLE))
    one_node.query.faults.raw = None
    assert isinstance(outcome, Found)
