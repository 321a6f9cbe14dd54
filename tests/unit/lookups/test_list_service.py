"""The window gets each row of its list once, in small portions, and none of an older list."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Slot

from profile_browser.domain.people_list import Entry, RowState
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.lookups import list_service, list_thread_pool
from profile_browser.lookups.abandoned import MAX_ABANDONED
from profile_browser.lookups.list_service import PORTION, ListService
from tests.gui.threads import LONGEST_WAIT, assert_threads_end, worker_threads
from tests.unit.lookups.lists import FULL_DISK, MANY, ListStores, numbered, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import NoReturn

    from pytestqt.qtbot import QtBot

    from profile_browser.domain.people_list import ListRow
    from profile_browser.domain.problem import Problem
    from profile_browser.lookups.list_lookup import Pause


class Recorder(QObject):
    """Records the signals."""

    def __init__(self, service: ListService) -> None:
        super().__init__()
        self.rows: dict[int, ListRow] = {}
        self.portions: list[int] = []
        self.pauses: list[Pause | None] = []
        self.ends: list[bool] = []
        service.rows_arrived.connect(self.record_rows)
        service.paused.connect(self.record_pause)
        service.finished.connect(self.record_end)

    @Slot(int, object)
    def record_rows(self, first: int, rows: Sequence[ListRow]) -> None:
        places = range(first, first + len(rows))
        assert not self.rows.keys() & set(places), "a row came twice"
        self.rows.update(zip(places, rows, strict=True))
        self.portions.append(len(rows))

    @Slot(object)
    def record_pause(self, pause: Pause | None) -> None:
        self.pauses.append(pause)

    @Slot(bool)
    def record_end(self, stopped: bool) -> None:
        self.ends.append(stopped)


@pytest.fixture
def stores() -> ListStores:
    return ListStores()


@pytest.fixture
def service(qapp: QCoreApplication, stores: ListStores) -> Iterator[ListService]:
    parent = QObject(qapp)
    service = ListService(stores.open, MANY, parent)
    yield service
    service.close()
    assert_threads_end()
    shiboken6.delete(parent)


@pytest.fixture
def recorder(service: ListService) -> Recorder:
    return Recorder(service)


def test_every_row_arrives_once_in_small_portions(
    qtbot: QtBot, service: ListService, recorder: Recorder
) -> None:
    asked = numbered(3000)
    with qtbot.waitSignal(service.finished):
        service.start(asked)
        assert service.is_running
    assert [recorder.rows[place].entry for place in range(3000)] == asked
    assert max(recorder.portions) <= PORTION
    assert recorder.ends == [False]
    assert not service.is_running


def test_rows_in_different_places_are_not_mixed_up(
    qtbot: QtBot, service: ListService, recorder: Recorder
) -> None:
    refused = Entry("", refusal=Refusal(RefusalKind.EMPTY_USERNAME))
    asked = [refused, *numbered(2), refused, refused, Entry("zoe")]
    with qtbot.waitSignal(service.finished):
        service.start(asked)
    assert [recorder.rows[place].entry for place in range(6)] == asked


def _hang(qtbot: QtBot, service: ListService, stores: ListStores, *, count: int = 100) -> None:
    """Look up a list until one of its names hangs."""
    stores.hanging.add("user50")
    service.start(numbered(count))
    qtbot.waitUntil(lambda: stores.opened[-1].hangs.is_set() if stores.opened else False)


def test_stopping_ends_a_list_at_once_and_keeps_what_was_delivered(
    qtbot: QtBot, service: ListService, stores: ListStores, recorder: Recorder
) -> None:
    _hang(qtbot, service, stores)
    qtbot.waitUntil(lambda: bool(recorder.rows))
    service.stop()
    before = len(recorder.rows)
    assert recorder.ends == [True]
    assert not service.is_running
    assert_threads_end_but_one()
    qtbot.wait(50)
    assert len(recorder.rows) == before
    assert recorder.ends == [True]
    assert stores.is_closed


def assert_threads_end_but_one() -> None:
    """The thread that coordinates waits for the next list."""
    for thread in worker_threads()[1:]:
        thread.join(LONGEST_WAIT)
    assert len(worker_threads()) <= 1


def test_stopping_without_a_list_says_nothing(service: ListService, recorder: Recorder) -> None:
    service.stop()
    service.go_on()
    assert recorder.ends == []


@pytest.mark.parametrize("how", ["start", "use_connection", "close", "stop"])
def test_rows_of_an_older_list_never_arrive(
    qtbot: QtBot, service: ListService, stores: ListStores, recorder: Recorder, how: str
) -> None:
    service.start(numbered(30_000))  # so many that it does not end meanwhile
    qtbot.waitUntil(lambda: len(stores.answered) > 2000)
    before = len(recorder.rows)
    if how == "start":
        recorder.rows.clear()
        recorder.portions.clear()
        with qtbot.waitSignal(service.finished):
            service.start([Entry("zoe")])
        assert texts(recorder.rows.values()) == ["zoe"]
        assert recorder.ends == [False]
        return
    if how == "use_connection":
        service.use_connection(MANY)
    else:
        getattr(service, how)()
    qtbot.wait(50)
    assert len(recorder.rows) == before
    assert recorder.ends == ([True] if how == "stop" else [])


@pytest.fixture
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the delivery of rows fall far behind."""
    monkeypatch.setattr(list_service, "PORTION", 1)
    monkeypatch.setattr(list_service, "LONGEST_TURN", 0.0001)


