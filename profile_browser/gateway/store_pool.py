"""Asks blocking stores on a bounded number of threads, so that the event loop never blocks."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.problems import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.store import ProfileStore

    Question = Callable[[ProfileStore], "_Answer"]

_Answer = TypeVar("_Answer")
BUSY_SECONDS = 1.0  # after which a caller may try again


class AskedStore(Protocol):
    """Asks a store without blocking the event loop. All methods are called on the event loop."""

    async def ask(self, question: Question[_Answer], deadline: float) -> _Answer:
        """Return a store's answer to a question.

        ``deadline`` is a time of the event loop. Raises RefusedRequestError if no store is free
        until then, and TimeoutError if the answer takes longer. The store goes on in that case, and
        is free once it has answered.
        """
        ...

    def close(self) -> None:
        """Close all stores. A read that runs ends with a problem."""
        ...


class _Worker:
    """A thread with a store of its own."""

    def __init__(self, store: ProfileStore, loop: asyncio.AbstractEventLoop) -> None:
        self.store = store
        self._loop = loop
        self._jobs: SimpleQueue[Callable[[], Callable[[], None]] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="gateway-store", daemon=True)
        self._thread.start()

    def start(self, job: Callable[[], Callable[[], None]]) -> None:
        """Run a job on the thread, and what it returns on the event loop."""
        self._jobs.put(job)

    def end(self) -> None:
        """Close the store, which ends a running read, and then the thread."""
        self._jobs.put(None)
        self.store.close()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            report = job()
            with suppress(RuntimeError):  # the loop has ended, and nobody waits
                self._loop.call_soon_threadsafe(report)


class StorePool:
    """A bounded number of stores, each with a thread, opened when they are first needed.

    The one that was used last is asked first, so that few stay open where few are needed.
    """

    def __init__(self, open_store: Callable[[], ProfileStore], most: int) -> None:
        self._open_store, self._most = open_store, most
        self._workers: list[_Worker] = []
        self._idle: list[_Worker] = []
        self._waiting: deque[asyncio.Future[_Worker]] = deque()

    async def ask(self, question: Question[_Answer], deadline: float) -> _Answer:
        """Return a store's answer to a question."""
        worker = await self._take(deadline)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Answer] = loop.create_future()

        def run() -> Callable[[], None]:
            try:
                found = question(worker.store)
            except Exception as error:  # noqa: BLE001 - raised again for who waits
                failure = error
                return lambda: self._fail(worker, answer, failure)
            return lambda: self._answer(worker, answer, found)

        worker.start(run)
        async with asyncio.timeout_at(deadline):
            return await answer

    def close(self) -> None:
        """Close all stores."""
        workers, self._workers, self._idle = self._workers, [], []
        for worker in workers:
            worker.end()

    async def _take(self, deadline: float) -> _Worker:
        if self._idle:
            return self._idle.pop()
        loop = asyncio.get_running_loop()
        if len(self._workers) < self._most:
            self._workers.append(worker := _Worker(self._open_store(), loop))
            return worker
        turn: asyncio.Future[_Worker] = loop.create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout_at(deadline):
                return await turn
        except TimeoutError:
            self._abandon(turn)
            raise RefusedRequestError(
                GatewayReason.GATEWAY_BUSY, retry_after=BUSY_SECONDS
            ) from None
        except asyncio.CancelledError:
            self._abandon(turn)
            raise

    def _abandon(self, turn: asyncio.Future[_Worker]) -> None:
        """Give back a worker that came in the same moment in which the wait for it ended."""
        if turn.done() and not turn.cancelled():
            self._give_back(turn.result())
        elif turn in self._waiting:
            self._waiting.remove(turn)

    def _answer(self, worker: _Worker, waiting: asyncio.Future[_Answer], answer: _Answer) -> None:
        self._give_back(worker)
        if not waiting.done():
            waiting.set_result(answer)

    def _fail(self, worker: _Worker, waiting: asyncio.Future[_Answer], error: Exception) -> None:
        self._give_back(worker)
        if not waiting.done():
            waiting.set_exception(error)

    def _give_back(self, worker: _Worker) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)


class DirectStore:
    """A store in memory, asked on the event loop: it answers faster than a thread would start."""

    def __init__(self, store: ProfileStore) -> None:
        self._store = store

    async def ask(self, question: Question[_Answer], _deadline: float) -> _Answer:
        """Return the store's answer to a question."""
        return question(self._store)

    def close(self) -> None:
        """Close the store."""
        self._store.close()
