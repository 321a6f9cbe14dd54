"""What the benchmark commands share: their options, and how they end."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tests.benchmarks.subprocesses import NotMeasuredError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_ENDED = 128  # plus the number of the signal, as in a shell


def parser_of(command: str, description: str | None, names: Collection[str]) -> ArgumentParser:
    """Return a parser for the names of figures, ``--rounds`` and ``--json``."""
    parser = ArgumentParser(command, description=description)
    kind = partial(_name, names)
    text = f"measure these alone, of {', '.join(names)}"
    parser.add_argument("names", metavar="NAME", nargs="*", type=kind, help=text)
    parser.add_argument("--rounds", type=_rounds, default=5)
    parser.add_argument("--json", metavar="FILE", type=_file, help="save every measurement here")
    return parser


def run_and_exit(measure: Callable[[], None]) -> None:
    """Measure; a failure or an interrupt prints one message and leaves no process behind."""
    signal.signal(signal.SIGTERM, _end)
    try:
        measure()
    except NotMeasuredError as error:
        sys.exit(f"Not measured: {error}")
    except KeyboardInterrupt:
        sys.exit(_ENDED + signal.SIGINT)


def _end(number: int, _frame: object) -> NoReturn:
    sys.exit(_ENDED + number)


def _name(names: Collection[str], text: str) -> str:
    if text not in names:
        message = f"“{text}” is none of {', '.join(names)}"
        raise ArgumentTypeError(message)
    return text


def _rounds(text: str) -> int:
    if not text.isdecimal() or not int(text):
        message = f"“{text}” is no number of rounds"
        raise ArgumentTypeError(message)
    return int(text)


def _file(text: str) -> Path:
    """Return the file after checking that it can be written, before minutes of measuring."""
    file = Path(text)
    try:
        file.open("a", encoding="utf-8").close()
    except OSError as error:
        raise ArgumentTypeError(str(error)) from None
    return file
