"""The staged check of a connection to ArangoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import ProblemError
from profile_browser.stores.arangodb.place import Place
from profile_browser.stores.checking import run_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.address import Address
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.arangodb.source import ArangoDBSource


def check_connection(connection: Connection, username: str = "") -> Iterator[StageResult]:
    """Yield each stage as it ends, up to the first failure. Blocks, and never raises."""
    template = Place.of(connection).id_template
    yield from run_check(connection, _sign_in, username, id_template=template)


def _sign_in(connection: Connection, _: Address) -> ArangoDBSource:
    # httpx is only needed from this stage on.
    from profile_browser.stores.arangodb.source import open_source

    source = open_source(connection)
    try:
        source.sign_in()
    except ProblemError:
        source.close()
        raise
    return source
