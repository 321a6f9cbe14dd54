"""The threads of the look-ups, suggestions and checks, as the interpreter knows them."""

from __future__ import annotations

import threading
from time import monotonic

from profile_browser.lookups.thread_runner import WorkerThread

LONGEST_WAIT = 10.0  # seconds


def worker_threads() -> list[threading.Thread]:
    """Return those that run, abandoned ones included."""
    return [thread for thread in threading.enumerate() if isinstance(thread, WorkerThread)]


def all_end_within(seconds: float) -> bool:
    """Wait until none of them runs any more; False where one still does after so long."""
    deadline = monotonic() + seconds
    for thread in worker_threads():
        thread.join(max(0.0, deadline - monotonic()))
    return not worker_threads()


def assert_threads_end(seconds: float = LONGEST_WAIT) -> None:
    assert all_end_within(seconds), "a thread is still running"
