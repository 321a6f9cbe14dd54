"""Host names to addresses, within a time."""

from __future__ import annotations

import socket
from concurrent.futures import Future
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.domain.address import Host


class NameLookup:
    """Asks the system for a host's addresses at once, and waits for them within a time.

    The system takes as long as its name servers let it: half a minute where they are silent. It is
    therefore asked on a daemon thread, which then goes on alone until the system gives up.
    """

    def __init__(self, host: Host, timeout: float) -> None:
        """Begin; the timeout is in seconds from now."""
        self._host = host
        self._deadline = monotonic() + timeout
        self._addresses: Future[list[tuple[str, int]]] = Future()
        Thread(target=self._ask, name="name look-up", daemon=True).start()

    def addresses(self) -> list[tuple[str, int]]:
        """Return an address and the port for each place where the host is.

        Raises OSError or UnicodeError for a name that has none; TimeoutError, which is an OSError,
        where nothing is known in time.
        """
        try:
            return self._addresses.result(max(0.0, self._deadline - monotonic()))
        except TimeoutError:
            message = "no name server has answered"
            raise TimeoutError(message) from None

    def _ask(self) -> None:
        host = self._host
        try:
            found = socket.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            self._addresses.set_exception(error)
        else:
            self._addresses.set_result([(str(address[0]), host.port) for *_, address in found])
