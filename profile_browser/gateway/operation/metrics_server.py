"""Serves the metrics on a port of their own, which desks need not reach."""

from __future__ import annotations

import sys
from socket import AF_INET6, SO_REUSEADDR, SOL_SOCKET
from socketserver import ThreadingMixIn
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client.exposition import make_wsgi_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from prometheus_client import CollectorRegistry

_PATH = "/metrics"
_MOST_AT_ONCE = 16  # clients, each with a thread: the gateway needs others


class MetricsServer:
    """Serves metrics at /metrics on threads of its own. Raises OSError if it cannot listen."""

    def __init__(self, registry: CollectorRegistry, host: str, port: int) -> None:
        kind = _Ipv6Server if ":" in host else _Server
        application = _only_metrics(registry)
        self._server = make_server(host, port, application, kind, _Handler)
        self.port: int = self._server.server_port
        Thread(target=self._server.serve_forever, name="gateway-metrics", daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingMixIn, WSGIServer):
    """Does not wait for its threads at the end, and looks up no host name."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - passed on as they are
        super().__init__(*args, **options)
        self._places = BoundedSemaphore(_MOST_AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as above
        """Answer on a new thread, or close the connection if there are too many."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def finish_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as above
        """Answer, and give the place back before the connection is closed."""
        try:
            super().finish_request(request, client_address)
        finally:
            self._places.release()

    def server_bind(self) -> None:
        if sys.platform != "win32":  # where it would let two programs have the same port
            self.socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        host, port = self.socket.getsockname()[:2]
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = host, port
        self.setup_environ()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a client that went away."""


class _Ipv6Server(_Server):
    address_family = AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = 10  # seconds of silence

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def _only_metrics(registry: CollectorRegistry) -> Callable[..., Iterable[bytes]]:
    exposition = make_wsgi_app(registry)

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == _PATH:
            answer: Iterable[bytes] = exposition(environ, start)
            return answer
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b"The metrics are at /metrics.\n"]

    return application
