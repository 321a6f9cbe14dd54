"""Starts programs on a virtual screen, together with a process that watches it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.screen_watcher import LOOK_TIMEOUT, SCREEN
from tests.benchmarks.subprocesses import NotMeasuredError
from tests.frozen.screens import x11_screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HAS_VIRTUAL_SCREEN = shutil.which("Xvfb") is not None
_WATCHER = (sys.executable, "-m", "tests.benchmarks.screen_watcher")


def seconds_until_seen(words: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds from the start of a program until its window has been painted.

    Raises NotMeasuredError if nothing appears in time.
    """
    with x11_screen(SCREEN) as display:
        on_screen = {**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with _running(_WATCHER, on_screen, stdout=subprocess.PIPE) as watcher:
            assert watcher.stdout is not None
            watcher.stdout.readline()
            began = time.monotonic()
            with _running(words, on_screen):
                seen = watcher.stdout.readline()
    if not seen:
        message = f"“{' '.join(words)}” showed nothing within {LOOK_TIMEOUT:.0f} seconds"
        raise NotMeasuredError(message)
    return float(seen) - began


@contextmanager
def _running(
    words: Sequence[str], environment: Mapping[str, str], stdout: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(words, env=environment, stdout=stdout, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
