"""Recent lookups belong to their connection, say what became of them, and can be cleared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPushButton

from profile_browser.domain.problem import ProblemKind
from profile_browser.domain.user import User
from profile_browser.ui.theme import DARK, LIGHT
from tests.gui.fakes import ALICE, JOHN, STAGING, found, matches, problem

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
OTHER = replace(STAGING, title="Other", location={"bucket": "other"})


def recent_list(driver: Driver) -> QListWidget:
    return driver.part(QListWidget, "recentList")


def entries(driver: Driver) -> list[str]:
    """Return what the list of recent lookups shows; nothing while it is not visible."""
    recent = recent_list(driver)
    rows = range(recent.count() if recent.isVisible() else 0)
    return [recent.item(row).text() for row in rows]


def look_up_and_leave(driver: Driver, text: str) -> None:
    driver.look_up(text)
    while driver.page != "welcomePage":
        driver.press(Qt.Key.Key_Escape)


def test_each_recent_lookup_says_what_became_of_it(driver: Driver) -> None:
    driver.stores.searches["al"] = matches(JOHN, ALICE)
    driver.stores.outcomes["broken"] = problem(ProblemKind.DAMAGED_DOCUMENT)
    driver.stores.outcomes["away"] = problem(ProblemKind.UNREACHABLE)
    for text in ("johndoe", "bare", "nobody", "al", "broken", "away"):
        look_up_and_leave(driver, text)
    assert entries(driver) == [
        "away  ·  no answer",
        "broken  ·  damaged record",
        "al  ·  several people",
        "nobody  ·  not found",
        "bare  ·  found",
        "johndoe  ·  found: John Doe",
    ]


def test_each_outcome_has_an_icon_of_its_own(driver: Driver) -> None:
    driver.stores.searches["al"] = matches(JOHN, ALICE)
    driver.stores.outcomes["broken"] = problem(ProblemKind.DAMAGED_DOCUMENT)
    driver.stores.outcomes["away"] = problem(ProblemKind.UNREACHABLE)
    for text in ("johndoe", "nobody", "al", "broken", "away"):
        look_up_and_leave(driver, text)
    recent = recent_list(driver)
    shapes = set()
    for row in range(recent.count()):
        image = recent.item(row).icon().pixmap(16, 16).toImage()
        places = [(x, y) for x in range(image.width()) for y in range(image.height())]
        shapes.add(frozenset(place for place in places if image.pixelColor(*place).alpha() > 99))
    assert len(shapes) == 5


def test_the_icons_follow_the_colour_scheme(driver: Driver, theme: Theme) -> None:
    look_up_and_leave(driver, "johndoe")
    for dark, colors in ((True, DARK), (False, LIGHT)):
        theme.use(dark=dark)
        image = recent_list(driver).item(0).icon().pixmap(16, 16).toImage()
        seen = {image.pixelColor(x, y).name() for x in range(16) for y in range(16)}
        assert colors.good in seen


def test_a_lookup_that_was_cancelled_has_no_answer(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_asked("johndoe")
    driver.press(Qt.Key.Key_Escape)
    assert entries(driver) == ["johndoe  ·  no answer"]


def test_a_person_who_was_found_and_is_gone_is_no_longer_listed_as_found(driver: Driver) -> None:
    driver.look_up("johndoe")
    del driver.stores.outcomes["johndoe"]
    driver.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert entries(driver) == ["johndoe  ·  not found"]


def test_no_name_of_one_connection_appears_on_another(driver: Driver) -> None:
    look_up_and_leave(driver, "johndoe")
    driver.browser.switch(OTHER)
    assert entries(driver) == []
    assert not recent_list(driver).isVisible()
    driver.press(Qt.Key.Key_Left, ALT)
    assert driver.stores.asked == ["johndoe"]
    driver.type("joh")
    assert driver.suggested_entries == []
    driver.stores.outcomes["johndoe"] = found(User(username="johndoe", full_name="Jane Doe"))
    look_up_and_leave(driver, "johndoe")
    assert entries(driver) == ["johndoe  ·  found: Jane Doe"]


def test_back_on_a_connection_its_own_lookups_are_listed(driver: Driver) -> None:
    look_up_and_leave(driver, "johndoe")
    driver.browser.switch(OTHER)
    look_up_and_leave(driver, "alice")
    driver.browser.switch(STAGING)
    assert entries(driver) == ["johndoe  ·  found: John Doe"]
    driver.type("joh")
    assert driver.suggested_entries == ["johndoe  ·  John Doe"]
    driver.look_up_by_key(Qt.Key.Key_Left, ALT)
    assert driver.values[0] == "johndoe"


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_clearing_leaves_no_name_behind(driver: Driver, way: str) -> None:
    look_up_and_leave(driver, "alice")
    look_up_and_leave(driver, "johndoe")
    if way == "mouse":
        driver.click("clearRecentButton")
    else:
        driver.part(QPushButton, "clearRecentButton").setFocus()
        driver.press(Qt.Key.Key_Return)
    assert entries(driver) == []
    assert driver.field.text() == ""
    assert driver.field.hasFocus()
    assert driver.status == "Cleared the recent lookups of Staging"
    driver.press(Qt.Key.Key_Left, ALT)
    driver.press(Qt.Key.Key_R, CTRL)
    assert driver.stores.asked == ["alice", "johndoe"]
    driver.type("joh")
    assert driver.suggested_entries == []


def test_clearing_removes_the_name_of_a_missing_person_from_the_page(driver: Driver) -> None:
    driver.look_up("jon")
    driver.click("clearRecentButton")
    assert driver.text("welcomeHeading") == "Look up an account"
    assert "jon" not in driver.status


def test_clearing_keeps_what_was_typed_since(driver: Driver) -> None:
    look_up_and_leave(driver, "johndoe")
    driver.type("ali")
    driver.click("clearRecentButton")
    assert driver.field.text() == "ali"


def test_clearing_one_connection_keeps_the_lookups_of_another(driver: Driver) -> None:
    look_up_and_leave(driver, "johndoe")
    driver.browser.switch(OTHER)
    look_up_and_leave(driver, "alice")
    driver.click("clearRecentButton")
    driver.browser.switch(STAGING)
    assert entries(driver) == ["johndoe  ·  found: John Doe"]


def test_nothing_can_be_cleared_before_the_first_lookup(driver: Driver) -> None:
    assert not driver.part(QPushButton, "clearRecentButton").isVisible()


def test_the_next_window_knows_nothing_of_the_last(windows: Windows) -> None:
    driver = windows.open()
    look_up_and_leave(driver, "johndoe")
    driver.browser.close()
    again = windows.open()
    assert entries(again) == []
    again.type("joh")
    assert again.suggested_entries == []
