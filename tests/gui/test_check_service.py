"""The check service: stages arrive on the main thread as they end, and never from an old check."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from threading import Event, current_thread, main_thread
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Slot

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.lookups.check_service import CheckService
from profile_browser.stores.couchbase.check import check_connection
from tests.gui.fakes import problem
from tests.gui.threads import assert_threads_end, worker_threads
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LONGEST_WAIT = 10.0  # seconds that a gate blocks a thread if a test does not open it
PATIENT = 10_000  # milliseconds

PASSED = [StageResult(stage, StageState.PASSED) for stage in Stage]
FAILED = [PASSED[0], StageResult(Stage.PORT, StageState.FAILED, problem())]


@dataclass
class FakeCheck:
    """Yields these results, and waits for its gate before the second one."""

    results: list[StageResult] = field(default_factory=lambda: PASSED)
    gate: Event = field(default_factory=Event)
    waiting: Event = field(default_factory=Event)
    closed: Event = field(default_factory=Event)
    yielded: list[Stage] = field(default_factory=list)
    on_main_thread: bool | None = None

    def __call__(self) -> Iterator[StageResult]:
        self.on_main_thread = current_thread() is main_thread()
        try:
            for position, result in enumerate(self.results):
                if position == 1:
                    self.waiting.set()
                    self.gate.wait(LONGEST_WAIT)
                self.yielded.append(result.stage)
                yield result
        finally:
            self.closed.set()


def immediate_check(results: list[StageResult]) -> FakeCheck:
    """Return a check whose gate is already open."""
    check = FakeCheck(results)
    check.gate.set()
    return check


class Recorder(QObject):
    """Records a service's signals, and the threads that they arrive on."""

    def __init__(self, service: CheckService) -> None:
        super().__init__()
        self.stages: list[StageResult] = []
        self.ends: list[bool] = []
        self.threads: set[str] = set()
        service.stage_ended.connect(self.record_stage)
        service.finished.connect(self.record_end)

    @Slot(object)
    def record_stage(self, result: StageResult) -> None:
        self.stages.append(result)
        self.threads.add(current_thread().name)

    @Slot(bool)
    def record_end(self, passed: bool) -> None:
        self.ends.append(passed)
        self.threads.add(current_thread().name)


@pytest.fixture
def service(qapp: object) -> Iterator[CheckService]:  # noqa: ARG001 - threads need an application
    service = CheckService()
    yield service
    service.close()
    assert_threads_end()


@pytest.fixture
def recorder(service: CheckService) -> Recorder:
    return Recorder(service)


@pytest.fixture
def held() -> Iterator[FakeCheck]:
    check = FakeCheck()
    yield check
    check.gate.set()


def settle(qtbot: QtBot) -> None:
    """Wait until no worker thread is left and all their signals have arrived."""
    qtbot.waitUntil(lambda: not worker_threads())
    QCoreApplication.processEvents()


# One check


def test_stages_arrive_on_the_main_thread_while_the_check_runs_on_another(
    qtbot: QtBot, service: CheckService, recorder: Recorder
) -> None:
    check = immediate_check(PASSED)
    with qtbot.waitSignal(service.finished):
        service.start(check)
    assert recorder.stages == PASSED
    assert recorder.ends == [True]
    assert recorder.threads == {main_thread().name}
    assert check.on_main_thread is False


def test_a_stage_is_reported_before_the_next_one_ends(
    qtbot: QtBot, service: CheckService, recorder: Recorder, held: FakeCheck
) -> None:
    with qtbot.waitSignal(service.stage_ended):
        service.start(held)
    assert recorder.stages == PASSED[:1]
    assert recorder.ends == []
    with qtbot.waitSignal(service.finished):
        held.gate.set()
    assert recorder.stages == PASSED


def test_a_check_with_a_failed_stage_fails(
    qtbot: QtBot, service: CheckService, recorder: Recorder
) -> None:
    with qtbot.waitSignal(service.finished):
        service.start(immediate_check(FAILED))
    assert recorder.stages == FAILED
    assert recorder.ends == [False]


