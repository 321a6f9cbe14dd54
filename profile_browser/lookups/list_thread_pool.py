"""The threads that ask for a list, each with a store of its own."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from profile_browser.lookups.abandoned import AbandonedThreads
from profile_browser.lookups.worker_thread import WorkerThread

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.lookups.list_jobs import Job
    from profile_browser.lookups.list_worker import ListWorker
    from profile_browser.lookups.worker_thread import OnReply

POOL_SIZE = 4


class ThreadPool:
    """A few threads, started when needed. A hanging one is left to end by itself."""

    def __init__(self, make_worker: Callable[[], ListWorker], on_reply: OnReply) -> None:
        self._make_worker, self._on_reply = make_worker, on_reply
        self.abandoned = AbandonedThreads()
        self._lock = Lock()  # any thread may abandon the threads
        self._threads: list[WorkerThread[Job]] = []
        self._idle: list[WorkerThread[Job]] = []
        self._running: dict[int, tuple[WorkerThread[Job], Job]] = {}
        self._number = 0

    @property
    def jobs(self) -> list[Job]:
        """The jobs that are being asked."""
        return [job for _, job in self._running.values()]

    @property
    def has_room(self) -> bool:
        """Whether one more job can be asked."""
        if self._idle:
            return True
        return len(self._threads) < POOL_SIZE and self.abandoned.has_room

    def start(self, job: Job) -> None:
        """Ask a job, on a thread that is idle or new."""
        thread = self._idle.pop() if self._idle else self._new_thread()
        self._number += 1
        self._running[self._number] = (thread, job)
        job.started = monotonic()
        thread.send(self._number, job)

    def finish(self, number: int) -> Job | None:
        """Return the job with this number. None if its thread has been abandoned."""
        thread, job = self._running.pop(number, (None, None))
        if thread is not None:
            self._idle.append(thread)
        return job

    def close_stores(self) -> None:
        """End what runs. Any thread may call this."""
        with self._lock:
            threads = tuple(self._threads)
        for thread in threads:
            thread.abandon()

    def abandon(self) -> list[Job]:
        """Abandon all threads, and return the jobs that have no answer."""
        self.close_stores()
        jobs = self.jobs
        with self._lock:
            threads, self._threads = self._threads, []
        for thread in threads:
            self.abandoned.add(thread)
        self._idle, self._running = [], {}
        return jobs

    def _new_thread(self) -> WorkerThread[Job]:
        thread = WorkerThread("list", self._make_worker(), self._on_reply)
        with self._lock:
            self._threads.append(thread)
        thread.start()
        return thread
