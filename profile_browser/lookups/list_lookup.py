"""Looks up the entries of a list: many at once, politely, and each until it has its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import Entry, ListRow
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.store import StoreOpener


class Pause(NamedTuple):
    """Why nobody is asked at the moment, and the seconds until the next try by itself.

    Without seconds, only ``go_on`` helps, once the problem is solved.
    """

    problem: Problem
    seconds: float | None


def _ignore(_: Pause | None) -> None:
    pass


class ListLookup:
    """Looks up one list. ``on_pause`` is called on the thread of ``rows``; None: it goes on."""

    def __init__(
        self,
        open_store: StoreOpener,
        connection: Connection,
        at_once: int,
        reason: str = "",
        on_pause: Callable[[Pause | None], None] = _ignore,
    ) -> None:
        self._open_store, self._connection = open_store, connection
        self._at_once, self._reason = at_once, reason
        self.on_pause = on_pause

    def rows(self, entries: Iterable[Entry]) -> Iterator[Sequence[ListRow]]:
        """Yield the rows in the order of the entries, as they come. Entries are pulled lazily."""
        raise NotImplementedError

    def stop(self) -> None:
        """End ``rows`` at once, without further rows. Any thread may call this."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Try now instead of waiting, with stores that are opened anew. Any thread may call it."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop. A hanging thread is left to end by itself."""
        self.stop()
