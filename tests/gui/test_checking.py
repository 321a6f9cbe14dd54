"""The check across the thread boundary: stages as they end, and nothing of a check that is past."""

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
from profile_browser.stores.couchbase.statements import probe_statement_of
from tests.gui.fakes import problem
from tests.gui.threads import assert_threads_end, worker_threads
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LONGEST_WAIT = 10.0  # seconds that a gate holds a thread if a test forgets to open it
PATIENT = 10_000  # milliseconds

PASSED = [StageResult(stage, StageState.PASSED) for stage in Stage]
FAILED = [PASSED[0], StageResult(Stage.PORT, StageState.FAILED, problem())]


@dataclass
class FakeCheck:
    """Yields these results; before the second one it waits for its gate."""

    results: list[StageResult] = field(default_factory=lambda: PASSED)
    gate: Event = field(default_factory=Event)
    waiting: Event = field(default_factory=Event)
    closed: Event = field(default_factory=Event)
    told: list[Stage] = field(default_factory=list)
    on_main_thread: bool | None = None

    def __call__(self) -> Iterator[StageResult]:
        self.on_main_thread = current_thread() is main_thread()
        try:
            for position, result in enumerate(self.results):
                if position == 1:
                    self.waiting.set()
                    self.gate.wait(LONGEST_WAIT)
                self.told.append(result.stage)
                yield result
        finally:
            self.closed.set()


def opened(results: list[StageResult]) -> FakeCheck:
    """Give a check that waits for nothing."""
    check = FakeCheck(results)
    check.gate.set()
    return check


class Ear(QObject):
    """Hears what a service tells, and on which thread."""

    def __init__(self, service: CheckService) -> None:
        super().__init__()
        self.stages: list[StageResult] = []
        self.ends: list[bool] = []
        self.threads: set[str] = set()
        service.stage_ended.connect(self.hear_stage)
        service.finished.connect(self.hear_end)

    @Slot(object)
    def hear_stage(self, result: StageResult) -> None:
        self.stages.append(result)
        self.threads.add(current_thread().name)

    @Slot(bool)
    def hear_end(self, passed: bool) -> None:
        self.ends.append(passed)
        self.threads.add(current_thread().name)


@pytest.fixture
def service(qapp: object) -> Iterator[CheckService]:  # noqa: ARG001 - threads need an application
    service = CheckService()
    yield service
    service.close()
    assert_threads_end()


@pytest.fixture
def ear(service: CheckService) -> Ear:
    return Ear(service)


@pytest.fixture
def held() -> Iterator[FakeCheck]:
    check = FakeCheck()
    yield check
    check.gate.set()


def settle(qtbot: QtBot) -> None:
    """Wait until no thread is left, and all that they told has come."""
    qtbot.waitUntil(lambda: not worker_threads())
    QCoreApplication.processEvents()


# One check


def test_each_stage_is_told_as_it_ends_on_the_main_thread(
    qtbot: QtBot, service: CheckService, ear: Ear
) -> None:
    check = opened(PASSED)
    with qtbot.waitSignal(service.finished):
        service.start(check)
    assert ear.stages == PASSED
    assert ear.ends == [True]
    assert ear.threads == {main_thread().name}
    assert check.on_main_thread is False


def test_a_stage_is_told_before_the_next_one_ends(
    qtbot: QtBot, service: CheckService, ear: Ear, held: FakeCheck
) -> None:
    with qtbot.waitSignal(service.stage_ended):
        service.start(held)
    assert ear.stages == PASSED[:1]
    assert ear.ends == []
    with qtbot.waitSignal(service.finished):
        held.gate.set()
    assert ear.stages == PASSED


def test_a_check_with_a_failed_stage_ends_as_failed(
    qtbot: QtBot, service: CheckService, ear: Ear
) -> None:
    with qtbot.waitSignal(service.finished):
        service.start(opened(FAILED))
    assert ear.stages == FAILED
    assert ear.ends == [False]


def test_starting_does_not_wait_for_the_check(service: CheckService, held: FakeCheck) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    assert not held.closed.is_set()


