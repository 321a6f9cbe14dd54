"""Errors that nobody foresaw: where each is caught, logged, and told of once."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

# The same error again within so many seconds of the last time is one storm, such as that of a
# widget that fails to draw itself.
REPEAT_SECONDS = 5.0

_log = logging.getLogger(__name__)


class UnexpectedError(NamedTuple):
    """An error by its type and its place in the code, without its text, which may hold a name."""

    cause: str
    repeated: bool = False
    on_main_thread: bool = True


class ErrorHooks:
    """Logs each error, and tells somebody of it, on whatever thread it happened.

    It takes the place of the interpreter's own hooks, which write tracebacks on the terminal.
    """

    def __init__(self, on_error: Callable[[UnexpectedError], None]) -> None:
        self._on_error = on_error
        self._seen: dict[str, float] = {}

    def install(self) -> None:
        """Catch what nothing else catches from now on."""
        sys.excepthook = self._handle_exception
        threading.excepthook = self._handle_thread_exception
        sys.unraisablehook = self._handle_unraisable

    def handle(self, error: BaseException) -> None:
        """Log an error and tell of it. In a storm it is logged once, and told of as repeated."""
        cause = _cause(error)
        repeated = self._is_repeated(cause)
        if not repeated:
            _log.error("An unforeseen error", exc_info=error)
        try:
            is_main = threading.current_thread() is threading.main_thread()
            self._on_error(UnexpectedError(cause, repeated, is_main))
        except Exception:  # noqa: BLE001 - a hook that raises would write both errors on the terminal
            _log.exception("An error could not be told of")

    def _is_repeated(self, cause: str) -> bool:
        now, before = monotonic(), self._seen.get(cause)
        self._seen[cause] = now
        return before is not None and now - before < REPEAT_SECONDS

    def _handle_exception(
        self, _: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.handle(error)

    def _handle_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.handle(args.exc_value)

    def _handle_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        """Log alone: nobody waits for what a finalizer does, and nothing on screen is wrong."""
        error = args.exc_value
        if error is not None and not self._is_repeated(_cause(error)):
            _log.error("An unforeseen error in cleaning up", exc_info=error)


def _cause(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = type(error).__name__
    if trace is None:
        return name
    return f"{name} in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
