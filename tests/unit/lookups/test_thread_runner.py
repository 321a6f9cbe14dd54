"""The thread runner answers only the latest request and never waits for a hanging thread."""

from __future__ import annotations

import sys
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Event, current_thread
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Slot

from profile_browser.lookups import worker_thread
from profile_browser.lookups.abandoned import MAX_ABANDONED
from profile_browser.lookups.thread_runner import ThreadRunner
from profile_browser.lookups.worker_thread import Reply, WorkerThread
from tests.gui.threads import LONGEST_WAIT, assert_threads_end, worker_threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from profile_browser.lookups.worker_thread import Report

PATIENCE = 20  # milliseconds
WELL_AFTER = 5 * PATIENCE


@dataclass
class EchoWorkers:
    """Creates the workers, and holds what they share: gates that block them and what they did."""

    gates: dict[str, Event] = field(default_factory=dict)
    begun: dict[str, Event] = field(default_factory=lambda: defaultdict(Event))
    asked: list[tuple[str, int]] = field(default_factory=list)  # the request and the worker
    closed: list[int] = field(default_factory=list)
    created: int = 0

    def worker(self) -> Echo:
        self.created += 1
        return Echo(self, self.created)

    def hold(self, request: str) -> Event:
        return self.gates.setdefault(request, Event())


@dataclass
class Echo:
    """A worker that answers with the request, after its gate opens if it has one."""

    workers: EchoWorkers
    number: int

    def answer(self, request: str, report: Report) -> str:
        self.workers.asked.append((request, self.number))
        report(f"began {request}")
        self.workers.begun[request].set()
        if request in self.workers.gates:
            self.workers.gates[request].wait(LONGEST_WAIT)
        if request == "fail":
            raise ValueError
        return request

    def close(self) -> None:
        self.workers.closed.append(self.number)


class Recorder(QObject):
    """Records a runner's signals, and the threads that they arrive on."""

    def __init__(self, runner: ThreadRunner[str]) -> None:
        super().__init__()
        self.reports: list[str] = []
        self.replies: list[str] = []
        self.held_up: list[int] = []
        self.threads: set[threading.Thread] = set()
        runner.reported.connect(self.record_report)
        runner.replied.connect(self.record_reply)
        runner.held_up.connect(self.held_up.append)

    @Slot(object)
    def record_report(self, report: str) -> None:
        self.reports.append(report)
        self.threads.add(current_thread())

    @Slot(object)
    def record_reply(self, reply: str) -> None:
        self.replies.append(reply)
        self.threads.add(current_thread())


@pytest.fixture
def workers() -> EchoWorkers:
    return EchoWorkers()


@pytest.fixture
def runner(qapp: QCoreApplication, workers: EchoWorkers) -> Iterator[ThreadRunner[str]]:
    parent = QObject(qapp)
    runner = ThreadRunner("echo", workers.worker, parent, PATIENCE)
    yield runner
    if shiboken6.isValid(runner):
        runner.close()
    for gate in workers.gates.values():
        gate.set()
    assert_threads_end()
    shiboken6.delete(parent)


@pytest.fixture
def recorder(runner: ThreadRunner[str]) -> Recorder:
    return Recorder(runner)


def ask(runner: ThreadRunner[str], workers: EchoWorkers, *requests: str) -> None:
    """Ask each of these and wait for a worker to begin, without running the event loop."""
    for request in requests:
        runner.ask(request)
        assert workers.begun[request].wait(LONGEST_WAIT)


def wait_until_answered(runner: ThreadRunner[str], workers: EchoWorkers) -> None:
    """Wait until the thread has sent its reply, without running the event loop."""
    thread = runner._thread
    assert thread is not None
    thread.send(0, "marker")  # is begun after the reply
    assert workers.begun["marker"].wait(LONGEST_WAIT)


def test_an_idle_thread_begins_before_the_caller_goes_on(
    runner: ThreadRunner[str],
    workers: EchoWorkers,
    recorder: Recorder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_thread, "BEGINS_WITHIN", LONGEST_WAIT)
    runner.ask("first")
    qtbot.waitUntil(lambda: recorder.replies == ["first"])
    interval = sys.getswitchinterval()
    sys.setswitchinterval(LONGEST_WAIT)  # so that a caller that does not wait is not interrupted
    try:
        runner.ask("second")
        assert workers.asked[1:] == [("second", 1)]
    finally:
        sys.setswitchinterval(interval)


