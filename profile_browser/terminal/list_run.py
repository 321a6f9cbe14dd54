"""``profile-browser lookup --from``: looks up a list of any length, and prints it as it comes."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from contextlib import contextmanager
from threading import Timer
from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import READS_AT_ONCE_IN_TERMINAL
from profile_browser.domain.people_list import RowState
from profile_browser.domain.problem import ProblemKind, Reason
from profile_browser.lookups.list_lookup import ListLookup
from profile_browser.messages import terminal_lists as wording
from profile_browser.messages.plain_text import printable
from profile_browser.messages.problems import one_line
from profile_browser.terminal.answers import ExitCode, exit_code
from profile_browser.terminal.interrupts import prompt_interrupts
from profile_browser.terminal.signing_in import SignIn, open_audited_store
from profile_browser.terminal.streams import INTERRUPTED, print_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.people_list import ListRow
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.store import ProfileStore
    from profile_browser.lookups.list_lookup import Pause
    from profile_browser.terminal.list_source import ListSource
    from profile_browser.terminal.row_printer import RowPrinter

LONGEST_WAIT = 60.0  # seconds without an answer, after which the list ends
_EXIT_CODES = {
    RowState.FOUND: ExitCode.ALL_FOUND,
    RowState.SEVERAL: ExitCode.ALL_FOUND,
    RowState.MISSING: ExitCode.SOME_MISSING,
    RowState.REFUSED: ExitCode.BAD_CONFIGURATION,
    RowState.NOT_ASKED: ExitCode.NOT_ASKED,
}
_OBJECTS = 50_000  # made between two collections of young objects
_log = logging.getLogger(__name__)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for reference cycles less often: 10,000 people take 2.4 s instead of 2.5 s.

    All rows of a part live at the same time, but hardly any of their objects is in a cycle.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


class ListRun:
    """Looks up the entries of a source, prints their rows, and says why it ends early."""

    def __init__(
        self, connection: Connection, source: ListSource, printer: RowPrinter, reason: str
    ) -> None:
        self._title, self._source, self._printer = connection.title, source, printer
        self._sign_in = SignIn(connection)
        at_once = connection.reads_at_once or READS_AT_ONCE_IN_TERMINAL
        self._lookup = ListLookup(self._open_store, connection, at_once, reason, self._pause)
        self._counts: Counter[RowState] = Counter()
        self._total: int | None = None
        self._worst = ExitCode.ALL_FOUND
        self._problem: Problem | None = None  # because of which the list waits, or has ended
        self._timer: Timer | None = None  # runs while the list waits
        self._is_interrupted = self._is_limited = False

    def run(self) -> int:
        """Look up the list, and return the exit code. Raises ConfigurationError."""
        started = perf_counter()
        try:
            with _rare_collections(), prompt_interrupts(self._say_interrupted):
                return self._run()
        except KeyboardInterrupt:
            self._say_interrupted()
            return INTERRUPTED
        finally:
            self._wait_no_more()
            self._printer.progress.erase()
            self._lookup.close()
            self._log_counts(perf_counter() - started)

    def _run(self) -> int:
        for batch in self._source.batches(self._set_total):
            for rows in self._lookup.rows(batch):
                self._take(rows)
            if self._problem is not None:
                return self._end_early(self._problem)
        if self._source.fault:
            self._printer.print_message(self._done())
            raise ConfigurationError(self._source.fault)
        return self._worst

    def _take(self, rows: Sequence[ListRow]) -> None:
        self._counts.update(row.state for row in rows)
        self._worst = max(self._worst, *map(_exit_code, rows))
        if any(row.state is not RowState.REFUSED for row in rows):
            self._wait_no_more()  # who fails too often has a row, too
        self._printer.print_rows(rows)
        self._printer.flush()
        if self._printer.progress.is_due:
            text = wording.progress(self._counts.total(), self._total, self._counts)
            self._printer.progress.show(text)

    def _set_total(self, total: int) -> None:
        self._total = total

    def _open_store(self, _connection: Connection) -> ProfileStore:
        return open_audited_store(self._sign_in.connection)

    def _pause(self, pause: Pause | None) -> None:
        """Say why nobody is asked at the moment, and end the list if that will not change."""
        if pause is None:
            self._sign_in.accept()
        elif pause.seconds is not None:
            self._wait(pause.problem, pause.seconds)
            return
        self._wait_no_more()
        if pause is not None and not self._has_new_password(pause.problem):
            self._problem = self._sign_in.explain(pause.problem)
            self._printer.print_message(one_line(self._problem))
            self._lookup.stop()

    def _has_new_password(self, problem: Problem) -> bool:
        if problem.kind is not ProblemKind.WRONG_SIGN_IN:
            return False
        self._printer.progress.erase()
        is_new = self._sign_in.renew(problem)
        if is_new:
            self._lookup.go_on()
        return is_new

    def _wait(self, problem: Problem, seconds: float) -> None:
        """Say once that the list waits, and end it if there is no answer for long.

        A rate limit counts as an answer, because it says how long to wait.
        """
        is_told = problem.reason is Reason.RATE_LIMITED
        if is_told:
            self._wait_no_more()
        self._problem = problem
        if self._timer is None:
            self._say_waiting(problem)
            self._timer = Timer(LONGEST_WAIT + is_told * seconds, self._lookup.stop)
            self._timer.start()

    def _say_waiting(self, problem: Problem) -> None:
        """Say that the list waits. A rate limit, which can return each second, is said once."""
        if not (problem.reason is Reason.RATE_LIMITED and self._is_limited):
            self._printer.print_message(wording.trying_again(problem))
        self._is_limited |= problem.reason is Reason.RATE_LIMITED

    def _wait_no_more(self) -> None:
        self._problem = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end_early(self, problem: Problem) -> ExitCode:
        if self._timer is not None:
            self._printer.print_message(wording.gave_up(problem, LONGEST_WAIT))
        self._printer.print_message(self._done())
        return max(self._worst, exit_code(problem))

    def _say_interrupted(self) -> None:
        """Say it once, although two threads may try, and even if standard output is blocked."""
        if not self._is_interrupted:
            self._is_interrupted = True
            self._printer.progress.erase()
            print_error(f"{wording.INTERRUPTED} {self._done()}")

    def _done(self) -> str:
        return wording.done_before(self._counts.total(), self._total)

    def _log_counts(self, seconds: float) -> None:
        counts = ", ".join(f"{count} {state}" for state, count in sorted(self._counts.items()))
        title = printable(self._title)
        _log.info("Looked up a list in %.1f s on %s: %s", seconds, title, counts or "nobody")


def _exit_code(row: ListRow) -> ExitCode:
    """Return the exit code for a row, as for a single lookup."""
    if row.state is RowState.NOT_READABLE and row.problem is not None:
        return exit_code(row.problem)
    return _EXIT_CODES[row.state]
