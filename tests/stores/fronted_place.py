"""A place behind a front, which records, holds, dies and speaks TLS, whatever the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stores.harness import Place

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from tests.servers.front import Front


class FrontedPlace(Place):
    """Records in a server, reached through a front alone.

    It shows RECORDER, SILENCE and DEATH; and TLS if the front has the certificate and the
    connection's scheme is encrypted. A client must not learn the server's own address.
    """

    def __init__(self, connection: Connection, front: Front) -> None:
        super().__init__(connection)
        self._front = front

    @property
    def received(self) -> bytes:
        return self._front.received

    @property
    def answered(self) -> bytes:
        return self._front.answered

    def hold(self) -> None:
        self._front.stop()

    def release(self) -> None:
        self._front.go_on()

    def wait_until_held(self, *, searching: bool = False) -> bool:  # noqa: ARG002 - one port for both
        return self._front.wait_until_held()

    def kill(self) -> None:
        self._front.die()

    def revive(self) -> None:
        self._front.restart()
