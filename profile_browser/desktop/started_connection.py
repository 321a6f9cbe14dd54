"""The connection that the window was started on, among those of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection


class StartedConnection:
    """The connection that the window was started on, which the options may describe or change.

    A described one has its number after the connections that were there at the start, and keeps it.
    """

    def __init__(self, connection: Connection, configuration: Configuration) -> None:
        is_real = not (connection.is_sample or connection.is_absent)
        self._connection = connection if is_real else None
        known = configuration.by_key.get(connection.key)
        self._changes = known.connection if known is not None else None
        self._place = len(configuration.known)

    def listed_with(self, known: list[Connection]) -> list[Connection]:
        """Return these connections, with this one in its place."""
        if self._connection is None:
            return known
        if self._changes is not None:
            return [self._connection if one == self._changes else one for one in known]
        return [*known[: self._place], self._connection, *known[self._place :]]
