"""The sockets that a gateway listens on: without TLS, on this machine alone."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import gateway_settings as wording

if TYPE_CHECKING:
    from collections.abc import Iterator

BACKLOG = 1024  # connections that wait to be accepted
_FILES_BESIDE = 256  # that the gateway itself opens


class ListeningAddress(NamedTuple):
    """An address of this machine to listen on."""

    family: socket.AddressFamily
    host: str
    port: int


def listening_addresses(
    host: str, port: int, *, encrypted: bool, behind_proxy: bool
) -> list[ListeningAddress]:
    """Return the addresses that a host stands for.

    These are to be listened on, not the host: its name could stand for others a moment later.
    Raises ConfigurationError if a token could travel without encryption.
    """
    found = _resolve(host, port)
    is_local = all(_is_loopback(address.host) for address in found)
    if not (encrypted or behind_proxy or is_local):
        raise ConfigurationError(wording.not_loopback(host))
    return found


def listening_socket(address: ListeningAddress) -> socket.socket:
    """Return a listening socket. Raises ConfigurationError."""
    with refusals_as_sentences(address.host, address.port):
        opened = socket.create_server(
            (address.host, address.port), family=address.family, backlog=BACKLOG
        )
    # asyncio sends small answers without delay only if a socket says that it is TCP.
    return socket.socket(
        address.family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=opened.detach()
    )


@contextmanager
def refusals_as_sentences(host: str, port: int) -> Iterator[None]:
    """Raise ConfigurationError if the system does not let this program listen there."""
    try:
        yield
    except OSError as error:
        because = os.strerror(error.errno) if error.errno else str(error)
        raise ConfigurationError(wording.cannot_listen(host, port, because)) from None


def allow_connections(most: int) -> None:
    """Let the process open so many connections, as far as the system allows."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + _FILES_BESIDE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _resolve(host: str, port: int) -> list[ListeningAddress]:
    try:
        if not host:  # which the resolver takes for this machine, and a socket for all networks
            raise ConfigurationError(wording.not_loopback(host))
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or wording.NO_HOST_NAME
        raise ConfigurationError(wording.host_unknown(host, reason)) from None
    addresses = [ListeningAddress(family, str(to[0]), port) for family, *_, to in found]
    return list(dict.fromkeys(addresses))


def _is_loopback(host: str) -> bool:
    return ip_address(host.partition("%")[0]).is_loopback
