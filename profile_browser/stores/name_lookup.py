"""Resolves host names, with a timeout."""

from __future__ import annotations

import socket
from concurrent.futures import Future
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.domain.address import Host


class NameLookup:
    """Starts resolving a host at once, and waits for the addresses with a timeout.

    The system's resolver has no timeout of its own: it blocks for half a minute if name servers do
    not respond. So it runs on a daemon thread, which is left to end by itself.
    """

    def __init__(self, host: Host, timeout: float) -> None:
        """Start resolving. The timeout is in seconds from now."""
        self._host = host
        self._deadline = monotonic() + timeout
        self._addresses: Future[list[tuple[str, int]]] = Future()
        Thread(target=self._ask, name="name lookup", daemon=True).start()

    def addresses(self) -> list[tuple[str, int]]:
        """Return the host's addresses, each with the port.

        Raises OSError or UnicodeError if the name cannot be resolved, and TimeoutError, which is an
        OSError, if the timeout expires.
        """
        try:
            return self._addresses.result(max(0.0, self._deadline - monotonic()))
        except TimeoutError:
            message = "no name server responded"
            raise TimeoutError(message) from None

    def _ask(self) -> None:
        host = self._host
        try:
            found = socket.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            self._addresses.set_exception(error)
        else:
            self._addresses.set_result([(str(address[0]), host.port) for *_, address in found])
