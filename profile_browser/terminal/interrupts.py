"""Ends a long command within a second of Ctrl+C, even if something hangs."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import contextmanager
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

from profile_browser.terminal.streams import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_PATIENCE, _LAST_WORDS = 0.4, 0.2  # seconds


@contextmanager
def prompt_interrupts(last_words: Callable[[], None]) -> Iterator[None]:
    """Raise KeyboardInterrupt at Ctrl+C. If the process has not ended soon after that, end it.

    Python runs a handler only once the main thread leaves a call of the SDK, but another thread can
    be told of the signal at once. ``last_words`` writes, which may hang too: it is then cut short.
    """
    heard, hearing = socket.socketpair()
    hearing.setblocking(False)
    Thread(target=_watch, args=(heard, last_words), name="interrupts", daemon=True).start()
    descriptor = signal.set_wakeup_fd(hearing.fileno(), warn_on_full_buffer=False)
    before = signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        signal.set_wakeup_fd(descriptor)
        hearing.close()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl+C ends the process at once
    raise KeyboardInterrupt


def _watch(heard: socket.socket, last_words: Callable[[], None]) -> None:
    """End the process some time after a signal; not if there is none before the end."""
    with heard:  # open until the end: a second signal is written to it, too
        if not heard.recv(1):
            return
        sleep(_PATIENCE)
        speaker = Thread(target=last_words, daemon=True)
        speaker.start()
        speaker.join(_LAST_WORDS)
        os._exit(INTERRUPTED)
