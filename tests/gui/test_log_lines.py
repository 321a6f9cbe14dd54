"""Each look-up of the window leaves one line in the log, and nobody's name."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from tests.gui.fakes import problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver


@pytest.mark.parametrize("name", ["johndoe", "jon", "broken"])
def test_each_look_up_leaves_one_line(
    name: str, driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    driver.stores.outcomes["broken"] = problem()
    caplog.set_level(logging.INFO, "profile_browser.desktop.lookup_tracer")
    driver.look_up(name)
    driver.qtbot.waitUntil(lambda: bool(caplog.records))
    (record,) = caplog.records
    told = record.getMessage()
    assert " ms on Staging" in told
    assert name not in told.partition("\n")[0]
    assert (record.levelname == "WARNING") is (name == "broken")


def test_a_look_up_just_before_the_end_leaves_its_line_too(
    driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "profile_browser.desktop.lookup_tracer")
    driver.look_up("johndoe")
    driver.browser.close()
    assert len(caplog.records) == 1


def test_once_the_program_is_closed_no_timer_of_its_look_ups_runs_on(driver: Driver) -> None:
    gate = driver.stores.hold("alice")
    driver.look_up("johndoe")
    driver.ask("alice")
    driver.browser.service.cancel()  # waits for the worker, for a moment
    gate.set()
    timers = driver.browser.findChildren(QTimer)
    assert any(timer.isActive() for timer in timers)
    driver.browser.close()
    assert not any(timer.isActive() for timer in timers)
