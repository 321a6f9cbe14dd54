"""Processes that do something at the same time."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.unit.helpers.program import environment
from tests.unit.helpers.sources import PACKAGE

_TIMEOUT = 60  # seconds


def run_at_once(home: Path, module: str, *arguments: tuple[str, ...]) -> None:
    """Run a module once with each of these arguments, and check that none prints or fails.

    It prints ``ready``, and begins when it reads a line.
    """
    with ExitStack() as running:
        processes = [running.enter_context(_start(home, module, *words)) for words in arguments]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            _begin(process)
        ended = [process.communicate(timeout=_TIMEOUT) for process in processes]
    assert ended == [("", "")] * len(processes)


def _start(home: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=PACKAGE.parent,
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def _begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
