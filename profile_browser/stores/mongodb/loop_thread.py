"""An event loop on a thread of its own, whose running calls any thread can end."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import CancelledError, Future
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from profile_browser.stores.mongodb.connection_loop import ConnectionLoop

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Coroutine

_Answer = TypeVar("_Answer")
_LONGEST_END = 10.0  # seconds; nobody waits for it

_log = logging.getLogger(__name__)


class LoopThread:
    """Runs coroutines for other threads, which wait for the answer. Closing ends them at once.

    Connections that they make are encrypted if there is a TLS context, and do not outlive the loop.
    """

    def __init__(self, name: str, tls: ssl.SSLContext | None = None) -> None:
        self._loop = ConnectionLoop(tls)
        self._lock = Lock()
        self._is_closed = False
        self._running: set[Future[Any]] = set()
        Thread(target=self._serve, name=name, daemon=True).start()

    def run(self, start: Callable[[], Coroutine[Any, Any, _Answer]]) -> _Answer:
        """Return what the coroutine returns. Raises CancelledError if closed before or meanwhile.

        ``start`` makes the coroutine. Nothing is made after closing.
        """
        with self._lock:
            if self._is_closed:
                raise CancelledError
            running = asyncio.run_coroutine_threadsafe(start(), self._loop)
            self._running.add(running)
        try:
            return running.result()
        finally:
            with self._lock:
                self._running.discard(running)

    def close(self, end: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """End the running calls, run ``end`` for at most ten seconds, and end the thread.

        Returns at once. Any thread may call this, any number of times.
        """
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            running = list(self._running)
        for each in running:
            each.cancel()
        asyncio.run_coroutine_threadsafe(self._end(end), self._loop)

    async def _end(self, end: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await asyncio.wait_for(end(), _LONGEST_END)
        except Exception as error:  # noqa: BLE001 - a driver that fails to close is gone, too
            _log.info("A connection did not close cleanly: %s", type(error).__name__)
        finally:
            self._loop.stop()

    def _serve(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(_end_others())
        self._loop.run_until_complete(self._loop.disconnect())
        self._loop.close()


async def _end_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)
