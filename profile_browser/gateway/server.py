"""Runs the application on uvicorn."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, NamedTuple

import uvicorn

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.gateway.application import make_app
from profile_browser.messages import gateway as wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.gateway.services import Services

_BACKLOG = 1024


class ServerOptions(NamedTuple):
    """Where the gateway listens. Without a certificate it speaks plain HTTP."""

    host: str
    port: int
    certificate: str = ""
    key: str = ""
    behind_proxy: bool = False


def serve(services: Services, options: ServerOptions, say: Callable[[str], None]) -> None:
    """Answer requests until the process is told to stop.

    Raises ConfigurationError if the gateway cannot listen there.
    """
    listening = _listen(options.host, options.port)
    config = uvicorn.Config(
        make_app(services),
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=options.behind_proxy,
        timeout_graceful_shutdown=5,
    )
    host, port = listening.getsockname()[:2]
    say(wording.listening(_address(host, port, options), services.connection.title))
    uvicorn.Server(config).run(sockets=[listening])


def _address(host: str, port: int, options: ServerOptions) -> str:
    scheme = "https" if options.certificate else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises ConfigurationError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        because = (error.strerror or str(error)).lower()
        raise ConfigurationError(wording.cannot_listen(host, port, because)) from None
