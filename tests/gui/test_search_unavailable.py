"""If searching is not available, the window says so instead of claiming that nobody was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from profile_browser.domain.problem import ProblemKind
from tests.gui.fakes import STAGING, problem

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
NOT_AVAILABLE = "No user named “jon” in Staging; search by e-mail or name is not available"


@pytest.fixture
def unsearchable(driver: Driver) -> Driver:
    """Return a window that reports a missing user on a connection that cannot be searched."""
    driver.stores.searches["jon"] = problem(ProblemKind.MISCONFIGURED)
    driver.look_up("jon")
    return driver


def test_a_connection_with_searching_switched_off_is_not_searched(windows: Windows) -> None:
    driver = windows.open(replace(STAGING, search=False))
    driver.look_up("jon")
    assert driver.stores.searched == []
    assert driver.status == "No user named “jon” in Staging"


def test_a_connection_with_searching_switched_off_asks_only_for_usernames(windows: Windows) -> None:
    driver = windows.open(replace(STAGING, search=False))
    assert driver.field.placeholderText() == "Username"
    assert "Search by e-mail and name is turned off" in driver.text("welcomeHint")


def test_a_failed_search_does_not_change_the_connection_state(driver: Driver) -> None:
    driver.stores.searches["jo"] = problem(ProblemKind.MISCONFIGURED)
    driver.type("jo")
    driver.look_up_by_key(Qt.Key.Key_Return, CTRL)
    assert driver.page == "problemPage"
    assert driver.text("connectionState") == "Idle"
    driver.look_up("johndoe")
    driver.type("jo")
    driver.look_up_by_key(Qt.Key.Key_Return, CTRL)
    assert driver.text("connectionState") == "Connected"


def test_the_page_says_that_searching_is_not_available(unsearchable: Driver) -> None:
    assert unsearchable.page == "welcomePage"
    assert unsearchable.text("welcomeHeading") == NOT_AVAILABLE
    assert unsearchable.status == "No user named “jon” in Staging"
    assert unsearchable.text("connectionState") == "Connected"


def test_the_why_button_shows_the_reason_and_escape_goes_back(unsearchable: Driver) -> None:
    unsearchable.click("whyButton")
    assert unsearchable.page == "problemPage"
    assert unsearchable.text("problemSummary") == "Staging cannot be searched: an index is missing"
    assert unsearchable.text("problemDetails").startswith("Problem: misconfigured\n")
    unsearchable.press(Qt.Key.Key_Escape)
    assert (unsearchable.page, unsearchable.status) == (
        "welcomePage",
        "No user named “jon” in Staging",
    )
    assert unsearchable.text("welcomeHeading") == NOT_AVAILABLE
    unsearchable.press(Qt.Key.Key_Escape)
    assert unsearchable.text("welcomeHeading") == "Look up an account"
    assert not unsearchable.part(QPushButton, "whyButton").isVisible()


def test_the_why_button_is_shown_only_if_there_is_a_reason(driver: Driver) -> None:
    driver.look_up("jon")
    assert not driver.part(QPushButton, "whyButton").isVisible()
