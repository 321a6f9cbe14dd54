"""The drivers of all stores are in the executable, and they are the halves that are used."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.store_kind import StoreKind
from profile_browser.stores.registry import STORES
from tests.frozen.program import bare_environment, run
from tests.frozen.test_contents import frozen_modules
from tests.frozen.test_terminal import from_source

KINDS = [kind for kind in STORES.kinds.kinds if kind.drivers]


@pytest.fixture
def port() -> Iterator[int]:
    """Listen where nobody gets an answer, so that each command ends with what its driver says."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ending = threading.Thread(target=_end_connections, args=(listening,))
        ending.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        ending.join()


def _end_connections(listening: socket.socket) -> None:
    with suppress(OSError):  # at the end of the test
        while True:
            _refuse_politely(listening.accept()[0])


def _refuse_politely(connection: socket.socket) -> None:
    """End a connection. What was not read would reset it, at times before the end is seen."""
    with connection, suppress(OSError):
        connection.settimeout(1)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


def connection_of(kind: StoreKind, port: int) -> Connection:
    scheme = next(scheme for scheme in kind.schemes if not scheme.encrypted)
    return Connection(
        kind=kind,
        title="Customers EU",
        connection_string=f"{scheme.name}://127.0.0.1:{port}",
        location={key.name: key.default or "people" for key in kind.location if key.required},
        username="staff",
        password="secret",
        connect_timeout=2,
        kv_timeout=2,
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_drivers_of_a_store_are_packed(kind: StoreKind) -> None:
    assert kind.drivers - {name.partition(".")[0] for name in frozen_modules()} == set()


@pytest.mark.parametrize("command", [("lookup", "johndoe"), ("check",)], ids=lambda words: words[0])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_store_is_asked_by_its_driver(
    kind: StoreKind, command: tuple[str, ...], port: int, tmp_path: Path
) -> None:
    environment = bare_environment(connection_of(kind, port))
    frozen = run(tmp_path, *command, environment=environment)
    assert frozen == from_source(*command, environment=environment)
    assert frozen.code
    assert "package is missing" not in frozen.out + frozen.err
