"""A soak of the program with a planted fault, which it must find: ``… planted NAME …``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from profile_browser.lookups.lookup_service import LookupService
from profile_browser.lookups.thread_runner import ThreadRunner
from profile_browser.lookups.worker_thread import WorkerThread
from profile_browser.ui.pages.profile import ProfilePage
from tests.soak.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.lookups.worker_thread import Reply

    Runner = ThreadRunner[object]


def show_stale_answers() -> None:
    """Show every answer, even if another lookup or connection has replaced it."""

    def receive(runner: Runner, reply: Reply) -> None:
        runner._release_thread()
        runner.replied.emit(reply.content)

    _plant(ThreadRunner, "_receive", receive)


def keep_the_old_store() -> None:
    """Keep asking the previous connection after a switch."""

    def use_connection(service: LookupService, connection: Connection) -> None:
        service._pending = None
        service._runner.cancel()
        service._connection = connection

    _plant(LookupService, "use_connection", use_connection)


def leave_fields_on_screen() -> None:
    """Keep the old fields on screen when another person is looked up."""
    _plant(ProfilePage, "clear", lambda _: None)


def forget_an_answer() -> None:
    """Lose every twentieth answer."""
    receive, count = ThreadRunner._receive, [0]

    def lose(runner: Runner, reply: Reply) -> None:
        count[0] += 1
        if count[0] % 20:
            receive(runner, reply)

    _plant(ThreadRunner, "_receive", lose)


def keep_threads() -> None:
    """Never end abandoned threads."""
    _plant(WorkerThread, "abandon", lambda thread: thread.close_worker())


def _plant(owner: type, name: str, fault: Callable[..., None]) -> None:
    setattr(owner, name, fault)


FAULTS: dict[str, Callable[[], None]] = {
    "stale": show_stale_answers,
    "old-store": keep_the_old_store,
    "fields": leave_fields_on_screen,
    "lost": forget_an_answer,
    "threads": keep_threads,
}

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    FAULTS[sys.argv[1]]()
    main(sys.argv[2:])
