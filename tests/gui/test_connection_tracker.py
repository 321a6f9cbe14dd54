"""The connection state in the status bar, after successes and failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from profile_browser.domain.problem import ProblemKind
from profile_browser.lookups.suggestion_service import DEBOUNCE
from tests.gui.fakes import problem

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

CTRL = Qt.KeyboardModifier.ControlModifier


def state(driver: Driver) -> str:
    return driver.text("connectionState")


def search_and_fail(driver: Driver, kind: ProblemKind) -> None:
    """Start a search, not a lookup, that ends in a problem."""
    driver.stores.searches["jo"] = problem(kind)
    driver.type("jo")
    driver.look_up_by_key(Qt.Key.Key_Return, CTRL)
    assert driver.page == "problemPage"


def test_a_read_that_times_out_makes_the_connection_unreachable(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.stores.outcomes["alice"] = problem(ProblemKind.TIMED_OUT)
    driver.look_up("alice")
    assert state(driver).startswith("Unreachable since ")
    driver.look_up("johndoe")
    assert state(driver) == "Connected"


def test_a_search_that_times_out_leaves_the_connection_connected(driver: Driver) -> None:
    driver.look_up("johndoe")
    search_and_fail(driver, ProblemKind.TIMED_OUT)
    assert state(driver) == "Connected"


def test_a_first_search_that_times_out_ends_the_connecting_state(driver: Driver) -> None:
    search_and_fail(driver, ProblemKind.TIMED_OUT)
    assert state(driver) == "Idle"


def test_a_search_that_does_not_reach_the_cluster_makes_it_unreachable(driver: Driver) -> None:
    search_and_fail(driver, ProblemKind.UNREACHABLE)
    assert state(driver).startswith("Unreachable since ")


def test_a_search_with_a_refused_sign_in_shows_the_connection_as_not_connected(
    driver: Driver, windows: Windows
) -> None:
    windows.passwords.has_variable = True  # otherwise a dialog asks for another one
    driver.look_up("johndoe")
    search_and_fail(driver, ProblemKind.WRONG_SIGN_IN)
    assert state(driver) == "Not connected"


def test_a_search_that_meets_an_impostor_shows_the_connection_as_not_connected(
    driver: Driver,
) -> None:
    driver.look_up("johndoe")
    search_and_fail(driver, ProblemKind.UNTRUSTED)
    assert state(driver) == "Not connected"


def test_cancelling_ends_the_connecting_state(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.press(Qt.Key.Key_Escape)
    assert state(driver) == "Idle"


def test_cancelling_leaves_the_connection_connected(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.stores.hold("alice")
    driver.ask("alice")
    assert state(driver) == "Connected"
    driver.press(Qt.Key.Key_Escape)
    assert state(driver) == "Connected"


@pytest.mark.parametrize("kind", [ProblemKind.UNREACHABLE, ProblemKind.TIMED_OUT])
def test_an_unresponsive_cluster_is_not_asked_for_suggestions(
    driver: Driver, kind: ProblemKind
) -> None:
    driver.stores.outcomes["alice"] = problem(kind)
    driver.look_up("alice")
    driver.type("al")
    driver.qtbot.wait(3 * DEBOUNCE)
    assert driver.stores.suggested == []