@pytest.mark.usefixtures("small_portions")
def test_rows_that_wait_for_delivery_are_dropped_with_their_list(
    qtbot: QtBot, service: ListService, recorder: Recorder
) -> None:
    service.start(numbered(2000))
    qtbot.waitUntil(lambda: len(recorder.rows) > 100)
    recorder.rows.clear()
    with qtbot.waitSignal(service.finished):
        service.start([Entry("zoe")])
    assert texts(recorder.rows.values()) == ["zoe"]


@pytest.mark.usefixtures("small_portions")
def test_the_end_of_a_dropped_list_does_not_end_the_next_one(
    qtbot: QtBot, service: ListService, stores: ListStores, recorder: Recorder
) -> None:
    with qtbot.waitSignal(service._runner.replied):
        service.start(numbered(2000))
    recorder.rows.clear()
    stores.hanging = {"user15"}
    service.start(numbered(16))
    qtbot.waitUntil(lambda: len(recorder.rows) == 8)
    qtbot.wait(5)
    assert (recorder.ends, service.is_running) == ([], True)


def test_rows_are_delivered_while_other_events_have_their_turn(
    qtbot: QtBot, service: ListService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profile_browser.lookups.list_service.LONGEST_TURN", 0.0001)
    portions_in_turns: list[int] = []
    deliver = service._deliver

    @Slot()
    def count_turn() -> None:
        portions_in_turns.append(0)
        deliver()

    @Slot(int, object)
    def take_long(_first: int, _rows: Sequence[ListRow]) -> None:
        portions_in_turns[-1] += 1
        Event().wait(0.0002)

    service._timer.timeout.disconnect()
    service._timer.timeout.connect(count_turn)
    service.rows_arrived.connect(take_long)
    with qtbot.waitSignal(service.finished):
        service.start(numbered(1000))
    assert max(portions_in_turns) == 1


def test_a_pause_is_told_between_the_rows_and_ends_by_going_on(
    qtbot: QtBot, service: ListService, stores: ListStores, recorder: Recorder
) -> None:
    broken = [True]

    def fails(names: Sequence[str]) -> Problem | None:
        return FULL_DISK if broken[0] and "user50" in names else None

    stores.problem_of_part = fails
    service.start(numbered(100))
    qtbot.waitUntil(lambda: bool(recorder.pauses))
    assert "user50" not in texts(recorder.rows.values())
    assert service.is_running
    broken.clear()
    broken.append(False)
    with qtbot.waitSignal(service.finished):
        service.go_on()
    assert [recorder.rows[place].state for place in range(100)] == [RowState.FOUND] * 100
    assert [pause and pause.problem for pause in recorder.pauses] == [FULL_DISK, None]


def _has_reached(counted: Sequence[object], count: int) -> bool:
    return len(counted) == count


def test_threads_that_hang_are_not_followed_by_ever_more(
    qtbot: QtBot, service: ListService, stores: ListStores
) -> None:
    gate = Event()
    hanging: list[Sequence[str]] = []

    def connects_in_vain(names: Sequence[str]) -> None:
        hanging.append(names)
        gate.wait(LONGEST_WAIT)

    stores.problem_of_part = connects_in_vain
    for number in range(1, 3 * MAX_ABANDONED + 1):
        service.start(numbered(10))
        if number <= MAX_ABANDONED:  # a thread that is stopped before it hangs just ends
            qtbot.waitUntil(partial(_has_reached, hanging, number))
        else:
            qtbot.wait(5)
        service.stop()
    assert len(stores.opened) == MAX_ABANDONED
    gate.set()
    with qtbot.waitSignal(service.finished):
        service.start(numbered(10))


def test_a_list_that_cannot_be_asked_ends_and_the_next_one_can(
    qtbot: QtBot, service: ListService, stores: ListStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(list_thread_pool, "WorkerThread", fail)
        with qtbot.waitSignal(service.finished) as ended:
            service.start(numbered(10))
    assert ended.args == [True]
    with qtbot.waitSignal(service.finished) as ended:
        service.start(numbered(10))
    assert ended.args == [False]
    assert len(stores.answered) == 10
