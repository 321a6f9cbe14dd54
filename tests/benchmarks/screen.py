"""Starts programs on a virtual screen, each beside somebody who looks at it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.onlooker import LONGEST_LOOK, SCREEN
from tests.benchmarks.running import NotMeasuredError
from tests.frozen.screens import x11_screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CAN_BE_LOOKED_AT = shutil.which("Xvfb") is not None
_ONLOOKER = (sys.executable, "-m", "tests.benchmarks.onlooker")


def seconds_until_seen(words: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the seconds from the start of a program until its window has been painted.

    Raises NotMeasuredError where nothing is to be seen for long.
    """
    with x11_screen(SCREEN) as display:
        on_screen = {**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with _running(_ONLOOKER, on_screen, stdout=subprocess.PIPE) as onlooker:
            assert onlooker.stdout is not None
            onlooker.stdout.readline()
            began = time.monotonic()
            with _running(words, on_screen):
                seen = onlooker.stdout.readline()
    if not seen:
        message = f"“{' '.join(words)}” showed nothing within {LONGEST_LOOK:.0f} seconds"
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
