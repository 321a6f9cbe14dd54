"""A gateway whose store, disk or own life ends: everybody gets an answer or a cut, and soon."""

from __future__ import annotations

import json
import resource
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from http.client import HTTPException
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.stores.gateway.adapter import GATEWAY, KIND
from profile_browser.stores.store import Store
from tests.servers.gateway_process import audit_rules
from tests.servers.watched_gateway import WatchedGateway
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from profile_browser.domain.outcome import Outcome
    from tests.servers.gateway_process import Answer

TARGET = "/users/johndoe"
_LONGEST_SECONDS = 20.0
_LONGEST_END_SECONDS = 5.0
_MARGIN_SECONDS = 2.0  # of a busy machine
_MANY = 40


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE, password="marked-node-password") as running:
        yield running


@pytest.fixture
def gateway(node: Node, tmp_path: Path) -> Iterator[WatchedGateway]:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS, connect_timeout=2.0)
    with WatchedGateway(tmp_path, connection) as running:
        yield running


@pytest.fixture
def patient_gateway(node: Node, tmp_path: Path) -> Iterator[WatchedGateway]:
    connection = replace(connection_to(node), kv_timeout=_LONGEST_SECONDS)
    with WatchedGateway(tmp_path, connection) as running:
        yield running


@pytest.fixture
def desks() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(_MANY) as pool:
        yield pool


