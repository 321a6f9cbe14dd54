"""Ctrl+C during a long command: obeyed within a second, whatever hangs."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from threading import Thread, Timer, current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

INTERRUPTED = 130  # the shell's exit code for SIGINT
_PATIENCE, _LAST_WORDS = 0.6, 0.2  # seconds


@contextmanager
def prompt_interrupts(last_words: Callable[[], None]) -> Iterator[None]:
    """Raise KeyboardInterrupt at Ctrl+C. If the process has not ended soon after that, end it.

    Writing may hang, too: then even ``last_words`` are left out. A second Ctrl+C ends the process
    at once.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        timer = Timer(_PATIENCE, _end, (last_words,))
        timer.daemon = True
        timer.start()
        raise KeyboardInterrupt

    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end(last_words: Callable[[], None]) -> None:
    speaker = Thread(target=last_words, daemon=True)
    speaker.start()
    speaker.join(_LAST_WORDS)
    os._exit(INTERRUPTED)
