"""Lists in one process, measured: ``python -m tests.benchmarks.list_scenes SCENE COUNT``.

``alone`` looks up this many people one after the other, and prints the seconds without the first,
which connects. ``window`` looks up a list of this many in the program's window. It prints the
seconds, the event loop's gaps and the durations of single lookups, before and meanwhile, and the
longest garbage collection, all in milliseconds, and the megabytes that the list takes. Environment
variables describe the node.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found
from profile_browser.stores.couchbase.adapter import COUCHBASE
from profile_browser.stores.store import Store
from tests.benchmarks.people import listed_person

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_USUAL_SECONDS = 2.0
_BETWEEN_LOOKUPS = 0.02  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
_MEGABYTE = 1 << 20


def look_up_alone(count: int) -> dict[str, float]:
    """Look up this many people, one after the other, and return the seconds after the first."""
    store = _open_store(_connection())
    try:
        assert isinstance(store.look_up(listed_person(0)), Found)
        started = perf_counter()
        for number in range(1, count):
            assert isinstance(store.look_up(listed_person(number)), Found)
        return {"seconds": perf_counter() - started}
    finally:
        store.close()


class SingleLookups(threading.Thread):
    """Looks up one person after another meanwhile, as somebody with a store of their own does."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._store = _open_store(_connection())
        self._ended = threading.Event()
        self._took: list[float] = []

    def run(self) -> None:
        """Look up until the end."""
        while not self._ended.wait(_BETWEEN_LOOKUPS):
            started = perf_counter()
            assert isinstance(self._store.look_up(listed_person(0)), Found)
            self._took.append((perf_counter() - started) * 1000)

    def take(self) -> list[float]:
        """Return the milliseconds of the lookups since the last call."""
        taken, self._took = self._took, []
        return taken

    def end(self) -> None:
        """End the lookups."""
        self._ended.set()
        self.join()
        self._store.close()


def fill_window(count: int) -> dict[str, object]:
    """Look up this many people in the program's window, and return what was measured."""
    from tests.benchmarks.list_window import ListWindow  # noqa: PLC0415 - reading alone needs no Qt

    window, lookups = ListWindow(_connection(), count), SingleLookups()
    lookups.start()
    window.settle()
    lookups.take()
    gaps, memory = window.idle(_USUAL_SECONDS), _memory()
    before = {"late": gaps, "lookups": lookups.take()}
    window.prepare([listed_person(number) for number in range(count)])
    lookups.take()
    seconds, gaps, collection = window.run()
    meanwhile = {"late": gaps, "lookups": lookups.take()}
    lookups.end()
    return {
        "before": before,
        "meanwhile": meanwhile,
        "memory": _memory() - memory,
        "seconds": seconds,
        "collection": collection,
    }


def _open_store(connection: Connection) -> Store:
    return Store(connection, COUCHBASE)


def _connection() -> Connection:
    return Connection(
        kind=COUCHBASE.kind,
        key="node",
        title="Node",
        connection_string=os.environ["NODE_CONNECTION_STRING"],
        location={"bucket": os.environ["NODE_BUCKET"]},
        username=os.environ["NODE_USERNAME"],
        password=os.environ["NODE_PASSWORD"],
    )


def _memory() -> float:
    """Return the megabytes of memory in use, or 0 on a system without /proc."""
    gc.collect()
    figures = Path("/proc/self/statm")
    pages = int(figures.read_text().split()[1]) if figures.exists() else 0
    return pages * _PAGE / _MEGABYTE


SCENES: dict[str, Callable[[int], object]] = {"alone": look_up_alone, "window": fill_window}


def _fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End the process, also after an error in a slot, for whose list the loop would wait."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


if __name__ == "__main__":
    sys.excepthook = _fail
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(json.dumps(SCENES[sys.argv[1]](int(sys.argv[2]))), flush=True)
    os._exit(0)
