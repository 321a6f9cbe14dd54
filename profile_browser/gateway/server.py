"""Composes a gateway, and runs it on uvicorn until the process is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import uvicorn

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.gateway.application import make_app
from profile_browser.gateway.callers.rate_limit import TokenRateLimiter
from profile_browser.gateway.composition import (
    make_authenticator,
    make_connection_guard,
    make_store,
)
from profile_browser.gateway.network.protocol import make_protocol
from profile_browser.gateway.network.proxies import DeskFinder
from profile_browser.gateway.network.sockets import (
    BACKLOG,
    allow_connections,
    listening_addresses,
    listening_socket,
    refusals_as_sentences,
)
from profile_browser.gateway.network.tls import make_tls_context, read_certificate, warnings_about
from profile_browser.gateway.network.uvicorn_server import GatewayEventLoop, StoppableServer
from profile_browser.gateway.operation.audit import Recorder
from profile_browser.gateway.operation.metrics import GatewayMetrics
from profile_browser.gateway.operation.metrics_server import MetricsServer
from profile_browser.gateway.operation.request_log import JsonRequestLog, open_log
from profile_browser.gateway.readiness import Readiness
from profile_browser.gateway.services import Services
from profile_browser.messages import gateway_settings as wording
from profile_browser.settings.tokens import TokenFile, warning_about

if TYPE_CHECKING:
    import socket
    import ssl
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from profile_browser.domain.audit_rules import AuditRules
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_rules import GatewayRules
    from profile_browser.gateway.operation.log_writer import LineWriter

_SECONDS_KEPT_ALIVE = 60
_log = logging.getLogger(__name__)


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
        if self._tls:
            self._certificate_expiry = _expiry_of(options.certificate)
        self._desks = DeskFinder(rules, behind_proxy=options.behind_proxy)
        self._metrics = GatewayMetrics()

    def serve(self, say: Callable[[str], None], warn: Callable[[str], None]) -> None:
        """Answer requests until the process is told to stop. Say where, and warn beforehand."""
        with ExitStack() as opened:
            sockets = self._listen(opened)
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
        connection, rules = self._connection, self._rules
        store, recorder = make_store(connection, rules), Recorder(connection, self._audit)
        keys = {"log_key": rules.log_key, "audit_key": self._audit.key}
        return Services(
            connection=connection,
            rules=rules,
            store=store,
            readiness=Readiness(store, recorder),
            authenticator=make_authenticator(rules, self._options.token_file),
            rate_limiter=TokenRateLimiter(),
            desks=self._desks,
            recorder=recorder,
            request_log=JsonRequestLog(writer, keys),
            metrics=self._metrics,
            has_docs=self._options.has_docs or rules.docs,
        )

    def _server(self, services: Services) -> StoppableServer:
        config = uvicorn.Config(
            make_app(services),
            http=make_protocol(make_connection_guard(self._rules, self._desks)),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_keep_alive=_SECONDS_KEPT_ALIVE,
        )
        config.load()
        config.ssl = self._tls
        return StoppableServer(config, services.readiness.stop, self._renew_certificate)

    def _renew_certificate(self) -> None:
        """Read certificate and key again, for new connections. If wrong, change nothing."""
        files = self._options.certificate, self._options.key
        if self._tls is None:
            return
        try:
            make_tls_context(*files)
            self._tls.load_cert_chain(*files)
            self._certificate_expiry = _expiry_of(files[0])
        except (ConfigurationError, OSError) as error:
            _log.error("The certificate was not renewed: %s", error)
        else:
            _log.info("The certificate was renewed")

    def _listen(self, opened: ExitStack) -> list[socket.socket]:
        options = self._options
        addresses = listening_addresses(
            options.host,
            options.port,
            encrypted=self._tls is not None,
            behind_proxy=options.behind_proxy,
        )
        allow_connections(self._rules.connections)
        return [opened.enter_context(listening_socket(each)) for each in addresses]

    def _serve_metrics(self, opened: ExitStack) -> None:
        host, port = self._rules.metrics_address, self._rules.metrics_port
        if self._tls:
            self._metrics.show_certificate(lambda: self._certificate_expiry)
        if port:
            with refusals_as_sentences(host, port):
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
        if not (self._connection.audit or self._connection.is_sample):
            yield wording.NOT_AUDITED


def _tls_context(options: ServerOptions) -> ssl.SSLContext | None:
    if options.certificate or options.key:
        return make_tls_context(options.certificate, options.key)
    return None


def _expiry_of(certificate: str) -> datetime:
    return read_certificate(certificate).not_valid_after_utc


def _open_log(file: str) -> LineWriter:
    try:
        return open_log(file)
    except OSError as error:
        raise ConfigurationError(wording.log_unusable(file, error.strerror or "")) from None
