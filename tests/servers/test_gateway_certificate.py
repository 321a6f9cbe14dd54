"""A certificate is renewed while the gateway runs: no desk is cut off."""

from __future__ import annotations

import re
from contextlib import closing
from http.client import HTTPSConnection
from typing import TYPE_CHECKING

import pytest
import trustme

from tests.servers.gateway_process import GatewayProcess, ask, write_certificate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RENEWED, NOT_RENEWED = re.compile("was renewed"), re.compile("was not renewed")


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def gateway(tmp_path: Path, authority: trustme.CA) -> Iterator[GatewayProcess]:
    with GatewayProcess(tmp_path, authority=authority) as running:
        yield running


def certificate_of(gateway: GatewayProcess) -> bytes | None:
    """Return what a new connection is shown."""
    with closing(gateway.connect()) as connection:
        assert isinstance(connection, HTTPSConnection)
        assert ask(connection, "/health").status == 200
        return connection.sock.getpeercert(binary_form=True)


def test_new_connections_get_the_renewed_certificate_and_old_ones_go_on(
    gateway: GatewayProcess, authority: trustme.CA, tmp_path: Path
) -> None:
    before = certificate_of(gateway)
    with closing(gateway.connect()) as desk:
        assert ask(desk, "/health").status == 200
        write_certificate(tmp_path, authority)
        gateway.hang_up()
        gateway.wait_for_log(RENEWED)
        assert ask(desk, "/health").status == 200
    assert certificate_of(gateway) != before


def test_a_key_that_does_not_fit_changes_nothing(
    gateway: GatewayProcess, authority: trustme.CA, tmp_path: Path
) -> None:
    before = certificate_of(gateway)
    write_certificate(tmp_path, authority)
    other = authority.issue_cert("127.0.0.1")
    other.private_key_pem.write_to_path(tmp_path / "key.pem")
    gateway.hang_up()
    gateway.wait_for_log(NOT_RENEWED)
    assert certificate_of(gateway) == before


def test_without_a_certificate_a_hang_up_ends_nothing(tmp_path: Path) -> None:
    with GatewayProcess(tmp_path) as gateway:
        gateway.hang_up()
        assert gateway.ask("/health").status == 200
        gateway.terminate()
        assert gateway.wait() == 0
