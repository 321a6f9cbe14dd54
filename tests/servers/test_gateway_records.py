"""What a gateway writes about requests: its audit log, its log and its metrics."""

from __future__ import annotations

import json
import re
import socket
from dataclasses import replace
from shutil import rmtree
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from profile_browser.domain.gateway_api import REASON_HEADER, GatewayReason
from profile_browser.domain.problem import Reason
from profile_browser.records.pseudonym import keyed_hash
from tests.servers.gateway_process import AUDIT_KEY, audit_rules
from tests.servers.watched_gateway import WatchedGateway
from tests.wire.cluster_map import HOST
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.servers.gateway_process import Answer

_METRICS_HOST = "127.0.0.3"  # the gateway's own port, on another address, cannot be the same
TARGET = "/users/johndoe"


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE, password="marked-node-password") as running:
        yield running


@pytest.fixture
def reads(tmp_path: Path) -> Path:
    path = tmp_path / "reads"
    path.mkdir()
    return path


@pytest.fixture
def metrics_port() -> int:
    with socket.create_server((_METRICS_HOST, 0)) as free:
        port: int = free.getsockname()[1]
    return port


@pytest.fixture
def gateway(node: Node, tmp_path: Path, reads: Path, metrics_port: int) -> Iterator[WatchedGateway]:
    metrics = f'metrics_address = "{_METRICS_HOST}"\nmetrics_port = {metrics_port}\n'
    rules = f"{audit_rules(reads)}[gateway]\n{metrics}"
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS, connect_timeout=2.0)
    with WatchedGateway(tmp_path, connection, rules=rules) as running:
        yield running


def _batch(gateway: WatchedGateway, *usernames: str, **headers: str) -> Answer:
    body = json.dumps({"usernames": usernames}).encode()
    return gateway.ask(
        "/users/batch", "POST", body, {"Content-Type": "application/json", **headers}
    )


def _entries(reads: Path) -> list[dict[str, object]]:
    texts = [file.read_text("ascii") for file in reads.glob("*.jsonl")]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def _id_of(answer: Answer) -> str:
    return str(answer.headers["X-Request-ID"])


# The audit log


def test_each_read_is_recorded_with_its_token_desk_and_request(
    gateway: WatchedGateway, reads: Path
) -> None:
    read = gateway.ask(TARGET)
    found = gateway.ask("/users?text=john")
    batch = _batch(gateway, "alice", "nobody")
    assert (read.status, found.status, batch.status) == (200, 200, 200)
    entries = _entries(reads)
    assert {(entry["who"], entry["desk"]) for entry in entries} == {("desk-1", HOST)}
    listed = len(json.loads(found.body)["users"])
    ids = [_id_of(read), *[_id_of(found)] * listed, *[_id_of(batch)] * 2]
    assert [entry["request_id"] for entry in entries] == ids
    assert [entry["outcome"] for entry in entries][-2:] == ["found", "missing"]
    printed = gateway.run("audit", "--json", "--who", "desk-1", "--request", _id_of(batch))
    assert len(printed.splitlines()) == 2


def test_without_the_audit_folder_the_store_is_not_asked(
    gateway: WatchedGateway, reads: Path, node: Node
) -> None:
    assert gateway.ask(TARGET).status == 200
    rmtree(reads)
    node.forget()
    answers = (gateway.ask(TARGET), gateway.ask("/users?text=john"), _batch(gateway, "alice"))
    for answer in answers:
        assert answer.status == 503
        assert json.loads(answer.body)["reason"] == Reason.NOT_RECORDED
    assert node.lookups == []
    reads.mkdir()
    assert gateway.ask(TARGET).status == 200


def test_a_demanded_reason_comes_in_a_header_and_is_recorded(
    node: Node, tmp_path: Path, reads: Path
) -> None:
    rules = audit_rules(reads, "audit_reason")
    with WatchedGateway(tmp_path, connection_to(node), rules=rules) as gateway:
        node.forget()
        for answer in (gateway.ask(TARGET), _batch(gateway, "alice")):
            assert json.loads(answer.body)["reason"] == GatewayReason.REASON_MISSING
        assert node.lookups == []
        header = {REASON_HEADER: quote("Ticket “4711”", safe="")}
        assert gateway.ask(TARGET, headers=header).status == 200
        assert _batch(gateway, "alice", **header).status == 200
        assert {entry["reason"] for entry in _entries(reads)} == {"Ticket “4711”"}


# The log


def test_the_log_has_a_line_of_json_for_each_request_and_names_nobody(
    gateway: WatchedGateway,
) -> None:
    headers = {"X-Request-ID": "evil", "User-Agent": '"}evil', "X-Forwarded-For": "evil"}
    read = gateway.ask(TARGET, headers=headers)
    missing = gateway.ask("/users/evil%0a%7b%22level%22")
    gateway.ask("/evil/johndoe?text=johndoe")
    gateway.ask(TARGET, headers={"Authorization": "Bearer evil-johndoe"})
    gateway.terminate()
    assert gateway.wait() == 0
    lines = [json.loads(line) for line in gateway.log.splitlines() if line.startswith("{")]
    assert gateway.log.count("\n{") == len(lines)
    assert len(lines) >= len(gateway.log.splitlines()) - 2  # beside where it listens
    ready, *requests = [line for line in lines if line["event"] == "request"]
    assert (ready["route"], ready["outcome"]) == ("/ready", "answered")  # asked at the start
    assert [(line["outcome"], line["status"]) for line in requests] == [
        ("found", 200),
        ("missing", 404),
        (GatewayReason.NOT_FOUND, 404),
        (GatewayReason.TOKEN_REFUSED, 401),
    ]
    first = requests[0]
    assert (first["request_id"], first["who"], first["desk"]) == (_id_of(read), "desk-1", HOST)
    assert first["person"] == keyed_hash(AUDIT_KEY.encode(), "johndoe")[:12]
    assert requests[1]["request_id"] == _id_of(missing)
    assert not re.search("evil|johndoe", gateway.log)


# The metrics


def _metrics(port: int) -> Mapping[str, float]:
    with urlopen(f"http://{_METRICS_HOST}:{port}/metrics", timeout=20) as answer:
        lines = answer.read().decode().splitlines()
    samples = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    seen = {name.removeprefix("profile_browser_"): float(value) for name, value in samples}
    # A client has its answer a moment before the request is counted.
    return _metrics(port) if seen["requests_running"] else seen


def test_the_metrics_tell_requests_refusals_and_the_state_of_the_store(
    gateway: WatchedGateway, node: Node, metrics_port: int
) -> None:
    gateway.ask(TARGET)
    gateway.ask(TARGET, headers={"Authorization": "Bearer wrong"})
    for number in range(5):
        gateway.ask(f"/{number}")
    seen = _metrics(metrics_port)
    assert seen['requests_total{outcome="found",route="/users/{username}"}'] == 1
    assert seen['requests_total{outcome="not_found",route="none"}'] == 5
    assert seen['refused_requests_total{reason="token_refused"}'] == 1
    assert seen["store_up"] == 1
    node.stop()
    gateway.ask(TARGET)
    assert _metrics(metrics_port)["store_up"] == 0
    assert "certificate_expiry_timestamp_seconds" not in seen
