"""Watches a screen from outside, and prints when the first window is painted on it.

``python -m tests.benchmarks.screen_watcher`` prints a line when it starts, and then the time of the
first paint, in seconds of the system's monotonic clock. Every millisecond it reads one line of
pixels, which are black until a window with contents covers them. It works the same for every
program, frozen or not. If nothing appears in time, it ends without the second line.
"""

from __future__ import annotations

import time

from PySide6.QtGui import QColor, QGuiApplication, QScreen

LINE_LOOKED_AT = 200  # pixels below the top edge
SCREEN = "1024x768x24"
_COLUMNS = range(0, 1024, 32)
_INTERVAL = 0.001  # seconds
LOOK_TIMEOUT = 30.0  # seconds


def main() -> None:
    """Watch until something is painted."""
    application = QGuiApplication([])
    screen = application.primaryScreen()
    print("looking", flush=True)
    give_up_at = time.monotonic() + LOOK_TIMEOUT
    while not _is_painted(screen):
        if time.monotonic() > give_up_at:
            return
        time.sleep(_INTERVAL)
    print(time.monotonic(), flush=True)


def _is_painted(screen: QScreen) -> bool:
    line = screen.grabWindow(0, 0, LINE_LOOKED_AT, screen.size().width(), 1).toImage()
    return any(QColor(line.pixel(column, 0)).lightness() for column in _COLUMNS)


if __name__ == "__main__":
    main()
