"""Each lookup in the window is logged in one line without the username."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

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
    driver.browser.service.cancel()  # briefly waits for the worker
    gate.set()
    timers = driver.browser.findChildren(QTimer)
    assert any(timer.isActive() for timer in timers)
    driver.browser.close()
    assert not any(timer.isActive() for timer in timers)
