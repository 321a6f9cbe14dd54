"""Each lookup in the window is logged in one line without the username."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer

from tests.gui.fakes import problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver


@pytest.mark.parametrize("name", ["johndoe", "jon", "broken"])
def test_each_lookup_is_logged_in_one_line_without_the_username(
    name: str, driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    driver.stores.outcomes["broken"] = problem()
    caplog.set_level(logging.INFO, "profile_browser.desktop.lookup_tracer")
    driver.look_up(name)
    driver.qtbot.waitUntil(lambda: bool(caplog.records))
    (record,) = caplog.records
    message = record.getMessage()
    assert " ms on Staging" in message
    assert name not in message.partition("\n")[0]
    assert (record.levelname == "WARNING") is (name == "broken")


@pytest.mark.parametrize("name", ["johndoe", "alice", "bare"])
def test_each_read_of_details_is_logged_without_the_username(
    name: str, driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    driver.stores.details["bare"] = problem()
    driver.look_up(name)
    caplog.set_level(logging.INFO, "profile_browser.desktop.lookup_tracer")
    driver.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    driver.qtbot.waitUntil(lambda: "etails" in caplog.text)
    message = caplog.records[-1].getMessage()
    assert "Staging" in message
    assert name not in message
    assert (caplog.records[-1].levelname == "WARNING") is (name == "bare")


def test_a_lookup_just_before_closing_is_logged(
    driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "profile_browser.desktop.lookup_tracer")
    driver.look_up("johndoe")
    driver.browser.close()
    assert len(caplog.records) == 1


def test_closing_the_program_stops_the_timers_of_its_lookups(driver: Driver) -> None:
    gate = driver.stores.hold("alice")
    driver.look_up("johndoe")
    driver.ask("alice")
    driver.browser.lookups.service.cancel()  # briefly waits for the worker
    gate.set()
    timers = driver.browser.findChildren(QTimer)
    assert any(timer.isActive() for timer in timers)
    driver.browser.close()
    assert not any(timer.isActive() for timer in timers)
