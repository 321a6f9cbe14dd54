"""Looks at the network while a lookup waits: one at a time, and none while nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from profile_browser.desktop.services import SignedInStores
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.lookups import network_watch
from profile_browser.lookups.network_watch import NetworkWatch
from profile_browser.stores.registry import STORES
from tests.gui.fakes import FakeCheck, FakeFiles, FakePasswords, problem
from tests.gui.test_check_service import FakeCheck as HeldCheck
from tests.gui.threads import assert_threads_end
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

SEVERAL = 3
UNREACHABLE = [StageResult(Stage.PORT, StageState.FAILED, problem())]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_watch, "FIRST_AFTER", 1)
    monkeypatch.setattr(network_watch, "INTERVAL", 1)


@pytest.fixture
def look() -> FakeCheck:
    return FakeCheck()


@pytest.fixture
def watched(windows: Windows, look: FakeCheck) -> Driver:
    windows.look = look
    driver = windows.open()
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.qtbot.waitUntil(lambda: len(look.checked) >= SEVERAL)
    return driver


@pytest.fixture
def watch(qapp: object) -> Iterator[NetworkWatch]:  # noqa: ARG001 - threads need an application
    watch = NetworkWatch()
    yield watch
    watch.close()
    assert_threads_end()


def assert_no_more_looks(driver: Driver, look: FakeCheck) -> None:
    driver.qtbot.wait(20)  # a look that was under way ends
    count = len(look.checked)
    driver.qtbot.wait(50)
    assert len(look.checked) == count


def test_an_unreachable_server_ends_the_wait_and_changes_the_state(
    watched: Driver, look: FakeCheck
) -> None:
    look.results = UNREACHABLE
    watched.qtbot.waitUntil(lambda: watched.page == "problemPage")
    assert watched.text("connectionState").startswith("Unreachable since ")
    assert_no_more_looks(watched, look)


def test_nobody_looks_after_the_answer(watched: Driver, look: FakeCheck) -> None:
    watched.stores.release_all()
    watched.qtbot.waitUntil(lambda: watched.page == "profilePage")
    assert_no_more_looks(watched, look)


def test_nobody_looks_after_a_cancelled_lookup(watched: Driver, look: FakeCheck) -> None:
    watched.press(Qt.Key.Key_Escape)
    assert_no_more_looks(watched, look)


def test_nobody_looks_after_a_switch(watched: Driver, look: FakeCheck) -> None:
    watched.browser.switch(watched.browser.connection)
    assert_no_more_looks(watched, look)


def test_a_quick_answer_is_not_accompanied_by_a_look(
    windows: Windows, look: FakeCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    windows.look = look
    windows.open().look_up("johndoe")
    assert look.checked == []


def test_only_one_look_runs_at_a_time(qtbot: QtBot, watch: NetworkWatch) -> None:
    hanging, next_look = HeldCheck(), HeldCheck()
    next_look.gate.set()
    watch.start(hanging)
    qtbot.waitUntil(hanging.waiting.is_set)
    watch.start(next_look)
    qtbot.wait(30)
    assert next_look.yielded == []
    hanging.gate.set()
    qtbot.waitUntil(lambda: bool(next_look.yielded))


def start_hanging(qtbot: QtBot, watch: NetworkWatch) -> tuple[HeldCheck, list[StageResult]]:
    """Start a check that waits at its gate; return it and the results that the watch reports."""
    hanging = HeldCheck([StageResult(Stage.NAME, StageState.PASSED), *UNREACHABLE])
    seen: list[StageResult] = []
    watch.stage_ended.connect(seen.append)
    watch.start(hanging)
    qtbot.waitUntil(hanging.waiting.is_set)
    return hanging, seen


def test_a_failure_found_after_the_watch_stopped_is_ignored(
    qtbot: QtBot, watch: NetworkWatch
) -> None:
    hanging, seen = start_hanging(qtbot, watch)
    watch.stop()
    hanging.gate.set()
    assert hanging.closed.wait(10)
    QCoreApplication.processEvents()
    assert UNREACHABLE[0] not in seen


def test_a_failure_found_for_the_lookup_before_is_ignored(
    qtbot: QtBot, watch: NetworkWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, seen = start_hanging(qtbot, watch)
    monkeypatch.setattr(network_watch, "FIRST_AFTER", 60_000)
    watch.start(HeldCheck())
    hanging.gate.set()
    assert hanging.closed.wait(10)
    QCoreApplication.processEvents()
    assert UNREACHABLE[0] not in seen


def test_a_look_asks_for_name_and_port_alone() -> None:
    with Node(PEOPLE) as node:
        stores = SignedInStores(STORES, FakePasswords(), FakeFiles())
        stages = [result.stage for result in stores.look_at_network(connection_to(node))]
        assert stages == [Stage.NAME, Stage.PORT]
        assert node.received_bytes == b""
