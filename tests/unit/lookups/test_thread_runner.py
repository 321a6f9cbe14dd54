"""The one thread runner: replies to the latest request alone, and nothing that waits for a hang."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Event, current_thread
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Slot

from profile_browser.lookups.abandoned import MAX_ABANDONED
from profile_browser.lookups.thread_runner import ThreadRunner
from tests.gui.threads import LONGEST_WAIT, assert_threads_end, worker_threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from profile_browser.lookups.thread_runner import Report

PATIENCE = 20  # milliseconds
WELL_AFTER = 5 * PATIENCE


@dataclass
class Office:
    """What all the workers do: they echo, and wait before that where a gate is shut."""

    gates: dict[str, Event] = field(default_factory=dict)
    begun: dict[str, Event] = field(default_factory=lambda: defaultdict(Event))
    asked: list[tuple[str, int]] = field(default_factory=list)  # the request and the worker
    closed: list[int] = field(default_factory=list)
    workers: int = 0

    def worker(self) -> Echo:
        self.workers += 1
        return Echo(self, self.workers)

    def hold(self, request: str) -> Event:
        return self.gates.setdefault(request, Event())


@dataclass
class Echo:
    """Answers with the request."""

    office: Office
    number: int

    def answer(self, request: str, report: Report) -> str:
        self.office.asked.append((request, self.number))
        report(f"began {request}")
        self.office.begun[request].set()
        if request in self.office.gates:
            self.office.gates[request].wait(LONGEST_WAIT)
        if request == "fail":
            raise ValueError
        return request

    def close(self) -> None:
        self.office.closed.append(self.number)


class Ear(QObject):
    """Hears what a runner tells, and on which thread."""

    def __init__(self, runner: ThreadRunner[str]) -> None:
        super().__init__()
        self.reports: list[str] = []
        self.replies: list[str] = []
        self.held_up: list[int] = []
        self.threads: set[threading.Thread] = set()
        runner.reported.connect(self.hear_report)
        runner.replied.connect(self.hear_reply)
        runner.held_up.connect(self.held_up.append)

    @Slot(object)
    def hear_report(self, report: str) -> None:
        self.reports.append(report)
        self.threads.add(current_thread())

    @Slot(object)
    def hear_reply(self, reply: str) -> None:
        self.replies.append(reply)
        self.threads.add(current_thread())


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def runner(qapp: QCoreApplication, office: Office) -> Iterator[ThreadRunner[str]]:
    parent = QObject(qapp)
    runner = ThreadRunner("echo", office.worker, parent, PATIENCE)
    yield runner
    if shiboken6.isValid(runner):
        runner.close()
    for gate in office.gates.values():
        gate.set()
    assert_threads_end()
    shiboken6.delete(parent)


@pytest.fixture
def ear(runner: ThreadRunner[str]) -> Ear:
    return Ear(runner)


def ask(runner: ThreadRunner[str], office: Office, *requests: str) -> None:
    """Ask each of these, and wait until a worker has begun with it; nothing is heard meanwhile."""
    for request in requests:
        runner.ask(request)
        assert office.begun[request].wait(LONGEST_WAIT)


def hang(qtbot: QtBot, runner: ThreadRunner[str], office: Office, count: int) -> list[Event]:
    """Ask for so many replies, one after another, that never come."""
    gates = [office.hold(f"hanging{number}") for number in range(count)]
    for number in range(count):
        runner.ask(f"hanging{number}")
        qtbot.waitUntil(office.begun[f"hanging{number}"].is_set)
    return gates


# Replies


def test_a_request_is_answered_on_another_thread_and_the_reply_heard_on_this_one(
    qtbot: QtBot, runner: ThreadRunner[str], ear: Ear
) -> None:
    with qtbot.waitSignal(runner.replied):
        runner.ask("a")
    assert (ear.reports, ear.replies) == (["began a"], ["a"])
    assert ear.threads == {threading.main_thread()}


def test_one_thread_serves_one_request_after_another(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office
) -> None:
    for request in "abc":
        with qtbot.waitSignal(runner.replied):
            runner.ask(request)
    assert office.workers == len(worker_threads()) == 1


def test_of_many_quick_requests_the_last_alone_is_answered(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    gate = office.hold("a")
    ask(runner, office, "a")
    for request in "bcd":
        runner.ask(request)
    gate.set()
    qtbot.waitUntil(lambda: bool(ear.replies))
    assert ear.replies == ["d"]
    assert office.asked == [("a", 1), ("d", 1)]


def test_an_idle_thread_is_kept_however_long_nobody_asks(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office
) -> None:
    gate = office.hold("a")
    ask(runner, office, "a")
    runner.cancel()
    gate.set()
    qtbot.wait(WELL_AFTER)
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")
    assert office.asked == [("a", 1), ("b", 1)]


# Cancelling


def test_a_request_that_waits_and_is_cancelled_is_never_asked(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    gate = office.hold("a")
    ask(runner, office, "a")
    runner.ask("b")
    runner.cancel()
    gate.set()
    qtbot.wait(WELL_AFTER)
    assert office.asked == [("a", 1)]
    assert ear.replies == []


def test_a_cancelled_request_that_hangs_is_abandoned(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office
) -> None:
    office.hold("a")
    ask(runner, office, "a")
    runner.cancel()
    qtbot.waitUntil(lambda: office.closed == [1])


def test_a_reply_on_its_way_is_not_heard_once_it_is_cancelled(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    ask(runner, office, "a")
    runner.cancel()
    qtbot.wait(WELL_AFTER)
    assert (ear.reports, ear.replies) == ([], [])


# Abandoning


def test_a_hanging_request_is_overtaken_on_a_fresh_thread_with_a_worker_of_its_own(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    office.hold("a")
    ask(runner, office, "a")
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")
    assert office.asked == [("a", 1), ("b", 2)]
    assert office.closed == [1]
    assert ear.replies == ["b"]


def test_a_late_reply_of_an_abandoned_thread_does_not_pass_for_one_of_the_next(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    """Else what hangs on the next thread would count as answered, and hold the one after it up."""
    ask(runner, office, "a")
    thread = runner._thread
    assert thread is not None
    thread.send(0, "marker")
    assert office.begun["marker"].wait(LONGEST_WAIT)  # the reply to "a" is on its way
    runner.abandon()
    office.hold("b")
    ask(runner, office, "b")
    QCoreApplication.processEvents()
    with qtbot.waitSignal(runner.replied):
        runner.ask("c")
    assert ear.replies == ["c"]


def test_after_abandoning_a_hang_the_next_request_has_all_the_time_it_takes(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    office.hold("a")
    ask(runner, office, "a")
    runner.abandon()
    gate = office.hold("b")
    ask(runner, office, "b")
    qtbot.wait(WELL_AFTER)
    with qtbot.waitSignal(runner.replied):
        gate.set()
    assert ear.replies == ["b"]
    assert office.closed == [1]


def test_without_patience_a_thread_that_hangs_is_waited_for(
    qtbot: QtBot, qapp: QCoreApplication, office: Office
) -> None:
    runner = ThreadRunner("echo", office.worker, QObject(qapp))
    gate = office.hold("a")
    ask(runner, office, "a")
    runner.ask("b")
    qtbot.wait(WELL_AFTER)
    with qtbot.waitSignal(runner.replied):
        gate.set()
    assert office.asked == [("a", 1), ("b", 1)]
    runner.close()
    assert_threads_end()


# Too many that hang


def test_a_request_too_many_waits_and_says_once_how_many_hang(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    gates = hang(qtbot, runner, office, MAX_ABANDONED + 1)
    runner.ask("b")
    qtbot.waitUntil(lambda: bool(ear.held_up))
    qtbot.wait(WELL_AFTER)
    assert ear.held_up == [MAX_ABANDONED + 1]
    assert office.workers == MAX_ABANDONED + 1
    with qtbot.waitSignal(runner.replied):
        gates[0].set()
    with qtbot.waitSignal(runner.replied):
        runner.ask("c")
    assert ear.held_up == [MAX_ABANDONED + 1, 0]
    assert ear.replies == ["b", "c"]


def test_another_request_too_many_is_told_anew(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    hang(qtbot, runner, office, MAX_ABANDONED + 1)
    for request in "bc":
        runner.ask(request)
        qtbot.waitUntil(lambda: bool(ear.held_up))
        assert ear.held_up == [MAX_ABANDONED + 1]
        ear.held_up.clear()


def test_the_thread_that_was_one_too_many_serves_nobody_any_more(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, ear: Ear
) -> None:
    gates = hang(qtbot, runner, office, MAX_ABANDONED + 1)
    runner.abandon()
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")
        gates[-1].set()
    with qtbot.waitSignal(runner.replied):
        runner.ask("c")
    fresh = MAX_ABANDONED + 2
    assert office.asked[-2:] == [("b", fresh), ("c", fresh)]
    assert ear.replies == ["b", "c"]


# Errors and the end


def test_what_an_answer_raises_reaches_the_hook_and_closes_the_worker(
    qtbot: QtBot, runner: ThreadRunner[str], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    runner.ask("fail")
    qtbot.waitUntil(lambda: not worker_threads())
    assert [args.exc_type for args in raised] == [ValueError]
    assert office.closed == [1]
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")


def test_a_thread_that_outlives_its_runner_tells_nobody(
    runner: ThreadRunner[str], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    gate = office.hold("a")
    ask(runner, office, "a")
    runner.close()
    shiboken6.delete(runner)
    gate.set()
    assert_threads_end()
    assert raised == []


def test_closing_waits_for_nothing_and_stops_the_clock(
    runner: ThreadRunner[str], office: Office
) -> None:
    office.hold("a")
    ask(runner, office, "a")
    runner.close()
    (thread,) = worker_threads()
    assert thread.daemon  # so that the interpreter does not wait for it either
    assert office.closed == [1]
    assert not runner._retry_timer.isActive()
