"""The worker threads of lookups, suggestions and checks."""

from __future__ import annotations

import threading
from time import monotonic

from profile_browser.lookups.worker_thread import WorkerThread

LONGEST_WAIT = 10.0  # seconds


def worker_threads() -> list[threading.Thread]:
    """Return the running worker threads, including abandoned ones."""
    return [thread for thread in threading.enumerate() if isinstance(thread, WorkerThread)]


def all_end_within(seconds: float) -> bool:
    """Wait for all worker threads to end; return False if one is still running after so long."""
    deadline = monotonic() + seconds
    for thread in worker_threads():
        thread.join(max(0.0, deadline - monotonic()))
    return not worker_threads()


def assert_threads_end(seconds: float = LONGEST_WAIT) -> None:
    assert all_end_within(seconds), "a thread is still running"
