"""Screen readers announce the messages of the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from profile_browser.messages.problems import summary
from tests.gui.fakes import problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver


def test_the_outcome_of_a_lookup_is_announced(driver: Driver, announced: list[str]) -> None:
    driver.look_up("nobody")
    assert announced == [driver.status]
    assert "nobody" in driver.status


def test_cancelling_is_announced(driver: Driver, announced: list[str]) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.press(Qt.Key.Key_Escape)
    assert announced == ["Cancelled the lookup of “johndoe”"]


def test_a_copy_is_announced_once(driver: Driver, announced: list[str]) -> None:
    driver.look_up("johndoe")
    announced.clear()
    driver.click("emailValueCopy")
    assert announced == ["Copied: E-mail"]


def test_a_problem_is_announced_in_full(driver: Driver, announced: list[str]) -> None:
    broken = driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    assert announced == [summary(broken)]
