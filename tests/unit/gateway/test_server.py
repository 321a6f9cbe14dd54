"""What keeps a gateway from starting is one sentence; what it says at its start is one, too."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.gateway_rules import GatewayRules
from profile_browser.gateway.network.sockets import ListeningAddress, listening_socket
from profile_browser.gateway.server import Gateway, ServerOptions
from profile_browser.messages import gateway_settings as wording
from profile_browser.stores.sample.adapter import SAMPLE


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def _serve(options: ServerOptions, rules: GatewayRules | None = None) -> None:
    gateway = Gateway(SAMPLE, rules or GatewayRules(), AuditRules(), options)
    gateway.serve(lambda _: pytest.fail("it listens"), lambda _: None)


def test_a_busy_port_is_one_sentence(taken: int, tmp_path: Path) -> None:
    options = ServerOptions(host="127.0.0.1", port=taken, token_file=tmp_path / "tokens.json")
    with pytest.raises(ConfigurationError) as refused:
        _serve(options)
    assert (
        str(refused.value)
        == f"Cannot listen on 127.0.0.1:{taken}: address already in use. Choose another."
    )


def test_a_busy_port_for_metrics_is_one_sentence(taken: int, tmp_path: Path) -> None:
    options = ServerOptions(host="127.0.0.1", port=0, token_file=tmp_path / "tokens.json")
    with pytest.raises(ConfigurationError) as refused:
        _serve(options, GatewayRules(metrics_port=taken))
    assert (
        str(refused.value)
        == f"Cannot listen on 127.0.0.1:{taken}: address already in use. Choose another."
    )


def test_a_log_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    log = tmp_path / "missing" / "log.json"
    options = ServerOptions(
        host="127.0.0.1", port=0, token_file=tmp_path / "tokens.json", log_file=str(log)
    )
    with pytest.raises(ConfigurationError, match="cannot be written: no such file or directory"):
        _serve(options)


def test_a_host_that_others_can_reach_needs_tls(tmp_path: Path) -> None:
    options = ServerOptions(host="0.0.0.0", port=0, token_file=tmp_path / "tokens.json")
    with pytest.raises(ConfigurationError, match="without encryption"):
        _serve(options)


def test_a_certificate_without_a_key_is_refused(tmp_path: Path) -> None:
    options = ServerOptions(
        host="127.0.0.1", port=0, token_file=tmp_path / "tokens.json", certificate="cert.pem"
    )
    with pytest.raises(ConfigurationError, match="belong together"):
        Gateway(SAMPLE, GatewayRules(), AuditRules(), options)


def test_small_answers_are_sent_without_delay() -> None:
    address = ListeningAddress(socket.AF_INET, "127.0.0.1", 0)
    with listening_socket(address) as listening:
        assert listening.proto == socket.IPPROTO_TCP  # else asyncio leaves Nagle's algorithm on


def test_the_gateway_says_where_it_listens_and_on_which_connection() -> None:
    urls = ["https://127.0.0.1:8443", f"https://{wording.address_of('::1', 8443)}"]
    assert wording.listening(urls, "Customers") == (
        "Listening on https://127.0.0.1:8443 and https://[::1]:8443 for Customers."
    )
