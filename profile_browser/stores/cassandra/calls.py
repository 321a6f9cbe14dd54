"""Runs blocking calls on threads of their own, so that any thread can end the wait for them."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")


class Calls:
    """Runs calls for other threads, which wait for the answer. Closing ends the waiting at once.

    A call that nobody waits for any longer goes on, until its own timeout or until what it uses is
    closed. Its thread is a daemon, so it does not keep the program.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = Lock()
        self._is_closed = False
        self._running: set[Future[Any]] = set()

    def run(self, call: Callable[[], _Answer], seconds: float) -> _Answer:
        """Return what the call returns, or raise what it raises.

        Raises TimeoutError after this time, and CancelledError if closed before or meanwhile.
        """
        answer: Future[_Answer] = Future()
        with self._lock:
            if self._is_closed:
                raise CancelledError
            self._running.add(answer)
        Thread(target=_answer, args=(answer, call), name=self._name, daemon=True).start()
        try:
            return answer.result(seconds)
        finally:
            with self._lock:
                self._running.discard(answer)

    def close(self) -> None:
        """End the waiting for all calls. Any thread may call this, any number of times."""
        with self._lock:
            self._is_closed = True
            running = list(self._running)
        for each in running:
            each.cancel()


def _answer(answer: Future[_Answer], call: Callable[[], _Answer]) -> None:
    with suppress(InvalidStateError):  # cancelled: nobody waits any longer
        try:
            value = call()
        except Exception as error:  # noqa: BLE001 - raised again by `run`
            answer.set_exception(error)
        else:
            answer.set_result(value)
