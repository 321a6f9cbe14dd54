"""Robust standard output and error, for any text and for closed pipes."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from profile_browser.messages.terminal import OUTPUT_CLOSED

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED = 130  # the shell's exit code for SIGINT
BROKEN_PIPE = 141  # the shell's exit code for SIGPIPE
WRITE_FAILED = 74  # EX_IOERR of sysexits.h


def escape_unprintable() -> None:
    """Escape characters that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def require_output() -> None:
    """Raise OSError if standard output is closed, because print would then do nothing."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, OUTPUT_CLOSED)


@contextmanager
def flushed_output() -> Iterator[None]:
    """Flush standard output at the end, so that write errors are raised here as OSError."""
    try:
        yield
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def exit_on_interrupt() -> None:
    """Let Ctrl+C end the process at once. Otherwise, SDK calls would wait for their timeout."""
    if current_thread() is main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def raise_on_interrupt() -> None:
    """Let Ctrl+C raise KeyboardInterrupt from now on.

    Until then, and always where the window is opened, it ends the process at once: PySide aborts
    if it is interrupted while Qt is imported, and Qt's event loop does not run Python's handler.
    """
    is_ending = signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    if is_ending and current_thread() is main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def print_error(sentence: str) -> None:
    """Print a line to standard error, if there is one."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)


def print_now(sentence: str) -> None:
    """Print a line to standard output at once, also into a pipe."""
    print(sentence, flush=True)


def discard_output() -> None:
    """Discard buffered output, so that flushing it at interpreter shutdown does not fail."""
    if sys.stdout is None:
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
