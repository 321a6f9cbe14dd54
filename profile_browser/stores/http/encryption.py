"""Tells whether a server that gave no answer in plain HTTP would have spoken TLS."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from profile_browser.stores.network import HOST_TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.address import Host


def speaks_tls(host: Host, keep: Callable[[socket.socket], object]) -> bool:
    """Return whether a host begins a TLS handshake. Nothing else is sent.

    ``keep`` gets the socket, so that another thread can end it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody
    with suppress(OSError), socket.create_connection((host.name, host.port), HOST_TIMEOUT) as plain:
        keep(plain)
        try:
            context.wrap_socket(plain, server_hostname=host.name).close()
        except ssl.SSLCertVerificationError:
            return True
    return False
