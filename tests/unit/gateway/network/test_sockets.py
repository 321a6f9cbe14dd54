"""Without TLS, a gateway listens on this machine alone."""

import socket
import sys

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.gateway.network.sockets import (
    ListeningAddress,
    allow_connections,
    listening_addresses,
)


def hosts(host: str, *, encrypted: bool = False, behind_proxy: bool = False) -> set[str]:
    found = listening_addresses(host, 8443, encrypted=encrypted, behind_proxy=behind_proxy)
    return {address.host for address in found}


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return which addresses names have; nobody else is asked."""
    known: dict[str, list[str]] = {}

    def find(host: str, port: int, **_: object) -> list[object]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (to, port)) for to in known[host]]

    monkeypatch.setattr("socket.getaddrinfo", find)
    return known


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1"])
def test_a_loopback_address_is_accepted(host: str) -> None:
    assert hosts(host) == {host}


def test_localhost_is_accepted() -> None:
    assert hosts("localhost") <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", ""])
def test_any_other_address_is_refused_with_what_to_do(host: str) -> None:
    with pytest.raises(
        ConfigurationError, match=r"Without --certificate and --key.*--behind-proxy"
    ):
        hosts(host)


def test_a_name_counts_as_all_its_addresses(resolver: dict[str, list[str]]) -> None:
    resolver["local"] = ["127.0.0.1", "127.0.0.2"]
    resolver["mixed"] = ["127.0.0.1", "10.0.0.1"]
    assert hosts("local") == {"127.0.0.1", "127.0.0.2"}
    with pytest.raises(ConfigurationError, match="“mixed”"):
        hosts("mixed")
    assert hosts("mixed", encrypted=True) == {"127.0.0.1", "10.0.0.1"}


@pytest.mark.parametrize("host", ["gateway.example.com", "a\x00b", "x" * 300, "ü" * 100])
@pytest.mark.usefixtures("resolver")
def test_a_host_that_is_none_is_refused_with_a_sentence(host: str) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be found: .*\.$"):
        hosts(host)


@pytest.mark.parametrize("option", ["encrypted", "behind_proxy"])
def test_with_tls_or_a_proxy_every_address_is_accepted(option: str) -> None:
    assert hosts("0.0.0.0", **{option: True}) == {"0.0.0.0"}
    assert listening_addresses("::1", 5, encrypted=True, behind_proxy=False) == [
        ListeningAddress(socket.AF_INET6, "::1", 5)
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_the_limit_of_open_files_is_raised_but_never_lowered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    limits = (1_000, 5_000)
    changed: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits)
    monkeypatch.setattr(resource, "setrlimit", lambda _, new: changed.append(new))
    for most in (10, 1_000, 100_000):
        allow_connections(most)
    assert changed == [(1_256, 5_000), (5_000, 5_000)]
