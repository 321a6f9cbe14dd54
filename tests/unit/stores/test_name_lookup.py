"""A host's addresses, for which nobody waits long."""

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
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Have the system know nothing before the end of the test."""
    gate = Event()

    def hang(*_: object, **__: object) -> None:
        gate.wait(PATIENT)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    yield gate
    gate.set()


def test_a_host_that_is_known_has_its_addresses_with_the_port() -> None:
    assert NameLookup(Host("127.0.0.1", 11210), PATIENT).addresses() == [("127.0.0.1", 11210)]


@pytest.mark.parametrize(("name", "error"), [("nohost.invalid", OSError), ("x" * 64, UnicodeError)])
def test_a_name_that_stands_for_nothing_is_told_as_the_system_tells_it(
    name: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as raised:
        NameLookup(Host(name, 11210), PATIENT).addresses()
    assert not isinstance(raised.value, TimeoutError)


@pytest.mark.usefixtures("silence")
def test_nobody_waits_for_a_silent_name_server() -> None:
    with pytest.raises(TimeoutError, match="no name server responded"):
        NameLookup(Host("db1.example.com", 11210), AT_ONCE).addresses()
