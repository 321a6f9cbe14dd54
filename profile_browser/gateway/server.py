"""Composes a gateway, and runs it on uvicorn until the process is told to stop."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import uvicorn

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.gateway.application import make_app
from profile_browser.gateway.event_loop import GatewayEventLoop
from profile_browser.gateway.guarding import make_guards
from profile_browser.gateway.listening import (
    ListeningAddress,
    allow_connections,
    listening_addresses,
)
from profile_browser.gateway.metrics import GatewayMetrics
from profile_browser.gateway.metrics_server import MetricsServer
from profile_browser.gateway.protocol import make_protocol
from profile_browser.gateway.readiness import Readiness
from profile_browser.gateway.recording import Recorder
from profile_browser.gateway.request_log import JsonRequestLog, open_log
from profile_browser.gateway.services import Services, make_store
from profile_browser.gateway.stopping import StoppableServer
from profile_browser.gateway.tls import expiry_of, make_tls_context, warnings_about
from profile_browser.messages import gateway as wording
from profile_browser.settings.tokens import TokenFile, warning_about

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from profile_browser.domain.audit import AuditRules
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_rules import GatewayRules
    from profile_browser.gateway.log_writer import LineWriter

_BACKLOG = 1024
_SECONDS_KEPT_ALIVE = 60


@dataclass(frozen=True, kw_only=True)
class ServerOptions:
    """Where the gateway listens, and whom it trusts. Without a certificate, it has no TLS."""

    host: str
    port: int
    certificate: str = ""
    key: str = ""
    behind_proxy: bool = False
    token_file: Path
    log_file: str = ""
    has_docs: bool = False


class Gateway:
    """A gateway to a connection. All that can be wrong raises ConfigurationError."""

    def __init__(
        self,
        connection: Connection,
        rules: GatewayRules,
        audit: AuditRules,
        options: ServerOptions,
    ) -> None:
        self._connection, self._rules, self._audit = connection, rules, audit
        self._options = options
        self._tls = _tls_context(options)
        self._guards = make_guards(rules, options.token_file, behind_proxy=options.behind_proxy)
        self._metrics = GatewayMetrics()

    def serve(self, say: Callable[[str], None], warn: Callable[[str], None]) -> None:
        """Answer requests until the process is told to stop. Say where, and warn beforehand."""
        with ExitStack() as opened:
            sockets = [opened.enter_context(each) for each in self._listen()]
            self._serve_metrics(opened)
            for warning in self._warnings():
                warn(warning)
            writer = opened.enter_context(closing(_open_log(self._options.log_file)))
            self._metrics.watch_log(writer.dropped)
            services = self._services(writer)
            server = self._server(services)
            gc.freeze()  # what is here now stays: collections need not look at it
            with asyncio.Runner(loop_factory=GatewayEventLoop) as runner:
                say(self._listening(sockets))
                runner.run(server.serve(sockets))

    def _services(self, writer: LineWriter) -> Services:
        connection, rules, guards = self._connection, self._rules, self._guards
        store = make_store(connection, rules)
        keys = {"log_key": rules.log_key, "audit_key": self._audit.key}
        return Services(
            connection=connection,
            rules=rules,
            store=store,
            readiness=Readiness(connection, store),
            authenticator=guards.authenticator,
            rate_limiter=guards.rate_limiter,
            desks=guards.desks,
            recorder=Recorder(connection, self._audit),
            request_log=JsonRequestLog(writer, keys),
            metrics=self._metrics,
            has_docs=self._options.has_docs or rules.docs,
        )

    def _server(self, services: Services) -> StoppableServer:
        config = uvicorn.Config(
            make_app(services),
            http=make_protocol(self._guards.connections),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=_BACKLOG,
            timeout_keep_alive=_SECONDS_KEPT_ALIVE,
        )
        config.load()
        config.ssl = self._tls
        return StoppableServer(config, services.readiness.stop)

    def _listen(self) -> list[socket.socket]:
        options = self._options
        addresses = listening_addresses(
            options.host,
            options.port,
            encrypted=self._tls is not None,
            behind_proxy=options.behind_proxy,
        )
        allow_connections(self._rules.connections)
        with ExitStack() as opened:
            sockets = [opened.enter_context(_listening_socket(each)) for each in addresses]
            opened.pop_all()
        return sockets

    def _serve_metrics(self, opened: ExitStack) -> None:
        host, port = self._rules.metrics_address, self._rules.metrics_port
        if self._options.certificate:
            self._metrics.show_certificate(expiry_of(self._options.certificate))
        if port:
            with _as_sentence(wording.address_of(host, port)):
                server = MetricsServer(self._metrics.registry, host, port)
            opened.enter_context(closing(server))

    def _listening(self, sockets: Sequence[socket.socket]) -> str:
        scheme = "https" if self._tls else "http"
        addresses = [wording.address_of(*each.getsockname()[:2]) for each in sockets]
        urls = [f"{scheme}://{address}" for address in addresses]
        return wording.listening(urls, self._connection.title)

    def _warnings(self) -> Iterator[str]:
        if self._tls:
            yield from warnings_about(self._options.certificate, self._options.key)
        warning = warning_about(TokenFile(self._options.token_file), datetime.now(UTC))
        if warning and self._rules.oidc is None:
            yield warning


def _tls_context(options: ServerOptions) -> ssl.SSLContext | None:
    if options.certificate or options.key:
        return make_tls_context(options.certificate, options.key)
    return None


def _open_log(file: str) -> LineWriter:
    try:
        return open_log(file)
    except OSError as error:
        raise ConfigurationError(wording.log_unusable(file, error.strerror or "")) from None


def _listening_socket(address: ListeningAddress) -> socket.socket:
    """Return a listening socket. Raises ConfigurationError."""
    with _as_sentence(wording.address_of(address.host, address.port)):
        opened = socket.create_server(
            (address.host, address.port), family=address.family, backlog=_BACKLOG
        )
    # asyncio sends small answers without delay only if a socket says that it is TCP.
    return socket.socket(
        address.family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=opened.detach()
    )


@contextmanager
def _as_sentence(address: str) -> Iterator[None]:
    """Raise ConfigurationError if an address cannot be listened on."""
    try:
        yield
    except OSError as error:
        because = os.strerror(error.errno) if error.errno else str(error)
        raise ConfigurationError(wording.cannot_listen(address, because)) from None
