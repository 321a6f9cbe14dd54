"""``profile-browser indexes``: prints the statements that create the search indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import terminal as wording
from profile_browser.stores.registry import STORES
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

_DONE = 0


def print_indexes(connection: Connection) -> int:
    """Print the statements for this connection, without connecting."""
    script = STORES.adapter_of(connection).index_script(connection)
    if script:
        print(script)
    else:
        gateway = connection.kind.is_gateway
        print_error(wording.INDEXES_AT_GATEWAY if gateway else wording.NO_INDEX_NEEDED)
    return _DONE