def problem_in(answer: Answer) -> dict[str, str]:
    """Return a problem, after checking that it names nothing of the store."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    text = answer.body.decode()
    for secret in ("127.0.0.1", "staff", "userprofile", "Traceback", "travel"):
        assert secret not in json.dumps({**json.loads(text), "title": ""})
    content: dict[str, str] = json.loads(text)
    assert content["title"]
    assert content["detail"]
    assert content["request_id"] == answer.headers["X-Request-ID"]
    return content


def held_request(
    gateway: WatchedGateway, node: Node, desks: ThreadPoolExecutor, gate: threading.Event
) -> Future[Answer]:
    """Begin a look-up, and wait until the store holds it at a gate."""
    assert gateway.ask(TARGET).status == 200
    node.forget()
    node.faults.gate = gate
    running = desks.submit(gateway.ask, TARGET)
    assert node.wait_for_read()
    return running


# The store


def test_a_database_that_is_gone_is_a_problem_and_is_found_again(
    gateway: WatchedGateway, node: Node
) -> None:
    assert gateway.ask(TARGET).status == 200
    node.stop()
    answer = gateway.ask(TARGET)
    assert answer.status in {503, 504}
    assert problem_in(answer)["kind"] in {ProblemKind.UNREACHABLE, ProblemKind.TIMED_OUT}
    assert gateway.ask("/health").status == 200
    assert gateway.ask("/ready").status == 503
    node.restart()
    assert_found_again(gateway)
    assert gateway.ask("/ready").status in {200, 503}  # the last answer is shared for 5 s


def assert_found_again(gateway: WatchedGateway) -> None:
    until = time.monotonic() + _LONGEST_SECONDS
    while (answer := gateway.ask(TARGET)).status != 200:
        problem_in(answer)
        assert time.monotonic() < until


def test_a_gateway_that_starts_before_its_database_finds_it(node: Node, tmp_path: Path) -> None:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS, connect_timeout=1.0)
    node.stop()
    with WatchedGateway(tmp_path, connection) as gateway:
        assert gateway.ask(TARGET).status in {503, 504}
        node.restart()
        assert_found_again(gateway)


def test_nobody_waits_for_ever_for_a_database_that_says_nothing(
    gateway: WatchedGateway, node: Node, desks: ThreadPoolExecutor
) -> None:
    assert gateway.ask(TARGET).status == 200
    node.faults.silent_reads = True
    began = time.monotonic()
    waiting = [desks.submit(gateway.ask, TARGET) for _ in range(_MANY)]
    assert gateway.ask("/health").status == 200
    assert time.monotonic() - began < _MARGIN_SECONDS
    statuses = {future.result(_LONGEST_SECONDS).status for future in waiting}
    assert statuses <= {503, 504}
    node.faults.silent_reads = False
    assert_found_again(gateway)


# The record of reads


def test_a_full_disk_lets_nobody_read_and_the_store_is_not_asked(
    node: Node, tmp_path: Path
) -> None:
    reads = tmp_path / "reads"
    reads.mkdir()
    with WatchedGateway(tmp_path, connection_to(node), rules=audit_rules(reads)) as gateway:
        assert gateway.ask(TARGET).status == 200
        (record,) = reads.glob("*.jsonl")
        size = record.stat().st_size
        limit_files(gateway, size)
        node.forget()
        for target in (TARGET, "/users?text=john"):
            answer = gateway.ask(target)
            assert answer.status == 503
            assert problem_in(answer)["kind"] == ProblemKind.NOT_RECORDED
        assert node.lookups == []
        limit_files(gateway, resource.RLIM_INFINITY)
        assert gateway.ask(TARGET).status == 200
        lines = record.read_text("ascii").splitlines()
        assert {json.loads(line)["who"] for line in lines} == {"desk-1"}


def limit_files(gateway: WatchedGateway, size: int) -> None:
    """Let no file of the gateway grow beyond some bytes, as a full disk does."""
    _, hard = resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(gateway.pid, resource.RLIMIT_FSIZE, (size, hard))


# The gateway


def test_a_killed_gateway_cuts_the_connection_and_serves_again_after_a_restart(
    patient_gateway: WatchedGateway, node: Node, desks: ThreadPoolExecutor
) -> None:
    gate = threading.Event()
    running = held_request(patient_gateway, node, desks, gate)
    patient_gateway.kill()
    with pytest.raises((HTTPException, ConnectionError)):
        running.result(_LONGEST_SECONDS)
    gate.set()
    patient_gateway.start()
    assert patient_gateway.ask(TARGET).status == 200


@pytest.mark.parametrize(
    ("is_behind_balancer", "reasons"),
    [  # the next connection may be made while the system still closes the port
        (True, {Reason.CONNECTION_CUT}),
        (False, {Reason.PORT_CLOSED, Reason.CONNECTION_CUT}),
    ],
    ids=["behind a balancer", "alone"],
)
def test_a_desk_whose_gateway_is_killed_says_so_and_finds_it_again(
    patient_gateway: WatchedGateway,
    node: Node,
    desks: ThreadPoolExecutor,
    is_behind_balancer: bool,
    reasons: set[Reason],
) -> None:
    port = patient_gateway.front.port if is_behind_balancer else patient_gateway.port
    connection = Connection(
        kind=KIND,
        title="Profiles",
        connection_string=f"http://127.0.0.1:{port}",
        password=patient_gateway.token,
    )
    gate = threading.Event()
    assert patient_gateway.ask(TARGET).status == 200
    node.forget()
    node.faults.gate = gate
    with closing(Store(connection, GATEWAY)) as desk:
        running = desks.submit(desk.look_up, "johndoe")
        assert node.wait_for_read()
        patient_gateway.kill()
        outcome = running.result(_LONGEST_SECONDS)
        assert isinstance(outcome, Problem)
        assert outcome.reason in reasons
        gate.set()
        patient_gateway.start()
        assert_johndoe(desk.look_up("johndoe"), "Profiles")


def assert_johndoe(outcome: Outcome, title: str) -> None:
    assert isinstance(outcome, Found)
    assert (outcome.user.username, outcome.connection) == ("johndoe", title)


def test_a_gateway_that_is_told_to_stop_answers_what_it_was_asked(
    patient_gateway: WatchedGateway, node: Node, desks: ThreadPoolExecutor
) -> None:
    gate = threading.Event()
    running = held_request(patient_gateway, node, desks, gate)
    patient_gateway.terminate()
    assert_refuses_connections(patient_gateway)
    began = time.monotonic()
    gate.set()
    assert running.result(_LONGEST_SECONDS).status == 200
    assert patient_gateway.wait() == 0
    assert time.monotonic() - began < _LONGEST_END_SECONDS


def assert_refuses_connections(gateway: WatchedGateway) -> None:
    """Wait until it accepts no more clients."""
    until = time.monotonic() + _MARGIN_SECONDS
    while True:
        try:
            gateway.connect_raw().__exit__()
        except OSError:
            return
        assert time.monotonic() < until


def test_a_gateway_that_is_told_to_stop_does_not_wait_for_a_silent_database(
    patient_gateway: WatchedGateway, node: Node, desks: ThreadPoolExecutor
) -> None:
    gate = threading.Event()
    running = held_request(patient_gateway, node, desks, gate)
    began = time.monotonic()
    patient_gateway.terminate()
    assert patient_gateway.wait() == 0
    assert time.monotonic() - began < _LONGEST_END_SECONDS + _MARGIN_SECONDS
    gate.set()
    with suppress(HTTPException, ConnectionError):  # the connection may be cut
        assert running.result(_LONGEST_SECONDS).status == 503
