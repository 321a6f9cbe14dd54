"""The driver's own connections are verified as the program verifies those of every kind."""

from __future__ import annotations

import ssl
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.stores import network
from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.mongodb.session import MongoDBSession
from profile_browser.stores.network import listed_hosts
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.mongodb_people import connection_to, indexes, person
from tests.servers.mongodb_server import MongoDBServer
from tests.wire.tls import IMPOSTORS, tls_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import trustme


@pytest.fixture(scope="module")
def server(secantus: Path) -> Iterator[MongoDBServer]:
    with MongoDBServer(secantus, [person("johndoe")], indexes=indexes()) as started:
        yield started


@pytest.mark.parametrize("impostor", IMPOSTORS)
def test_the_driver_itself_sends_nothing_to_an_impostor(
    server: MongoDBServer, authority: trustme.CA, trust_store: Path, impostor: str
) -> None:
    with Front(server.port, tls=tls_with(IMPOSTORS[impostor](authority))) as front:
        connection = connection_to(front.port, scheme="mongodbs", trust_store=str(trust_store))
        # `open_source` would not even ask an impostor.
        session = MongoDBSession(
            replace(connection, connect_timeout=1.0), connection.address, listed_hosts
        )
        with closing(session), pytest.raises(ProblemError) as raised:
            session.sign_in()
        assert raised.value.problem.reason is Reason.CERTIFICATE_REFUSED
        assert front.received == b""


def test_the_driver_trusts_whom_the_system_trusts(
    server: MongoDBServer, authority: trustme.CA, trust_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On macOS and Windows, this is not what Python's OpenSSL trusts.
    monkeypatch.setattr(
        network, "_system_context", lambda: ssl.create_default_context(cafile=trust_store)
    )
    with Front(server.port, tls=tls_with(authority.issue_cert("127.0.0.1"))) as front:
        connection = connection_to(front.port, scheme="mongodbs")
        with closing(Store(connection, MONGODB)) as store:
            assert isinstance(store.look_up("johndoe"), Found)


def test_the_driver_works_with_the_context_of_the_system(
    server: MongoDBServer, authority: trustme.CA, trust_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trust_store))
    with Front(server.port, tls=tls_with(authority.issue_cert("127.0.0.1"))) as front:
        connection = connection_to(front.port, scheme="mongodbs")
        with closing(Store(connection, MONGODB)) as store:
            assert isinstance(store.look_up("johndoe"), Found)
