"""Ends the server when the process is told to stop: after the running requests, and with code 0."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# Seconds for the running requests. With what comes before and after, the process ends within five.
SECONDS_FOR_RUNNING = 4


class StoppableServer(uvicorn.Server):
    """Stops at SIGTERM and SIGINT. A second SIGINT does not wait for the running requests.

    uvicorn would raise the signal again at the end, and the process would not end with code 0.
    """

    def __init__(self, config: uvicorn.Config, on_stop: Callable[[], None]) -> None:
        super().__init__(config)
        config.timeout_graceful_shutdown = SECONDS_FOR_RUNNING
        self._on_stop = on_stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """Call ``on_stop`` at once, and stop accepting connections soon after."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True
        self._on_stop()
