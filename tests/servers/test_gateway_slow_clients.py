"""Clients that are slow, silent or too many hold nobody up."""

from __future__ import annotations

import time
from contextlib import closing
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.servers.gateway_process import GatewayProcess, ask
from tests.servers.raw_http import bearer, request
from tests.servers.slow_clients import SlowClient, SlowClients, half_of_a_handshake
from tests.servers.watched_gateway import WatchedGateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import trustme

_OF_EACH = 10
_MOST = 100  # connections from one address
_RULES = f"""[gateway]
requests_per_minute = 10000000
connections_per_address = {_MOST}
request_timeout = 5
"""
_LONGEST_SECONDS = 30.0
_LOOKUPS = 200


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[WatchedGateway]:
    with WatchedGateway(tmp_path, rules=_RULES) as running:
        yield running


@pytest.fixture
def tls_gateway(tmp_path: Path, authority: trustme.CA) -> Iterator[GatewayProcess]:
    with GatewayProcess(tmp_path, authority=authority, rules=_RULES) as running:
        yield running


def usual_seconds(gateway: GatewayProcess) -> float:
    """Return how long a desk waits for an answer, in the median."""
    took = []
    headers = {"Authorization": f"Bearer {gateway.token}"}
    with closing(gateway.connect()) as desk:
        for _ in range(_LOOKUPS):
            began = time.monotonic()
            assert ask(desk, "/users/johndoe", headers=headers).status == 200
            took.append(time.monotonic() - began)
    return median(took)


def assert_as_quick(gateway: GatewayProcess, before: float) -> None:
    assert usual_seconds(gateway) < 3 * before + 0.005


def test_slow_clients_are_closed_and_a_desk_waits_no_longer(gateway: WatchedGateway) -> None:
    before = usual_seconds(gateway)
    own = bearer(gateway.token)
    head = request(b"/users/johndoe", own)[:-2]
    body = request(b"/users/batch", own, b"Content-Length: 999", method=b"POST", body=b"{")
    chunked = request(b"/users/batch", own, b"Transfer-Encoding: chunked", method=b"POST")
    openings = {
        "silent": (b"", b""),
        "half a line": (b"GET /users/jo", b""),
        "a byte of a header at a time": (head, b"X"),
        "a header at a time": (head, b"X-More: x\r\n"),
        "no content": (body, b""),
        "a byte of content at a time": (body, b" "),
        "a chunk at a time": (chunked, b"1\r\n \r\n"),
        "empty lines": (b"", b"\r\n"),
    }
    slow = {
        name: [SlowClient(gateway.port, *opening) for _ in range(_OF_EACH)]
        for name, opening in openings.items()
    }
    with SlowClients(client for each in slow.values() for client in each) as clients:
        assert_as_quick(gateway, before)
        clients.wait_until_closed(_LONGEST_SECONDS)
        open_still = {name for name, each in slow.items() if any(c.is_open for c in each)}
    assert open_still == set()
    assert_as_quick(gateway, before)


@pytest.mark.parametrize("target", [b"/", b"/users?text=a"], ids=["small answers", "large answers"])
def test_a_client_that_reads_no_answers_takes_no_memory(
    gateway: WatchedGateway, target: bytes
) -> None:
    before, memory = usual_seconds(gateway), gateway.memory
    many = 1_000 * request(target, bearer(gateway.token))
    deaf = (SlowClient(gateway.port, many, many, reads=False) for _ in range(_MOST // 2))
    with SlowClients(deaf) as clients:
        assert clients.wait_until_closed(2 * _LONGEST_SECONDS)
    assert_as_quick(gateway, before)
    assert gateway.memory < memory + 40_000_000


def test_one_address_has_so_many_connections_and_others_have_theirs(
    gateway: WatchedGateway,
) -> None:
    before = usual_seconds(gateway)
    many = [SlowClient(gateway.port) for _ in range(3 * _MOST)]
    with SlowClients(many) as clients:
        assert_as_quick(gateway, before)
        assert clients.wait_until(lambda: sum(client.is_open for client in many) <= _MOST, 5.0)


def test_a_handshake_that_does_not_end_holds_nobody_up(tls_gateway: GatewayProcess) -> None:
    before = usual_seconds(tls_gateway)
    hello = half_of_a_handshake()
    openings = [(b"", b""), (hello, b""), (hello[:5], b"\0")]
    slow = (SlowClient(tls_gateway.port, *each) for each in openings for _ in range(_OF_EACH))
    with SlowClients(slow) as clients:
        assert_as_quick(tls_gateway, before)
        assert clients.wait_until_closed(_LONGEST_SECONDS)
    assert_as_quick(tls_gateway, before)


def test_one_address_begins_only_so_many_handshakes(tls_gateway: GatewayProcess) -> None:
    many = [SlowClient(tls_gateway.port) for _ in range(3 * _MOST)]
    with SlowClients(many) as clients:  # before the time for a handshake is over
        assert clients.wait_until(lambda: sum(client.is_open for client in many) <= _MOST, 5.0)
        assert clients.wait_until_closed(_LONGEST_SECONDS)
    assert tls_gateway.ask("/health").status == 200


def test_plain_http_on_the_port_of_tls_is_closed(tls_gateway: GatewayProcess) -> None:
    asked = request(b"/users/johndoe", bearer(tls_gateway.token))
    with SlowClients([SlowClient(tls_gateway.port, asked)]) as clients:
        assert clients.wait_until_closed(_LONGEST_SECONDS)
    assert b"johndoe" not in clients.clients[0].received
