"""Catches and logs unhandled exceptions, and reports each once."""

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

# An error that recurs within this time counts as repeated, such as that of a widget that fails at
# every paint.
REPEAT_SECONDS = 5.0

_log = logging.getLogger(__name__)


class UnexpectedError(NamedTuple):
    """An exception's type and place in the code, without its text, which may contain a name."""

    cause: str
    repeated: bool = False
    on_main_thread: bool = True


class ErrorHooks:
    """Logs unhandled exceptions of all threads, and passes them to a callback.

    Replaces the interpreter's own hooks, which print tracebacks on the terminal.
    """

    def __init__(self, on_error: Callable[[UnexpectedError], None]) -> None:
        self._on_error = on_error
        self._seen: dict[str, float] = {}

    def install(self) -> None:
        """Install the hooks for unhandled exceptions."""
        sys.excepthook = self._handle_exception
        threading.excepthook = self._handle_thread_exception
        sys.unraisablehook = self._handle_unraisable

    def handle(self, error: BaseException) -> None:
        """Log an error and call back. A repeated error is not logged again."""
        cause = _cause(error)
        repeated = self._is_repeated(cause)
        if not repeated:
            _log.error("Unexpected error", exc_info=error)
        try:
            is_main = threading.current_thread() is threading.main_thread()
            self._on_error(UnexpectedError(cause, repeated, is_main))
        except Exception:  # noqa: BLE001 - else both errors would be printed on the terminal
            _log.exception("An error could not be reported")

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
        """Log an exception in a finalizer. It affects nothing on screen, so do not report it."""
        error = args.exc_value
        if error is not None and not self._is_repeated(_cause(error)):
            _log.error("Unexpected error in a finalizer", exc_info=error)


def _cause(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = type(error).__name__
    if trace is None:
        return name
    return f"{name} in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
