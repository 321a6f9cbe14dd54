"""A place behind a front, which records, holds, dies and speaks TLS, whatever the protocol."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Connection
from tests.servers.accounts import PASSWORD, READER, STRANGER
from tests.stores.harness import Place
from tests.wire.sdk import PATIENT_SECONDS
from tests.wire.stores import located

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.store_kind import StoreKind
    from tests.servers.front import Front


def connection_through(
    port: int,
    kind: StoreKind,
    location: Mapping[str, str],
    layout: RecordLayout,
    *,
    tls: bool,
) -> Connection:
    """Return a connection of this kind to a port, with the account that may read."""
    scheme = next(each for each in kind.schemes if each.encrypted is tls)
    return Connection(
        kind=kind,
        title="Customers EU",
        connection_string=f"{scheme.name}://127.0.0.1:{port}",
        location=location,
        record=layout,
        username=READER,
        password=PASSWORD,
        kv_timeout=PATIENT_SECONDS,
        connect_timeout=PATIENT_SECONDS,
    )


class FrontedPlace(Place):
    """Records in a server, reached through a front alone.

    It shows RECORDER, SILENCE and DEATH; and TLS if the front has the certificate and the
    connection's scheme is encrypted. A client must not learn the server's own address. `absent`
    is a place that the server lacks.
    """

    absent: Mapping[str, str] = {"database": "no-such-database"}

    def __init__(self, connection: Connection, front: Front) -> None:
        super().__init__(connection)
        self._front = front

    def without_rights(self) -> Connection:
        return replace(self.connection, username=STRANGER)

    def without_database(self) -> Connection:
        return located(self.connection, **self.absent)

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
