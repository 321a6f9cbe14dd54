"""Looks at a screen from outside, and tells when the first window has been painted on it.

``python -m tests.benchmarks.onlooker`` prints a line when it begins to look, and the moment of the
first paint, by the system's monotonic clock, in seconds. It looks each millisecond at one line of
pixels, which are black until a window with something on it lies there: the same for whatever
program it is, frozen or not. Where nothing comes for long, it ends without that line.
"""

from __future__ import annotations

import time

from PySide6.QtGui import QColor, QGuiApplication, QScreen

LINE_LOOKED_AT = 200  # pixels below the upper edge
SCREEN = "1024x768x24"
_COLUMNS = range(0, 1024, 32)
_INTERVAL = 0.001  # seconds
LONGEST_LOOK = 30.0  # seconds


def main() -> None:
    """Look until something is there."""
    application = QGuiApplication([])
    screen = application.primaryScreen()
    print("looking", flush=True)
    give_up_at = time.monotonic() + LONGEST_LOOK
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
