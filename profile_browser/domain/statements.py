"""The statements that the query service is asked: named here for the stores and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection


def keyspace_of(connection: Connection) -> str:
    """Return bucket, scope and collection as a statement names them."""
    return ".".join(map(_escaped, (connection.bucket, connection.scope, connection.collection)))


def probe_of(connection: Connection) -> str:
    """Return a statement that needs every right and index that a search needs, and finds nobody.

    Nothing is simpler: for ``WHERE FALSE`` the server plans no scan at all, so that a missing
    index would not show.
    """
    return (
        f"SELECT RAW 1 FROM {keyspace_of(connection)} AS profile "  # noqa: S608 - escaped names
        'WHERE LOWER(profile.username) = "" OR LOWER(profile.email) = "" '
        'OR LOWER(profile.full_name) = "" LIMIT 1'
    )


def _escaped(name: str) -> str:
    return f"`{name.replace('`', '``')}`"
