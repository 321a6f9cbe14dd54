"""Looking up a host's addresses, with a time limit."""

from __future__ import annotations

import socket
from threading import Event
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.address import Host
from profile_browser.stores.name_lookup import NameLookup

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE, PATIENT = 0.05, 10.0  # seconds


@pytest.fixture
def silent_name_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Make name lookups hang until the end of the test."""
    gate = Event()

    def hang(*_: object, **__: object) -> None:
        gate.wait(PATIENT)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    yield gate
    gate.set()


def test_a_known_host_gives_its_addresses_with_the_port() -> None:
    assert NameLookup(Host("127.0.0.1", 11210), PATIENT).addresses() == [("127.0.0.1", 11210)]


@pytest.mark.parametrize(("name", "error"), [("nohost.invalid", OSError), ("x" * 64, UnicodeError)])
def test_an_unknown_name_raises_the_error_of_the_system(name: str, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        NameLookup(Host(name, 11210), PATIENT).addresses()
    assert not isinstance(raised.value, TimeoutError)


@pytest.mark.usefixtures("silent_name_server")
def test_a_silent_name_server_times_out() -> None:
    with pytest.raises(TimeoutError, match="no name server responded"):
        NameLookup(Host("db1.example.com", 11210), AT_ONCE).addresses()
