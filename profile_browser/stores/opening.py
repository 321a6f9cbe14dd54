"""From a connection to the store that reads from it."""

from __future__ import annotations

import gc
import logging
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import ProblemError
from profile_browser.messages import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.store import ProfileStore
    from profile_browser.domain.user import User
    from profile_browser.stores.couchbase.store import CouchbaseStore

_log = logging.getLogger(__name__)


def open_store(connection: Connection) -> ProfileStore:
    """Return the store for this connection; it connects at its first look-up.

    The SDK's import takes 0.3 s and stalls other threads for a part of it, so it happens here,
    on the thread that asks, and only for a cluster.
    """
    if connection.is_sample:
        from profile_browser.stores.sample.store import SampleStore

        return SampleStore(connection)
    return _cluster_store()(connection)


@cache
def _cluster_store() -> type[CouchbaseStore]:
    """Load the SDK, which stays until the end: to look for garbage in it takes 20 ms each time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        from profile_browser.stores.couchbase.store import CouchbaseStore

        gc.freeze()
    finally:
        if collects:
            gc.enable()
    return CouchbaseStore


class LazyStore:
    """A ProfileStore that costs nothing before its first look-up, and never raises.

    This is where an exception that no store foresaw becomes an outcome.
    """

    def __init__(
        self,
        connection: Connection,
        opener: Callable[[Connection], ProfileStore] = open_store,
    ) -> None:
        self._connection = connection
        self._opener = opener
        self._lock = Lock()
        self._store: ProfileStore | None = None
        self._closed = False

    def look_up(self, username: str) -> Outcome:
        """Return what the store knows of this user."""
        return self._guarded(lambda store: store.look_up(username))

    def search(self, question: Question, limit: int) -> Outcome:
        """Return whom the store's search finds."""
        return self._guarded(lambda store: store.search(question, limit))

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return whom the store suggests; nobody where that fails, whatever the reason."""
        try:
            return self._opened().suggest(text, limit)
        except ProblemError:
            return ()
        except Exception:  # noqa: BLE001 - whoever types is not disturbed
            _log.exception("A suggestion failed in a way that nobody foresaw")
            return ()

    def close(self) -> None:
        """Close the store, or see to it that one which is being opened is closed."""
        with self._lock:
            self._closed = True
            store = self._store
        if store is not None:
            store.close()

    def _guarded(self, asking: Callable[[ProfileStore], Outcome]) -> Outcome:
        try:
            return asking(self._opened())
        except ProblemError as error:
            return error.problem
        except Exception as error:  # noqa: BLE001 - nothing but outcomes may leave a store
            _log.exception("A look-up failed in a way that nobody foresaw")
            return problems.unexpected(self._connection, type(error).__name__)

    def _opened(self) -> ProfileStore:
        with self._lock:
            if self._closed:
                raise ProblemError(problems.closed(self._connection))
        return self._store or self._kept(self._opener(self._connection))

    def _kept(self, store: ProfileStore) -> ProfileStore:
        with self._lock:
            self._store = store
            closed = self._closed
        if closed:
            store.close()
        return store
