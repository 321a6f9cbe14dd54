"""Standard output and error: nothing a record holds, and no reader who leaves, breaks them."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN_PIPE = 141  # what a shell makes of a program that a closed pipe has ended
WRITE_FAILED = 74  # EX_IOERR of sysexits.h


def escape_unprintable() -> None:
    """Have letters that a terminal cannot show written as their code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def flushed_output() -> Iterator[None]:
    """Have all output written in the end, so that what cannot be is an OSError here."""
    try:
        yield
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def exit_on_interrupt() -> None:
    """Have Ctrl+C end the process at once: the SDK's calls would first wait for their timeout."""
    if current_thread() is main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def print_error(sentence: str) -> None:
    """Write a sentence to standard error; without one, it is not put among the output."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)


def discard_output() -> None:
    """Send what is still buffered nowhere, so that Python's leave-taking does not fail on it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
