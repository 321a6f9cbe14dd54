"""A gateway for the suite: its application, over Couchbase's SDK and the node of tests/wire."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from http.client import HTTPConnection
from re import findall
from typing import TYPE_CHECKING

import uvicorn

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.gateway.application import make_app
from profile_browser.gateway.callers.authentication import Identity
from profile_browser.gateway.operation.audit import Recorder
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.stores.gateway.adapter import GATEWAY, KIND
from tests.servers.front import Front
from tests.stores.couchbase_harness import COUCHBASE_HARNESS
from tests.stores.fronted_place import FrontedPlace, connection_through
from tests.stores.harness import Ability
from tests.unit.gateway.desk import make_services

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout
    from tests.stores.harness import Harness, Installer, Place, Records

TOKEN, POWERLESS = "pb_the-token-of-a-desk", "pb_the-token-of-nobody"
_RIGHTS = {TOKEN: frozenset(Right), POWERLESS: frozenset[Right]()}
_LONGEST_SECONDS = 10.0


class _Tokens:
    """Knows two tokens."""

    async def identify(self, authorization: str | None) -> Identity:
        """Return whose token this is."""
        token = (authorization or "").removeprefix("Bearer ")
        if token not in _RIGHTS:
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
        return Identity("desk", _RIGHTS[token], 0)


@contextmanager
def serving(connection: Connection, audit: AuditRules | None = None) -> Iterator[int]:
    """Serve this connection on a free port of 127.0.0.1, which is returned."""
    recorder = Recorder(connection, audit or AuditRules())
    services = replace(make_services(connection, _Tokens()), recorder=recorder)
    config = uvicorn.Config(make_app(services), log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(_LONGEST_SECONDS)
        assert not thread.is_alive()
        listener.close()


class _GatewayPlace(FrontedPlace):
    """A gateway that is reached through a front. Behind it is a place of another kind."""

    def __init__(self, connection: Connection, front: Front, port: int, behind: Place) -> None:
        super().__init__(connection, front)
        self._port, self._behind = port, behind

    @property
    def longest_id(self) -> int:
        return self._behind.longest_id

    def without_rights(self) -> Connection:
        return replace(self.connection, password=POWERLESS)

    def writes(self) -> Sequence[str]:
        requests = findall(rb"([A-Z]+ /\S*) HTTP/1\.1\r\n", self.received)
        reads = (b"GET ", b"POST /users/batch")
        return [request.decode() for request in requests if not request.startswith(reads)]

    def may_write(self) -> bool:
        statuses = {self._status_of(method) for method in ("PUT", "POST", "PATCH", "DELETE")}
        return statuses != {HTTPStatus.METHOD_NOT_ALLOWED}

    def _status_of(self, method: str) -> int:
        client = HTTPConnection("127.0.0.1", self._port, timeout=_LONGEST_SECONDS)
        client.request(method, "/users/new", b"{}", {"Authorization": f"Bearer {TOKEN}"})
        status = client.getresponse().status
        client.close()
        return status


class GatewayHarness:
    """Each place has a gateway of its own, and a node behind it."""

    adapter = GATEWAY
    lacks: Mapping[Ability, str] = {
        Ability.SIGN_IN: "each request over HTTP has the token",
        Ability.SUGGEST: "they would show people whom nobody asked for",
        Ability.LONG_LISTS: "a gateway lists 50 people at most",
        Ability.DATABASE: "a desk names no database",
        Ability.ACCOUNTS: "a token has no database user",
    }

    @contextmanager
    def start(self, install: Installer) -> Iterator[None]:
        with COUCHBASE_HARNESS.start(install):
            yield

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        with (
            COUCHBASE_HARNESS.put(records, layout) as behind,
            serving(behind.connection) as port,
            Front(port, tls=tls) as front,
        ):
            usual = connection_through(front.port, KIND, {}, USUAL_LAYOUT, tls=tls is not None)
            connection = replace(usual, password=TOKEN)
            yield _GatewayPlace(connection, front, port, behind)


GATEWAY_HARNESS: Harness = GatewayHarness()
