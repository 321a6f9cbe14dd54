"""Standard output and error: nothing a record holds, and no reader who leaves, breaks them."""

from __future__ import annotations

import io
import os
import sys

READER_GONE = 141  # what a shell makes of a program that a closed pipe has ended


def prepare() -> None:
    """Have letters that a terminal cannot show written as their code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def complain(sentence: str) -> None:
    """Write a sentence to standard error; without one, it is not put among the output."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)


def discard_output() -> None:
    """Send what is still buffered nowhere, so that Python's leave-taking does not fail on it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