def test_starting_does_not_wait_for_the_check(service: CheckService, held: FakeCheck) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    assert not held.closed.is_set()


def test_a_check_that_raises_an_error_fails(
    qtbot: QtBot, service: CheckService, recorder: Recorder
) -> None:
    def broken() -> Iterator[StageResult]:
        yield PASSED[0]
        raise LookupError

    with qtbot.waitSignal(service.finished):
        service.start(broken)
    assert recorder.stages == PASSED[:1]
    assert recorder.ends == [False]


def test_successive_checks_leave_no_thread_behind(
    qtbot: QtBot, service: CheckService, recorder: Recorder
) -> None:
    for _ in range(5):
        with qtbot.waitSignal(service.finished):
            service.start(immediate_check(PASSED))
    settle(qtbot)
    assert recorder.stages == PASSED * 5
    assert recorder.ends == [True] * 5


# A stopped or replaced check


def test_a_stopped_check_reports_nothing_more(
    qtbot: QtBot, service: CheckService, recorder: Recorder, held: FakeCheck
) -> None:
    with qtbot.waitSignal(service.stage_ended):
        service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    service.stop()
    held.gate.set()
    settle(qtbot)
    assert recorder.stages == PASSED[:1]
    assert recorder.ends == []


def test_a_stage_already_sent_by_a_stopped_check_is_dropped(
    qtbot: QtBot, service: CheckService, recorder: Recorder, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)  # the first stage has been sent to this thread
    service.stop()
    held.gate.set()
    settle(qtbot)
    assert recorder.stages == []


def test_a_stopped_check_ends_after_its_current_stage(
    qtbot: QtBot, service: CheckService, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    service.stop()
    held.gate.set()
    settle(qtbot)
    assert held.yielded == list(Stage)[:2]
    assert held.closed.is_set()


def test_only_the_newer_of_two_checks_reports_its_stages(
    qtbot: QtBot, service: CheckService, recorder: Recorder, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    with qtbot.waitSignal(service.finished):
        service.start(immediate_check(FAILED))
    held.gate.set()
    settle(qtbot)
    assert recorder.stages == FAILED
    assert recorder.ends == [False]


def test_a_newer_check_does_not_wait_for_an_older_one(
    qtbot: QtBot, service: CheckService, recorder: Recorder, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    with qtbot.waitSignal(service.finished):
        service.start(immediate_check(PASSED))
    assert not held.closed.is_set()
    assert recorder.ends == [True]


def test_stopping_without_a_check_does_nothing(service: CheckService, recorder: Recorder) -> None:
    service.stop()
    assert recorder.ends == []


# Closing


def test_closing_does_not_wait_for_a_check_that_hangs(
    service: CheckService, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    service.close()
    assert worker_threads()
    held.gate.set()
    assert_threads_end()


def test_closing_right_after_starting_is_clean(
    qtbot: QtBot, service: CheckService, recorder: Recorder
) -> None:
    service.start(immediate_check(PASSED))
    service.close()
    settle(qtbot)
    assert recorder.ends == []


# The real check


def test_a_real_connection_is_checked_without_blocking_the_window(
    qtbot: QtBot, service: CheckService, recorder: Recorder
) -> None:
    with Node(PEOPLE) as node:
        connection = connection_to(node)
        with qtbot.waitSignal(service.finished, timeout=PATIENT):
            service.start(partial(check_connection, connection))
        assert [result.stage for result in recorder.stages] == list(Stage)
        assert recorder.ends == [True]
        node.stop()
        with qtbot.waitSignal(service.finished, timeout=PATIENT):
            service.start(partial(check_connection, connection))
        assert recorder.stages[-1].stage is Stage.PORT
        assert recorder.ends == [True, False]


def test_a_stopped_check_of_a_real_node_disconnects(qtbot: QtBot, service: CheckService) -> None:
    with Node(PEOPLE) as node:
        connection = connection_to(node)
        node.query.faults.gate = Event()
        service.start(partial(check_connection, connection))
        assert node.query.wait_for_query()
        service.stop()
        node.query.faults.gate = None
        settle(qtbot)
        assert node.wait_until_disconnected()