def test_a_window_does_not_wait_for_a_new_thread_which_begins_with_imports(
    runner: ThreadRunner[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[WorkerThread[str]] = []
    monkeypatch.setattr(WorkerThread, "let_begin", waited.append)
    runner.ask("first")
    assert waited == []


def hang(qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, count: int) -> list[Event]:
    """Ask one request after another, each of which hangs, and return their gates."""
    gates = [workers.hold(f"hanging{number}") for number in range(count)]
    for number in range(count):
        runner.ask(f"hanging{number}")
        qtbot.waitUntil(workers.begun[f"hanging{number}"].is_set)
    return gates


# Replies


def test_signals_of_a_request_arrive_on_the_main_thread(
    qtbot: QtBot, runner: ThreadRunner[str], recorder: Recorder
) -> None:
    with qtbot.waitSignal(runner.replied):
        runner.ask("a")
    assert (recorder.reports, recorder.replies) == (["began a"], ["a"])
    assert recorder.threads == {threading.main_thread()}


def test_one_thread_serves_all_requests(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers
) -> None:
    for request in "abc":
        with qtbot.waitSignal(runner.replied):
            runner.ask(request)
    assert workers.created == len(worker_threads()) == 1


def test_only_the_last_of_several_quick_requests_is_answered(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    gate = workers.hold("a")
    ask(runner, workers, "a")
    for request in "bcd":
        runner.ask(request)
    gate.set()
    qtbot.waitUntil(lambda: bool(recorder.replies))
    assert recorder.replies == ["d"]
    assert workers.asked == [("a", 1), ("d", 1)]


def test_an_idle_thread_is_kept(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers
) -> None:
    gate = workers.hold("a")
    ask(runner, workers, "a")
    runner.cancel()
    gate.set()
    wait_until_answered(runner, workers)  # a busy machine may take longer than the patience
    qtbot.wait(WELL_AFTER)
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")
    assert workers.asked[-1] == ("b", 1)


# Cancelling


def test_abandoning_a_thread_waits_until_its_reply_is_delivered(workers: EchoWorkers) -> None:
    """Otherwise a reply reaches a Qt object that the program destroys next."""
    delivering, gate, abandoned = Event(), Event(), Event()

    def deliver(reply: Reply) -> None:
        if reply.is_last:
            delivering.set()
            gate.wait(LONGEST_WAIT)

    thread = WorkerThread("echo", workers.worker(), deliver)
    thread.start()
    thread.send(1, "a")
    assert delivering.wait(LONGEST_WAIT)

    def abandon() -> None:
        thread.abandon()
        abandoned.set()

    abandoning = threading.Thread(target=abandon)
    abandoning.start()
    assert not abandoned.wait(PATIENCE / 1000)
    gate.set()
    assert abandoned.wait(LONGEST_WAIT)
    abandoning.join()
    assert_threads_end()


def test_a_cancelled_request_in_the_queue_is_never_started(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    gate = workers.hold("a")
    ask(runner, workers, "a")
    runner.ask("b")
    runner.cancel()
    gate.set()
    qtbot.wait(WELL_AFTER)
    assert workers.asked == [("a", 1)]
    assert recorder.replies == []


def test_the_worker_of_a_cancelled_request_that_hangs_is_closed(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers
) -> None:
    workers.hold("a")
    ask(runner, workers, "a")
    runner.cancel()
    qtbot.waitUntil(lambda: workers.closed == [1])


def test_a_reply_already_sent_is_dropped_when_its_request_is_cancelled(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    ask(runner, workers, "a")
    wait_until_answered(runner, workers)
    runner.cancel()
    qtbot.wait(WELL_AFTER)
    assert (recorder.reports, recorder.replies) == ([], [])


# Abandoning


def test_a_request_behind_a_hanging_one_gets_a_new_thread_and_worker(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    workers.hold("a")
    ask(runner, workers, "a")
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")
    assert workers.asked == [("a", 1), ("b", 2)]
    assert workers.closed == [1]
    assert recorder.replies == ["b"]


def test_a_late_reply_from_an_abandoned_thread_is_ignored(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    """Otherwise a request hanging on the next thread would count as answered and block others."""
    ask(runner, workers, "a")
    wait_until_answered(runner, workers)
    runner.abandon()
    workers.hold("b")
    ask(runner, workers, "b")
    QCoreApplication.processEvents()
    with qtbot.waitSignal(runner.replied):
        runner.ask("c")
    assert recorder.replies == ["c"]


def test_a_slow_request_after_an_abandoned_one_may_take_its_time(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    workers.hold("a")
    ask(runner, workers, "a")
    runner.abandon()
    gate = workers.hold("b")
    ask(runner, workers, "b")
    qtbot.wait(WELL_AFTER)
    with qtbot.waitSignal(runner.replied):
        gate.set()
    assert recorder.replies == ["b"]
    assert workers.closed == [1]


def test_a_runner_without_a_time_limit_waits_for_its_thread(
    qtbot: QtBot, qapp: QCoreApplication, workers: EchoWorkers
) -> None:
    runner = ThreadRunner("echo", workers.worker, QObject(qapp))
    gate = workers.hold("a")
    ask(runner, workers, "a")
    runner.ask("b")
    qtbot.wait(WELL_AFTER)
    with qtbot.waitSignal(runner.replied):
        gate.set()
    assert workers.asked == [("a", 1), ("b", 1)]
    runner.close()
    assert_threads_end()


# The limit on abandoned threads


def test_a_request_beyond_the_thread_limit_waits_and_is_signalled_once(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    gates = hang(qtbot, runner, workers, MAX_ABANDONED + 1)
    runner.ask("b")
    qtbot.waitUntil(lambda: bool(recorder.held_up))
    qtbot.wait(WELL_AFTER)
    assert recorder.held_up == [MAX_ABANDONED + 1]
    assert workers.created == MAX_ABANDONED + 1
    with qtbot.waitSignal(runner.replied):
        gates[0].set()
    with qtbot.waitSignal(runner.replied):
        runner.ask("c")
    assert recorder.held_up == [MAX_ABANDONED + 1, 0]
    assert recorder.replies == ["b", "c"]


def test_each_request_beyond_the_thread_limit_is_signalled(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    hang(qtbot, runner, workers, MAX_ABANDONED + 1)
    for request in "bc":
        runner.ask(request)
        qtbot.waitUntil(lambda: bool(recorder.held_up))
        assert recorder.held_up == [MAX_ABANDONED + 1]
        recorder.held_up.clear()


def test_an_abandoned_thread_that_recovers_serves_no_more_requests(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, recorder: Recorder
) -> None:
    gates = hang(qtbot, runner, workers, MAX_ABANDONED + 1)
    runner.abandon()
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")
        gates[-1].set()
    with qtbot.waitSignal(runner.replied):
        runner.ask("c")
    fresh = MAX_ABANDONED + 2
    assert workers.asked[-2:] == [("b", fresh), ("c", fresh)]
    assert recorder.replies == ["b", "c"]


# Errors and closing


def test_an_exception_reaches_the_hook_and_closes_the_worker(
    qtbot: QtBot, runner: ThreadRunner[str], workers: EchoWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    runner.ask("fail")
    qtbot.waitUntil(lambda: not worker_threads())
    assert [args.exc_type for args in raised] == [ValueError]
    assert workers.closed == [1]
    with qtbot.waitSignal(runner.replied):
        runner.ask("b")


def test_a_thread_that_outlives_its_runner_ends_without_an_error(
    runner: ThreadRunner[str], workers: EchoWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    gate = workers.hold("a")
    ask(runner, workers, "a")
    runner.close()
    shiboken6.delete(runner)
    gate.set()
    assert_threads_end()
    assert raised == []


def test_closing_does_not_wait_for_threads_and_stops_the_timer(
    runner: ThreadRunner[str], workers: EchoWorkers
) -> None:
    workers.hold("a")
    ask(runner, workers, "a")
    runner.close()
    (thread,) = worker_threads()
    assert thread.daemon  # the interpreter must not wait for it either
    assert workers.closed == [1]
    assert not runner._retry_timer.isActive()


def test_a_request_after_closing_starts_no_thread(
    workers: EchoWorkers, runner: ThreadRunner[str]
) -> None:
    runner.close()
    runner.ask("late")
    assert (worker_threads(), workers.created) == ([], 0)
