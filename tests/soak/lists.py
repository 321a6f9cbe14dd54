"""Lists over failing nodes: ``python -m tests.soak.lists --seed 5``; exit code 1 on a fault.

No row is ever wrong, each name has exactly one, and threads do not add up. E-mails are left out:
SDK 4.6.3 may crash the process if a node fails in the middle of a query.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from contextlib import ExitStack
from random import Random, SystemRandom
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Slot

from profile_browser.desktop.application import exit_process
from profile_browser.domain.people_list import Entry, RowState
from profile_browser.domain.problem import ProblemKind
from profile_browser.lookups.abandoned import MAX_ABANDONED
from profile_browser.lookups.list_service import ListService
from profile_browser.lookups.list_thread_pool import POOL_SIZE
from tests.gui.threads import all_end_within, worker_threads
from tests.soak.__main__ import connection_of
from tests.soak.directory import NORTH
from tests.soak.fault_injector import FaultInjector
from tests.wire.node_process import NodeProcess
from tests.wire.stores import cluster_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from profile_browser.domain.people_list import ListRow
    from tests.soak.directory import Directory

TURN = 25  # milliseconds
ONE_IN, MOST_TURNS = 10, 50  # faults come often, and last for longer than a read may take
PATIENCE = 60.0  # seconds after the last fault in which a list must end
LARGEST = 6000  # entries
# The thread that coordinates, and before the limit is reached one list may add all of its own.
MOST_THREADS = 1 + MAX_ABANDONED + 2 * POOL_SIZE
_SLOW = {ProblemKind.TIMED_OUT, ProblemKind.UNREACHABLE, ProblemKind.BUSY}


class ListSoak(QObject):
    """Looks up, stops and restarts lists by a seed, and compares each row with the directory."""

    def __init__(
        self, service: ListService, directory: Directory, injector: FaultInjector, random: Random
    ) -> None:
        super().__init__()
        self._service, self._directory = service, directory
        self._injector, self._random = injector, random
        self._entries: Sequence[Entry] = ()
        self._places: set[int] = set()
        self._is_open = False
        self.states: Counter[RowState] = Counter()
        self.ends: Counter[str] = Counter()
        self.pauses = self.most_threads = 0
        self.violations: list[str] = []
        service.rows_arrived.connect(self._check_rows)
        service.paused.connect(self._count_pause)
        service.finished.connect(self._check_end)

    def run(self, lists: int, seconds: float) -> None:
        """Run so many lists, or for so long. The last one runs without faults."""
        until = monotonic() + seconds
        for _ in range(lists):
            if monotonic() > until or self.violations:
                break
            self._run_list(until)
        self._injector.end_all()
        self._start()
        self._await_end()

    def _run_list(self, until: float) -> None:
        self._start()
        turns = self._random.choice((3, 40, 400))
        while self._is_open and turns and monotonic() < until:
            turns -= 1
            self._injector.advance()
            self._spin(TURN)
            if self._random.randrange(20) == 0:
                self._service.go_on()
            self.most_threads = max(self.most_threads, len(worker_threads()))
        if self._is_open and self._random.random() < 0.7:
            self._service.stop()

    def _await_end(self) -> None:
        until = monotonic() + PATIENCE
        while self._is_open and monotonic() < until:
            self._spin(TURN)
        if self._is_open:
            self.violations.append("a list does not end on a sound node")
        if self.most_threads > MOST_THREADS:
            self.violations.append(f"{self.most_threads} threads ran")

    def _start(self) -> None:
        if self._is_open:
            self.ends["dropped"] += 1
        size = self._random.randrange(1, LARGEST)
        self._entries = [self._entry() for _ in range(size)]
        self._places, self._is_open = set(), True
        self._service.start(self._entries)

    def _entry(self) -> Entry:
        name = self._random.choice(self._directory.usernames)
        return Entry(name if self._random.random() < 0.9 else f"nobody{name}")

    @Slot(int, object)
    def _check_rows(self, first: int, rows: Sequence[ListRow]) -> None:
        for place, row in enumerate(rows, start=first):
            self._check_row(place, row)

    def _check_row(self, place: int, row: ListRow) -> None:
        self.states[row.state] += 1
        entry = self._entries[place]
        if row.entry.text != entry.text or place in self._places or not self._is_open:
            self.violations.append(f"{row} came for {place}: {entry}")
        self._places.add(place)
        name = entry.text
        is_here = name in self._directory.usernames
        match row.state:
            case RowState.FOUND:
                is_right = is_here and self._shown(row) == self._directory.fields(name)
            case RowState.MISSING:
                is_right = not is_here
            case _:
                is_right = row.problem is not None and row.problem.kind in _SLOW
        if not is_right:
            self.violations.append(f"{row} is wrong")

    def _shown(self, row: ListRow) -> tuple[object, ...]:
        *texts, disabled = row.contents
        return (*texts, "Disabled" if disabled else "Active")

    @Slot(object)
    def _count_pause(self, _: object) -> None:
        self.pauses += 1

    @Slot(bool)
    def _check_end(self, stopped: bool) -> None:
        self._is_open = False
        self.ends["stopped" if stopped else "done"] += 1
        if not stopped and len(self._places) != len(self._entries):
            self.violations.append(f"{len(self._places)} of {len(self._entries)} have a row")

    def _spin(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop, loop.quit)
        loop.exec()


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one soak, print the result and end the process."""
    options = _options(arguments)
    random = Random(options.seed)
    application = QCoreApplication(sys.argv[:1])
    with ExitStack() as stack:
        node = stack.enter_context(NodeProcess(NORTH.documents()))
        injector = FaultInjector(random, {NORTH.title: node}, ONE_IN, MOST_TURNS)
        service = ListService(cluster_store, connection_of(NORTH, node), application)
        soak = ListSoak(service, NORTH, injector, random)
        soak.run(options.lists, options.seconds)
        service.close()
        if not all_end_within(5.0):
            soak.violations.append("a thread is still running after the service is closed")
    print(
        f"Seed {options.seed}: {dict(soak.ends)}, {injector.faults} faults, {soak.pauses} pauses,"
    )
    print(f"rows {dict(soak.states)}, at most {soak.most_threads} threads")
    for violation in soak.violations[:20]:
        print(f"FAULT: {violation}")
    exit_process(1 if soak.violations else 0)


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("tests.soak.lists", description=__doc__)
    parser.add_argument("--lists", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=600.0, help="stop after so many")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