def test_a_check_that_breaks_ends_as_failed(qtbot: QtBot, service: CheckService, ear: Ear) -> None:
    def broken() -> Iterator[StageResult]:
        yield PASSED[0]
        raise LookupError

    with qtbot.waitSignal(service.finished):
        service.start(broken)
    assert ear.stages == PASSED[:1]
    assert ear.ends == [False]


def test_checks_follow_one_another_and_leave_no_thread(
    qtbot: QtBot, service: CheckService, ear: Ear
) -> None:
    for _ in range(5):
        with qtbot.waitSignal(service.finished):
            service.start(opened(PASSED))
    settle(qtbot)
    assert ear.stages == PASSED * 5
    assert ear.ends == [True] * 5


# A check that is past


def test_nothing_is_heard_of_a_check_that_was_stopped(
    qtbot: QtBot, service: CheckService, ear: Ear, held: FakeCheck
) -> None:
    with qtbot.waitSignal(service.stage_ended):
        service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    service.stop()
    held.gate.set()
    settle(qtbot)
    assert ear.stages == PASSED[:1]
    assert ear.ends == []


def test_what_a_stopped_check_has_already_sent_is_not_heard_either(
    qtbot: QtBot, service: CheckService, ear: Ear, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)  # the first stage is on its way to this thread
    service.stop()
    held.gate.set()
    settle(qtbot)
    assert ear.stages == []


def test_a_stopped_check_goes_no_further_than_its_stage(
    qtbot: QtBot, service: CheckService, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    service.stop()
    held.gate.set()
    settle(qtbot)
    assert held.told == list(Stage)[:2]
    assert held.closed.is_set()


def test_a_newer_check_is_not_mixed_with_an_older_one(
    qtbot: QtBot, service: CheckService, ear: Ear, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    with qtbot.waitSignal(service.finished):
        service.start(opened(FAILED))
    held.gate.set()
    settle(qtbot)
    assert ear.stages == FAILED
    assert ear.ends == [False]


def test_a_newer_check_does_not_wait_for_an_older_one(
    qtbot: QtBot, service: CheckService, ear: Ear, held: FakeCheck
) -> None:
    service.start(held)
    assert held.waiting.wait(LONGEST_WAIT)
    with qtbot.waitSignal(service.finished):
        service.start(opened(PASSED))
    assert not held.closed.is_set()
    assert ear.ends == [True]


def test_stopping_without_a_check_is_nothing(service: CheckService, ear: Ear) -> None:
    service.stop()
    assert ear.ends == []


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


def test_closing_in_the_instant_of_starting_is_clean(
    qtbot: QtBot, service: CheckService, ear: Ear
) -> None:
    service.start(opened(PASSED))
    service.close()
    settle(qtbot)
    assert ear.ends == []


# The real check


def test_a_real_connection_is_checked_without_holding_the_window_up(
    qtbot: QtBot, service: CheckService, ear: Ear
) -> None:
    with Node(PEOPLE) as node:
        connection = connection_to(node)
        node.query.answer(probe_statement_of(connection), [])
        with qtbot.waitSignal(service.finished, timeout=PATIENT):
            service.start(partial(check_connection, connection))
        assert [result.stage for result in ear.stages] == list(Stage)
        assert ear.ends == [True]
        node.stop()
        with qtbot.waitSignal(service.finished, timeout=PATIENT):
            service.start(partial(check_connection, connection))
        assert ear.stages[-1].stage is Stage.PORT
        assert ear.ends == [True, False]


def test_a_real_check_that_was_stopped_hangs_up(qtbot: QtBot, service: CheckService) -> None:
    with Node(PEOPLE) as node:
        connection = connection_to(node)
        node.query.answer(probe_statement_of(connection), [])
        node.query.faults.gate = Event()
        service.start(partial(check_connection, connection))
        assert node.query.wait_for_query()
        service.stop()
        node.query.faults.gate = None
        settle(qtbot)
        assert node.wait_until_left()
