"""The staged check of a connection to MongoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.stores.checking import run_check
from profile_browser.stores.mongodb.hosts import advertised_hosts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.address import Address
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.mongodb.session import MongoDBSession
    from profile_browser.stores.network import HostFinder


def check_connection(
    connection: Connection, username: str = "", find_hosts: HostFinder = advertised_hosts
) -> Iterator[StageResult]:
    """Yield each stage as it ends, up to the first failure. Blocks, and never raises."""

    def open_session(connection: Connection, address: Address) -> MongoDBSession:
        # The driver is only needed from this stage on.
        from profile_browser.stores.mongodb.session import MongoDBSession

        return MongoDBSession(connection, address, find_hosts)

    yield from run_check(connection, open_session, username, find_hosts)
