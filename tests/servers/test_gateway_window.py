"""The real window, with a token in place of a password, on a real gateway over TLS."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.stores.gateway.adapter import GATEWAY, KIND
from profile_browser.stores.store import Store
from tests.servers.gateway_process import GatewayProcess, audit_rules
from tests.wire.node import Node
from tests.wire.people import MARKED_HASH
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.searched_people import ANNS, DOCUMENTS
from tests.wire.stores import connection_to
from tests.wire.terminal import run_command, run_lookup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import trustme

    from profile_browser.domain.store import ProfileStore
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

TITLE = "Profiles"


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(DOCUMENTS, password="marked-node-password") as running:
        yield running


@pytest.fixture
def reads(tmp_path: Path) -> Path:
    """Return the folder of the gateway's record of reads."""
    folder = tmp_path / "reads"
    folder.mkdir()
    return folder


@pytest.fixture
def gateway(
    node: Node, reads: Path, tmp_path: Path, authority: trustme.CA
) -> Iterator[GatewayProcess]:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS, connect_timeout=2.0)
    folder = tmp_path / "gateway"
    with GatewayProcess(
        folder, connection, authority=authority, rules=audit_rules(reads)
    ) as running:
        yield running


@pytest.fixture
def connection(gateway: GatewayProcess, trust_store: Path) -> Connection:
    """Return what a desk knows: an address, a certificate and a token."""
    return Connection(
        kind=KIND,
        title=TITLE,
        connection_string=gateway.origin,
        password=gateway.token,
        trust_store=str(trust_store),
    )


@pytest.fixture
def window(connection: Connection, windows: Windows) -> Driver:
    return windows.open(connection, open_store)


def open_store(connection: Connection) -> ProfileStore:
    return Store(connection, GATEWAY)


def recorded(reads: Path) -> list[dict[str, str]]:
    """Return the lines of the gateway's record of reads."""
    (record,) = reads.glob("*.jsonl")
    return [json.loads(line) for line in record.read_text("ascii").splitlines()]


def test_a_desk_finds_people_without_the_databases_password(window: Driver, reads: Path) -> None:
    window.look_up("exact")
    assert window.values == ["exact", "Exact One", "exactly@example.com", "Active"]
    assert window.text("connectionState") == "Connected"
    window.look_up("gone")
    assert window.status.startswith(f"No user named “gone” in {TITLE}")
    window.look_up("ann")
    assert window.page == "matchesPage"
    assert window.listed == ANNS
    assert {line["who"] for line in recorded(reads)} == {"desk-1"}
    assert {line["desk"] for line in recorded(reads)} == {"127.0.0.1"}


def test_a_problem_names_the_request_and_the_window_finds_the_gateway_again(
    window: Driver, gateway: GatewayProcess, node: Node
) -> None:
    window.look_up("exact")
    node.stop()
    window.look_up("exact")
    assert window.page == "problemPage"
    request = next(
        line.removeprefix("Request: ")
        for line in window.text("problemDetails").splitlines()
        if line.startswith("Request: ")
    )
    gateway.wait_for_log(re.compile(request))
    assert "marked-node-password" not in window.text("problemDetails")
    node.restart()
    window.qtbot.waitUntil(lambda: is_found(window), timeout=20_000)
    gateway.kill()
    window.look_up("exact")
    assert window.page == "problemPage"
    assert window.text("connectionState").startswith("Unreachable since ")
    gateway.start()
    window.qtbot.waitUntil(lambda: is_found(window), timeout=20_000)


def test_a_revoked_token_is_asked_for_like_a_password(
    window: Driver, gateway: GatewayProcess
) -> None:
    window.look_up("exact")
    gateway.revoke_token("desk-1")
    window.look_up("exact")
    assert window.page == "problemPage"
    assert window.values == ["Not recorded"] * 4


def test_the_terminal_asks_the_gateway(connection: Connection, gateway: GatewayProcess) -> None:
    ended = run_lookup(connection, "--json", "exact", "gone")
    assert json.loads(ended.out.splitlines()[0])["username"] == "exact"
    assert "Exact One" in run_command(connection, "find", "exact").out
    assert run_command(connection, "check").code == 0
    for text in (ended.out + ended.err, gateway.log):
        assert MARKED_HASH not in text
        assert gateway.token not in text


def is_found(window: Driver) -> bool:
    window.look_up("exact")
    return window.page == "profilePage" and window.values[0] == "exact"
