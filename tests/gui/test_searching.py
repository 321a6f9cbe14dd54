"""Searching by e-mail or name: one match opens at once, and several are listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from profile_browser.domain.outcome import Missing, Way
from profile_browser.domain.question import Question
from profile_browser.domain.user import User
from profile_browser.ui.theme import DARK, LIGHT
from tests.gui.fakes import ALICE, BARE, JOHN, STAGING, found, matches, search_of
from tests.gui.threads import worker_threads

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
HTML = "<b>bold</b><img src='http://127.0.0.1/x'>"
BEGINNING = "by the start of a username, e-mail or name"


@pytest.fixture
def listing(driver: Driver) -> Driver:
    """Return a window that lists two people."""
    driver.stores.searches["al"] = matches(JOHN, ALICE)
    driver.look_up("al")
    return driver


def test_a_single_match_opens_at_once(driver: Driver) -> None:
    driver.stores.searches["john@example.com"] = found(JOHN, way=Way.EMAIL)
    driver.look_up("john@example.com")
    assert driver.page == "profilePage"
    assert driver.values[0] == "johndoe"
    assert driver.status.startswith("Found johndoe in ")
    assert driver.status.endswith(" by e-mail · Staging")


def test_a_username_in_another_case_opens_at_once_and_the_window_says_so(driver: Driver) -> None:
    by_search = found(JOHN, way=Way.BEGINNING)._replace(typed="JOHNDOE")
    driver.stores.searches["JOHNDOE"] = by_search
    driver.look_up("JOHNDOE")
    assert driver.values[0] == "johndoe"
    assert driver.status.startswith("Found johndoe; you typed JOHNDOE · ")
    driver.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert driver.field.text() == "johndoe"
    assert driver.status.startswith("Found johndoe in ")


def test_a_pasted_address_with_its_name_is_searched_for_as_an_address(driver: Driver) -> None:
    driver.stores.searches["john@example.com"] = found(JOHN, way=Way.EMAIL)
    driver.look_up('"Doe, John" <john@example.com>,')
    assert driver.values[0] == "johndoe"
    assert driver.field.text() == "john@example.com"


def test_an_existing_username_is_not_searched_for(driver: Driver) -> None:
    driver.look_up("johndoe")
    assert driver.stores.searched == []
    assert not driver.part(QPushButton, "askAgainButton").isVisible()


def test_several_matches_are_listed_in_order_with_how_they_were_found(listing: Driver) -> None:
    assert listing.page == "matchesPage"
    assert listing.listed == ["johndoe", "alice"]
    rows = [[listing.cell(row, column) for column in range(4)] for row in range(2)]
    assert rows[1] == ["alice", "Alice Chains", "alice@example.com", "Disabled"]
    assert listing.text("matchesHeading") == "2 people"
    assert listing.text("matchesWay") == f"Found {BEGINNING}"
    assert listing.status.startswith("Found 2 people in ")
    assert listing.status.endswith("ms · Staging")


def test_back_on_the_list_field_and_refresh_refer_to_the_list_again(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert listing.field.text() == "johndoe"
    listing.press(Qt.Key.Key_Escape)
    assert listing.page == "matchesPage"
    assert listing.field.text() == "al"
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert listing.page == "matchesPage"


def test_end_and_home_select_the_last_and_the_first_person(listing: Driver) -> None:
    listing.press(Qt.Key.Key_End)
    listing.press(Qt.Key.Key_Return)
    assert listing.values[0] == "alice"
    listing.press(Qt.Key.Key_Escape)
    listing.press(Qt.Key.Key_Home)
    listing.press(Qt.Key.Key_Return)
    assert listing.values[0] == "johndoe"


def test_a_list_that_was_cut_says_so(driver: Driver) -> None:
    people = [User(username=f"p{number:02}") for number in range(50)]
    driver.stores.searches["p"] = matches(*people, more=True)
    driver.look_up("p")
    assert len(driver.listed) == 50
    assert driver.text("matchesHeading") == "More than 50 people"
    assert driver.part(QLabel, "matchesNarrow").isVisible()
    assert "type more of the name" in driver.text("matchesNarrow")
    assert driver.status.startswith("Found more than 50 people in ")


def test_if_nobody_is_found_the_window_says_what_was_tried(driver: Driver) -> None:
    driver.look_up("x@example.com")
    sentence = "No user named “x@example.com” in Staging"
    assert driver.status == sentence
    assert driver.text("welcomeHeading") == f"{sentence}, and no one with this e-mail"
    assert driver.text("welcomeHint").startswith("Check the spelling, or type only")


def test_arrow_keys_and_enter_open_a_person_from_the_list(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Down)
    listing.press(Qt.Key.Key_Return)
    assert listing.page == "profilePage"
    assert listing.values == ["alice", "Alice Chains", "alice@example.com", "Disabled"]
    assert listing.text("readFrom") == "Read from Staging at 14:03:22"
    assert listing.status == f"Opened alice, found {BEGINNING} · Staging"


def test_a_double_click_opens_a_person(listing: Driver) -> None:
    viewport = listing.table.viewport()
    place = listing.table.visualRect(listing.table.model().index(1, 0)).center()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert listing.values[0] == "alice"


def test_opening_a_match_asks_the_store_nothing(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    assert listing.values[0] == "johndoe"
    assert listing.stores.asked == ["al"]
    assert len(listing.stores.searched) == 1


def test_escape_goes_back_to_the_same_row_and_then_to_the_welcome_page(listing: Driver) -> None:
    status = listing.status
    listing.press(Qt.Key.Key_Down)
    listing.press(Qt.Key.Key_Return)
    listing.press(Qt.Key.Key_Escape)
    assert (listing.page, listing.status) == ("matchesPage", status)
    assert listing.table.currentIndex().row() == 1
    assert listing.table.hasFocus()
    assert listing.values == ["Not recorded"] * 4
    listing.press(Qt.Key.Key_Escape)
    assert (listing.page, listing.status) == ("welcomePage", "")
    assert listing.listed == []


@pytest.mark.parametrize("way", ["key", "button"])
def test_refreshing_an_opened_person_looks_up_the_username(listing: Driver, way: str) -> None:
    listing.press(Qt.Key.Key_Return)
    changed = replace(JOHN, full_name="John Changed")
    listing.stores.outcomes["johndoe"] = found(changed)
    with listing.qtbot.waitSignal(listing.browser.lookups.service.answered):
        if way == "key":
            listing.press(Qt.Key.Key_R, CTRL)
        else:
            listing.click("askAgainButton")
    assert listing.values[1] == "John Changed"
    assert listing.stores.asked == ["al", "johndoe"]
    assert len(listing.stores.searched) == 1


def test_escape_still_goes_back_to_the_list_after_a_refresh(listing: Driver) -> None:
    status = listing.status
    listing.press(Qt.Key.Key_Down)
    listing.press(Qt.Key.Key_Return)
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    listing.press(Qt.Key.Key_Escape)
    assert (listing.page, listing.table.currentIndex().row()) == ("matchesPage", 1)
    assert listing.status == status


def test_refreshing_the_list_searches_again(listing: Driver) -> None:
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert listing.page == "matchesPage"
    assert listing.stores.searched == [Question("al")] * 2


def test_a_new_lookup_clears_the_list(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.look_up("alice")
    listing.press(Qt.Key.Key_Escape)
    assert listing.page == "welcomePage"
    assert listing.listed == []


def test_typing_on_the_list_replaces_the_last_name(listing: Driver) -> None:
    listing.press(Qt.Key.Key_B)
    assert listing.field.hasFocus()
    listing.type_on("are")
    listing.look_up_by_key(Qt.Key.Key_Return)
    assert listing.values[0] == "bare"


def test_typing_after_opening_a_match_replaces_the_last_name(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.type_on("bare")
    assert listing.field.text() == "bare"


def test_a_list_that_arrives_while_typing_does_not_take_the_focus(driver: Driver) -> None:
    driver.stores.searches["al"] = matches(JOHN, ALICE)
    gate = driver.stores.hold(search_of("al"))
    driver.ask("al")
    driver.type("bar")
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.page == "matchesPage")
    assert driver.window.focusWidget() is driver.field
    driver.type_on("e")
    assert driver.field.text() == "bare"


def test_a_list_that_arrives_does_not_take_the_focus_from_another_button(driver: Driver) -> None:
    driver.stores.searches["al"] = matches(JOHN, ALICE)
    gate = driver.stores.hold(search_of("al"))
    driver.ask("al")
    button = driver.part(QPushButton, "lookupButton")
    button.setFocus()
    gate.set()
    driver.qtbot.waitUntil(lambda: driver.page == "matchesPage")
    assert driver.window.focusWidget() is button


def test_a_late_answer_of_a_search_is_dropped(driver: Driver) -> None:
    driver.stores.searches["al"] = matches(JOHN, ALICE)
    gate, of_alice = driver.stores.hold(search_of("al")), driver.stores.hold("alice")
    driver.ask("al")
    driver.qtbot.waitUntil(lambda: bool(driver.stores.searched))
    driver.look_up("bare")
    driver.ask("alice")
    driver.wait_until_asked("alice")
    gate.set()
    driver.qtbot.waitUntil(lambda: len(worker_threads()) == 1)  # the search has replied
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        of_alice.set()
    assert driver.values[0] == "alice"
    assert driver.listed == []


def test_ctrl_enter_searches_even_if_the_username_exists(driver: Driver) -> None:
    driver.stores.searches["johndoe"] = matches(JOHN, ALICE)
    driver.type("johndoe")
    driver.look_up_by_key(Qt.Key.Key_Return, CTRL)
    assert driver.page == "matchesPage"
    assert driver.stores.asked == []
    assert driver.stores.searched == [Question("johndoe", search_only=True)]


def test_ctrl_enter_searches_for_a_text_with_its_invisible_characters(driver: Driver) -> None:
    driver.stores.searches["\u200bjohn"] = matches(JOHN, ALICE)
    driver.field.setText(" \u200bjohn ")
    driver.look_up_by_key(Qt.Key.Key_Return, CTRL)
    assert driver.listed
    assert driver.stores.searched == [Question("\u200bjohn", search_only=True)]
    assert "invisible" not in driver.status


def test_ctrl_enter_works_while_the_suggestion_list_is_open(driver: Driver) -> None:
    driver.stores.searches["johndo"] = matches(JOHN, ALICE)
    driver.look_up("johndoe")
    driver.type("johndo")
    driver.qtbot.waitUntil(driver.suggestion_list.isVisible)
    driver.look_up_by_key(Qt.Key.Key_Return, CTRL)
    assert driver.stores.asked == ["johndoe"]
    assert driver.stores.searched == [Question("johndo", search_only=True)]
    assert not driver.suggestion_list.isVisible()


def test_refreshing_closes_the_suggestion_list(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.type("joh")
    driver.qtbot.waitUntil(driver.suggestion_list.isVisible)
    driver.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert not driver.suggestion_list.isVisible()
    assert driver.field.text() == "johndoe"


def test_a_search_is_in_the_recent_lookups_and_in_the_history(driver: Driver) -> None:
    driver.stores.searches["johndoe"] = matches(JOHN, ALICE)
    driver.look_up("johndoe")
    driver.look_up_by_key(Qt.Key.Key_Return, CTRL)
    driver.press(Qt.Key.Key_Escape)
    driver.press(Qt.Key.Key_Escape)
    recent = driver.window.pages.welcome._recent
    texts = [recent.item(row).text() for row in range(recent.count())]
    assert texts == ["johndoe  ·  search  ·  several people", "johndoe  ·  found: John Doe"]
    driver.look_up_by_key(Qt.Key.Key_Left, ALT)
    assert driver.page == "matchesPage"
    driver.look_up_by_key(Qt.Key.Key_Left, ALT)
    assert driver.page == "profilePage"
    driver.look_up_by_key(Qt.Key.Key_Right, ALT)
    assert driver.page == "matchesPage"


def test_a_person_missing_after_a_refresh_is_no_longer_shown(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.stores.outcomes["johndoe"] = Missing("johndoe", STAGING.title)
    listing.look_up_by_key(Qt.Key.Key_R, CTRL)
    assert listing.page == "welcomePage"
    assert listing.values == ["Not recorded"] * 4


def test_markup_and_hidden_characters_in_the_list_are_shown_literally(driver: Driver) -> None:
    odd = User(username="a\u202eb\nc", full_name=HTML, email=HTML)
    driver.stores.searches["x"] = matches(odd, BARE)
    driver.look_up("x")
    replaced = "\N{REPLACEMENT CHARACTER}"
    assert driver.cell(0, 0) == f"a{replaced}b{replaced}c"
    assert (driver.cell(0, 1), driver.cell(0, 2)) == (HTML, HTML)
    tip = driver.table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip is None  # Qt would interpret it as markup
    assert driver.cell(1, 1) == "Not recorded"


def test_long_texts_fit_the_smallest_window_and_leave_the_account_visible(driver: Driver) -> None:
    long = User(username="u" * 300, full_name="W" * 5000, email="e" * 5000)
    driver.stores.searches["x"] = matches(*[long] * 50)
    driver.window.resize(480, 360)
    driver.look_up("x")
    header = driver.table.horizontalHeader()
    assert header.length() <= driver.table.viewport().width()
    assert all(header.sectionSize(column) > 100 for column in (0, 1, 3))
    assert (driver.window.width(), driver.window.height()) == (480, 360)
    assert driver.table.viewport().height() >= 2 * driver.table.rowHeight(0)
    page = driver.part(QScrollArea, "matchesPage")
    assert page.verticalScrollBar().maximum() == 0  # the table scrolls, so its header stays


def test_the_account_is_a_word_an_icon_and_a_colour_in_both_schemes(
    listing: Driver, theme: Theme
) -> None:
    for dark, colors in ((True, DARK), (False, LIGHT)):
        theme.use(dark=dark)
        disabled = listing.table.model().index(1, 3)
        assert disabled.data() == "Disabled"
        assert not disabled.data(Qt.ItemDataRole.DecorationRole).isNull()
        assert disabled.data(Qt.ItemDataRole.ForegroundRole).name() == colors.bad
