"""Lookups that hang and cannot be ended: up to four threads are abandoned, then the next waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from profile_browser.lookups.abandoned import MAX_ABANDONED
from profile_browser.lookups.check_service import CheckService
from profile_browser.ui.widgets import status_bar
from tests.gui.test_check_service import PASSED, FakeCheck, immediate_check
from tests.gui.threads import assert_threads_end

if TYPE_CHECKING:
    from threading import Event

    import pytest
    from pytestqt.qtbot import QtBot

    from tests.gui.driver import Driver

HELD_UP = "Waiting: 5 earlier lookups are still connecting"


def hang(driver: Driver, count: int) -> list[Event]:
    """Start this many lookups, one after another, all of which hang."""
    gates = []
    for number in range(count):
        name = f"hanging{number}"
        gates.append(driver.stores.hold(name))
        driver.ask(name)
        driver.wait_until_asked(name)
    return gates


def hold_up(driver: Driver, name: str = "alice") -> list[Event]:
    """Start one lookup more than threads may hang, and wait until it is held up."""
    gates = hang(driver, MAX_ABANDONED + 1)
    driver.ask(name)
    driver.qtbot.waitUntil(lambda: driver.status == HELD_UP)
    return gates


def test_a_lookup_still_works_while_four_threads_hang(driver: Driver) -> None:
    hang(driver, MAX_ABANDONED)
    driver.look_up("alice")
    assert driver.values[0] == "alice"
    assert len(driver.stores.opened) == MAX_ABANDONED + 1


def test_the_window_says_what_a_held_up_lookup_waits_for(driver: Driver) -> None:
    hold_up(driver)
    assert driver.page == "waitingPage"
    assert len(driver.stores.opened) == MAX_ABANDONED + 1
    assert "alice" not in driver.stores.asked


def test_a_held_up_lookup_continues_once_an_abandoned_thread_ends(driver: Driver) -> None:
    gates = hold_up(driver)
    gates[0].set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    assert driver.values[0] == "alice"


def test_a_held_up_lookup_continues_once_the_latest_hanging_thread_ends(driver: Driver) -> None:
    gates = hold_up(driver)
    gates[-1].set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    assert driver.values[0] == "alice"
    assert driver.stores.opened[MAX_ABANDONED].asked == [f"hanging{MAX_ABANDONED}"]


def test_the_store_that_holds_up_the_next_lookup_is_closed(driver: Driver) -> None:
    hold_up(driver)
    assert driver.stores.opened[MAX_ABANDONED].closed.is_set()


def test_a_held_up_lookup_is_not_reported_as_slow(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_up(driver)
    driver.wait_until_shown("cancelButton")
    monkeypatch.setattr(status_bar, "SLOW_AFTER", 0.0)
    driver.qtbot.wait(2 * status_bar._TICK)
    assert driver.status == HELD_UP


def test_the_held_up_message_disappears_when_the_lookup_continues(driver: Driver) -> None:
    driver.stores.hold("alice")
    gates = hold_up(driver)
    gates[0].set()
    driver.wait_until_asked("alice")
    driver.qtbot.waitUntil(lambda: not driver.status)


def test_a_held_up_lookup_can_be_cancelled(driver: Driver) -> None:
    gates = hold_up(driver)
    driver.press(Qt.Key.Key_Escape)
    assert driver.page == "welcomePage"
    assert driver.status == "Cancelled the lookup of “alice”"
    gates[0].set()
    driver.look_up("bare")
    assert driver.values[0] == "bare"
    assert "alice" not in driver.stores.asked


def test_a_newer_lookup_replaces_the_held_up_one(driver: Driver) -> None:
    gates = hold_up(driver)
    driver.ask("bare")
    driver.qtbot.waitUntil(lambda: driver.status == HELD_UP)
    gates[1].set()
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    assert driver.values[0] == "bare"
    assert "alice" not in driver.stores.asked


def test_switching_repeatedly_leaves_no_more_than_four_threads_hanging(driver: Driver) -> None:
    for number in range(2 * MAX_ABANDONED):
        name = f"hanging{number}"
        driver.stores.hold(name)
        driver.ask(name)
        if number <= MAX_ABANDONED:
            driver.wait_until_asked(name)
        driver.qtbot.wait(10)
        driver.browser.switch(driver.browser._connection)
    assert len(driver.stores.opened) == MAX_ABANDONED + 1


def test_after_a_switch_with_hanging_threads_the_next_lookup_opens_a_new_store(
    driver: Driver,
) -> None:
    gates = hang(driver, MAX_ABANDONED + 1)
    driver.browser.switch(driver.browser._connection)
    gates[-1].set()
    driver.look_up("alice")
    assert driver.stores.opened[-1].asked == ["alice"]
    assert len(driver.stores.opened) == MAX_ABANDONED + 2


def test_a_held_up_check_starts_once_a_hanging_one_ends(qtbot: QtBot) -> None:
    service = CheckService()
    hanging = [FakeCheck() for _ in range(MAX_ABANDONED + 1)]
    for check in hanging:
        service.start(check)
        qtbot.waitUntil(check.waiting.is_set)
    service.stop()
    last = immediate_check(PASSED)
    service.start(last)
    assert last.on_main_thread is None
    with qtbot.waitSignal(service.finished):
        hanging[0].gate.set()
    for check in hanging:
        check.gate.set()
    service.close()
    assert_threads_end()
