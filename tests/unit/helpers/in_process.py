"""The program's commands in this process: what they print, without the start of another Python."""

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO
from unittest.mock import patch

from profile_browser.commands import run_program
from tests.unit.helpers.program import Result, environment


def run_here(*words: str, variables: Mapping[str, str], entered: bytes = b"") -> Result:
    """Run a command with this environment and standard input.

    Whatever writes to the descriptors is read, libraries in C++ too. What a fresh interpreter does
    (encodings, the language, what is imported, signals, its end) needs a process of its own.
    """
    with _piped(entered) as given, TemporaryFile() as out, TemporaryFile() as err:
        environment_here = patch.dict(os.environ, variables, clear=True)
        with _hooks_restored(), environment_here, _streams(given, out, err):
            code = _exit_code(words)
        return Result(code, _text(out), _text(err))


def look_up_here(*words: str, home: Path, **variables: str) -> Result:
    """Run ``lookup`` with this home folder."""
    return run_here("lookup", *words, variables=environment(home, **variables))


def _exit_code(words: tuple[str, ...]) -> int:
    try:
        return run_program(words)
    except SystemExit as ended:  # of argparse
        return int(ended.code or 0)


@contextmanager
def _piped(entered: bytes) -> Iterator[IO[bytes]]:
    """Return the end of a pipe that gives these bytes."""
    reading, writing = os.pipe()
    feeder = Thread(target=_feed, args=(writing, entered))
    feeder.start()
    with os.fdopen(reading, "rb") as given:
        yield given
    feeder.join()


def _feed(writing: int, entered: bytes) -> None:
    with suppress(BrokenPipeError), os.fdopen(writing, "wb") as stream:
        stream.write(entered)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


@contextmanager
def _streams(given: IO[bytes], out: IO[bytes], err: IO[bytes]) -> Iterator[None]:
    """Connect Python's streams and the three descriptors to files."""
    with ExitStack() as stack:
        for number, file in enumerate((given, out, err)):
            stack.enter_context(_descriptor(number, file))
        modes = {"stdin": "r", "stdout": "w", "stderr": "w"}
        for number, (name, mode) in enumerate(modes.items()):
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - closed below
            stack.enter_context(patch.object(sys, name, stack.enter_context(stream)))
        yield


@contextmanager
def _descriptor(number: int, file: IO[bytes]) -> Iterator[None]:
    before = os.dup(number)
    os.dup2(file.fileno(), number)
    try:
        yield
    finally:
        os.dup2(before, number)
        os.close(before)


@contextmanager
def _hooks_restored() -> Iterator[None]:
    """Restore what a command sets for its whole process. It freezes none of the tests' objects."""
    hooks = (
        patch.object(gc, "freeze"),
        patch.object(gc, "unfreeze"),
        patch.object(sys, "excepthook", sys.excepthook),
        patch.object(sys, "unraisablehook", sys.unraisablehook),
        patch.object(threading, "excepthook", threading.excepthook),
        patch.object(logging, "raiseExceptions", logging.raiseExceptions),
        _logger_restored(),
    )
    with ExitStack() as stack:
        stack.callback(signal.signal, signal.SIGINT, signal.getsignal(signal.SIGINT))
        for hook in hooks:
            stack.enter_context(hook)
        yield


@contextmanager
def _logger_restored() -> Iterator[None]:
    logger = logging.getLogger("profile_browser")
    before = list(logger.handlers), logger.level, logger.propagate
    logger.handlers[:] = []  # another test of this worker may have left its own
    try:
        yield
    finally:
        for handler in logger.handlers:
            handler.close()
        logger.handlers[:], logger.level, logger.propagate = before
