"""The bar above a profile from a list: which of how many, previous, next, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from profile_browser.domain.outcome import Missing
from tests.gui.fakes import ALICE, BARE, JOHN, STAGING, found, matches
from tests.gui.lists import (
    USERNAME,
    click_header,
    place_of,
)

if TYPE_CHECKING:
    from tests.gui.driver import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def listing(driver: Driver) -> Driver:
    """Return a window that lists three people."""
    driver.stores.searches["al"] = matches(JOHN, ALICE, BARE)
    driver.look_up("al")
    return driver


def test_a_profile_from_a_list_says_which_of_how_many_it_is(listing: Driver) -> None:
    assert place_of(listing) is None
    listing.press(Qt.Key.Key_Down)
    listing.press(Qt.Key.Key_Return)
    assert place_of(listing) == "2 of 3"
    listing.press(Qt.Key.Key_Escape)
    assert place_of(listing) is None


def test_a_profile_that_was_looked_up_has_no_bar(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.look_up("alice")
    assert place_of(listing) is None
    listing.press(Qt.Key.Key_PageDown, CTRL)
    assert listing.values[0] == "alice"


def test_next_and_previous_follow_the_order_on_screen(listing: Driver) -> None:
    click_header(listing, USERNAME)
    listing.press(Qt.Key.Key_Return)
    seen = [listing.values[0]]
    for button in ("nextButton", "nextButton", "previousButton"):
        listing.click(button)
        seen.append(listing.values[0])
    assert seen == ["alice", "bare", "johndoe", "bare"]
    assert place_of(listing) == "2 of 3"
    assert listing.stores.asked == ["al"]


def test_the_keys_open_the_next_and_the_previous_person(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        listing.press(key, CTRL)
        seen.append(listing.values[0])
    assert seen == ["alice", "bare", "bare", "alice"]


@pytest.mark.parametrize("way", ["button", "escape", "alt+left"])
def test_back_on_the_list_the_person_shown_last_is_selected(listing: Driver, way: str) -> None:
    status = listing.status
    listing.press(Qt.Key.Key_Return)
    listing.click("nextButton")
    if way == "button":
        listing.click("backToListButton")
    else:
        key, modifier = {
            "escape": (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
            "alt+left": (Qt.Key.Key_Left, ALT),
        }[way]
        listing.press(key, modifier)
    assert (listing.page, listing.status) == ("matchesPage", status)
    assert listing.table.currentIndex().row() == 1
    assert listing.table.hasFocus()
    assert listing.stores.asked == ["al"]


def test_alt_left_on_the_list_goes_to_the_lookup_before_it(driver: Driver) -> None:
    driver.stores.searches["al"] = matches(JOHN, ALICE)
    driver.look_up("bare")
    driver.look_up("al")
    driver.press(Qt.Key.Key_Return)
    driver.look_up_by_key(Qt.Key.Key_R, CTRL)
    driver.press(Qt.Key.Key_Left, ALT)
    assert driver.page == "matchesPage"
    driver.look_up_by_key(Qt.Key.Key_Left, ALT)
    assert driver.values[0] == "bare"


def test_there_is_nothing_before_the_first_and_after_the_last(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    previous = listing.part(QPushButton, "previousButton")
    following = listing.part(QPushButton, "nextButton")
    assert (previous.isEnabled(), following.isEnabled()) == (False, True)
    listing.click("nextButton")
    listing.click("nextButton")
    assert (previous.isEnabled(), following.isEnabled()) == (True, False)


def test_next_can_be_pressed_again_and_again_without_the_mouse(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.part(QPushButton, "nextButton").setFocus()
    listing.press(Qt.Key.Key_Space)
    assert listing.part(QPushButton, "nextButton").hasFocus()
    listing.press(Qt.Key.Key_Space)
    assert listing.values[0] == "bare"
    assert listing.part(QPushButton, "previousButton").hasFocus()


def test_a_refresh_keeps_the_place_in_the_list(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Down)
    listing.press(Qt.Key.Key_Return)
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert place_of(listing) == "2 of 3"
    listing.click("nextButton")
    assert listing.values[0] == "bare"


def test_a_person_who_was_deleted_meanwhile_does_not_end_the_walk(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.stores.outcomes["johndoe"] = Missing("johndoe", STAGING.title)
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert (listing.page, place_of(listing)) == ("welcomePage", "1 of 3")
    listing.click("nextButton")
    assert listing.values[0] == "alice"


def test_no_other_person_is_opened_while_one_is_read_again(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    gate = listing.stores.hold("johndoe")
    listing.press(Qt.Key.Key_R, CTRL)
    listing.press(Qt.Key.Key_PageDown, CTRL)
    assert listing.values == ["Not recorded"] * 4
    listing.qtbot.waitUntil(lambda: listing.page == "waitingPage")
    assert place_of(listing) is None
    with listing.qtbot.waitSignal(listing.browser.lookups.service.answered):
        gate.set()
    assert (listing.values[0], place_of(listing)) == ("johndoe", "1 of 3")


def test_switching_removes_the_bar(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.browser.switch(STAGING)
    assert place_of(listing) is None


def test_screen_readers_hear_the_place_in_the_list(listing: Driver, announced: list[str]) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.click("nextButton")
    assert [said for said in announced if " of 3" in said] == ["1 of 3", "2 of 3"]


def test_a_found_profile_is_not_marked_as_opened_from_a_list(driver: Driver) -> None:
    driver.stores.searches["j"] = found(JOHN)
    driver.look_up("j")
    assert place_of(driver) is None


def test_people_found_in_place_of_one_that_is_gone_are_a_list_of_their_own(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    del listing.stores.outcomes["johndoe"]
    listing.stores.searches["johndoe"] = matches(ALICE, BARE)
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    found_instead = listing.status
    listing.press(Qt.Key.Key_Return)
    listing.press(Qt.Key.Key_Escape)
    assert (listing.page, listing.status) == ("matchesPage", found_instead)
