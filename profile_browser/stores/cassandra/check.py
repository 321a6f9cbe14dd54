"""The staged check of a connection to Cassandra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import ProblemError
from profile_browser.stores.checking import run_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.address import Address
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.cassandra.source import CassandraSource


def check_connection(connection: Connection, username: str = "") -> Iterator[StageResult]:
    """Yield each stage as it ends, up to the first failure. Blocks, and never raises."""
    yield from run_check(connection, _sign_in, username)


def _sign_in(connection: Connection, address: Address) -> CassandraSource:
    # The driver is only needed from this stage on.
    from profile_browser.stores.cassandra.source import CassandraSource

    source = CassandraSource(connection, address)
    try:
        source.sign_in()
    except ProblemError:
        source.close()
        raise
    return source
