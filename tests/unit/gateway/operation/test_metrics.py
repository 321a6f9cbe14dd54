"""Metrics: what an administrator can read off them, and that nobody can make them grow."""

import re
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.problem import Reason
from profile_browser.gateway.operation.metrics import BUCKETS, GatewayMetrics
from profile_browser.gateway.operation.metrics_server import _MOST_AT_ONCE, MetricsServer, _Handler

USER = "/users/{username}"


@pytest.fixture
def metrics() -> GatewayMetrics:
    return GatewayMetrics()


def _value(metrics: GatewayMetrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"profile_browser_{name}", labels)


def _observe(metrics: GatewayMetrics, route: str, outcome: str, seconds: float = 0.003) -> None:
    metrics.begin()
    metrics.observe(route, outcome, seconds)


def test_requests_are_counted_by_route_and_outcome(metrics: GatewayMetrics) -> None:
    for outcome in ("found", "found", "missing", Reason.PORT_CLOSED):
        _observe(metrics, USER, outcome)
    assert _value(metrics, "requests_total", route=USER, outcome="found") == 2
    assert _value(metrics, "requests_total", route=USER, outcome="missing") == 1
    assert _value(metrics, "requests_total", route=USER, outcome="port_closed") == 1


def test_the_time_of_answers_is_a_histogram_by_route(metrics: GatewayMetrics) -> None:
    for seconds in (0.0009, 0.004, 29.0, 31.0):
        _observe(metrics, USER, "found", seconds)
    counts = [_value(metrics, "request_seconds_bucket", route=USER, le=str(b)) for b in BUCKETS]
    assert counts == [1, 1, *[2] * 11, 3]
    assert _value(metrics, "request_seconds_count", route=USER) == 4


def test_refused_requests_are_counted_by_reason(metrics: GatewayMetrics) -> None:
    _observe(metrics, USER, GatewayReason.TOKEN_REFUSED)
    _observe(metrics, "/users", GatewayReason.TOKEN_REFUSED)
    _observe(metrics, USER, "missing")
    assert _value(metrics, "refused_requests_total", reason="token_refused") == 2


def test_running_requests_are_counted(metrics: GatewayMetrics) -> None:
    metrics.begin()
    metrics.begin()
    metrics.observe(USER, "found", 0.1)
    assert _value(metrics, "requests_running") == 1


def test_the_state_of_the_store_is_unknown_until_it_was_asked(metrics: GatewayMetrics) -> None:
    _observe(metrics, "/health", "answered")
    _observe(metrics, USER, GatewayReason.TOKEN_REFUSED)
    state = _value(metrics, "store_up")
    assert state is not None
    assert state != state  # noqa: PLR0124 - not a number


def test_the_state_of_the_store_is_that_of_the_last_answer(metrics: GatewayMetrics) -> None:
    _observe(metrics, USER, "found")
    answered = _value(metrics, "store_last_answer_timestamp_seconds")
    assert answered
    assert _value(metrics, "store_up") == 1
    for outcome in (Reason.PORT_CLOSED, GatewayReason.TOKEN_REFUSED, Reason.USERNAME_REFUSED):
        _observe(metrics, USER, outcome)
        assert _value(metrics, "store_up") == 0
    assert _value(metrics, "store_last_answer_timestamp_seconds") == answered
    _observe(metrics, "/ready", "answered")
    assert _value(metrics, "store_up") == 1


def test_callers_cannot_add_labels(metrics: GatewayMetrics) -> None:
    for number in range(1_000):
        _observe(metrics, f"/{number}", f"outcome {number}")
        _observe(metrics, USER, f"outcome {number}")
    samples = [sample for family in metrics.registry.collect() for sample in family.samples]
    assert len(samples) < 1_000
    assert len(metrics._outcomes) < 100
    assert {sample.labels["outcome"] for sample in samples if "outcome" in sample.labels} == {
        "other"
    }


def test_the_metrics_show_when_the_certificate_expires(metrics: GatewayMetrics) -> None:
    expiry = datetime(2027, 2, 3, tzinfo=UTC)
    metrics.show_certificate(lambda: expiry)
    assert _value(metrics, "certificate_expiry_timestamp_seconds") == expiry.timestamp()


# The port


@pytest.fixture
def server(metrics: GatewayMetrics) -> Iterator[MetricsServer]:
    server = MetricsServer(metrics.registry, "127.0.0.1", 0)
    yield server
    server.close()


def _read(server: MetricsServer, path: str = "/metrics") -> str:
    url = f"http://127.0.0.1:{server.port}{path}"
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read(), "utf-8")


def test_the_metrics_are_served_in_the_format_of_prometheus(
    server: MetricsServer, metrics: GatewayMetrics
) -> None:
    _observe(metrics, USER, "found")
    text = _read(server)
    assert f'profile_browser_requests_total{{outcome="found",route="{USER}"}} 1.0' in text
    assert re.search(r"^process_resident_memory_bytes \d", text, re.MULTILINE)


def test_nothing_else_is_served(server: MetricsServer) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        _read(server, "/")
    assert refused.value.code == 404
    refused.value.close()


def test_a_silent_client_holds_nobody_up(server: MetricsServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port)):
        assert "build_info" in _read(server)


def test_clients_of_the_metrics_leave_threads_for_the_gateway(server: MetricsServer) -> None:
    with ExitStack() as opened:
        address = ("127.0.0.1", server.port)
        clients = [
            # shorter than the server's own limit of silence
            opened.enter_context(socket.create_connection(address, timeout=_Handler.timeout / 2))
            for _ in range(_MOST_AT_ONCE + 5)
        ]
        refused = clients[_MOST_AT_ONCE:]
        assert [client.recv(1) for client in refused] == [b""] * 5
        clients[0].sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
        while clients[0].recv(1 << 16):
            pass
        assert "build_info" in _read(server)


def test_a_port_in_use_is_an_error(server: MetricsServer, metrics: GatewayMetrics) -> None:
    with pytest.raises(OSError, match="in use"):
        MetricsServer(metrics.registry, "127.0.0.1", server.port)


@pytest.mark.skipif(sys.platform == "win32", reason="there, any program could take the port over")
def test_the_port_can_be_used_again_right_after_a_restart(metrics: GatewayMetrics) -> None:
    before = MetricsServer(metrics.registry, "127.0.0.1", 0)
    with socket.create_connection(("127.0.0.1", before.port), timeout=20) as client:
        client.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
        while client.recv(1 << 16):  # the server closes first, so its side lingers (TIME_WAIT)
            pass
    before.close()
    MetricsServer(metrics.registry, "127.0.0.1", before.port).close()


def test_after_the_end_nobody_listens(metrics: GatewayMetrics) -> None:
    server = MetricsServer(metrics.registry, "::1", 0)
    server.close()
    with pytest.raises(OSError, match="refused"), socket.create_connection(("::1", server.port)):
        pass
    assert "gateway-metrics" not in {thread.name for thread in threading.enumerate()}
