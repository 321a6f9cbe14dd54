"""Suggestions while typing: a few usernames, never outdated and never in the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from profile_browser.domain.problem import ProblemKind
from profile_browser.domain.user import User
from profile_browser.lookups import suggestion_service as suggestions
from profile_browser.ui.dialogs.connection_form import ConnectionForm
from tests.gui.fakes import ALICE, JOHN, STAGING, found, problem, suggestion_of
from tests.gui.people_lists import NO_KEYS
from tests.unit.helpers.people import KINDS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from profile_browser.ui.theme import Theme
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

ALBERT = User(username="albert", full_name="Albert Camus")
MORE = "More than 8 match. Keep typing."
WELL_AFTER_THE_PAUSE = 3 * suggestions.DEBOUNCE  # milliseconds; a wrong request would arrive


@pytest.fixture
def driver(windows: Windows) -> Driver:
    windows.stores.suggestions["al"] = (ALICE, ALBERT)
    return windows.open()


def type_and_wait(driver: Driver, text: str) -> None:
    with driver.qtbot.waitSignal(driver.browser.suggestions.suggested):
        driver.type(text)


def nothing_is_asked(driver: Driver) -> bool:
    """Wait until the pause is over, and return whether no store was asked for suggestions."""
    driver.qtbot.wait(WELL_AFTER_THE_PAUSE)
    return driver.stores.suggested == []


def test_the_store_is_asked_after_a_pause_in_typing(driver: Driver) -> None:
    type_and_wait(driver, "al")
    assert driver.stores.suggested == ["al"]
    assert driver.suggestion_list.isVisible()
    assert driver.suggested_entries == ["alice  ·  Alice Chains", "albert  ·  Albert Camus"]


def test_a_known_user_is_listed_first_and_only_once(driver: Driver) -> None:
    driver.stores.suggestions["a"] = (ALICE, ALBERT)
    driver.stores.outcomes["albert"] = found(ALBERT)
    driver.look_up("albert")
    type_and_wait(driver, "a")
    assert driver.suggested_entries == ["albert  ·  Albert Camus", "alice  ·  Alice Chains"]


def test_at_most_eight_users_are_suggested(driver: Driver) -> None:
    people = tuple(User(username=f"p{number}") for number in range(20))
    driver.stores.suggestions["p"] = people
    driver.stores.outcomes["p-looked-up"] = found(User(username="p-looked-up"))
    driver.look_up("p-looked-up")
    type_and_wait(driver, "p")
    names = ["p-looked-up", *(f"p{number}" for number in range(7))]
    assert driver.suggested_entries == [*names, MORE]


def list_twenty_people(driver: Driver) -> None:
    people = tuple(User(username=f"p{number:02}") for number in range(20))
    driver.stores.suggestions["p"] = people
    type_and_wait(driver, "p")


def test_a_hint_says_that_more_people_match_and_what_to_do(driver: Driver) -> None:
    list_twenty_people(driver)
    popup = driver.suggestion_list
    assert driver.suggested_entries[-1] == MORE == popup.accessibleDescription()
    hint = popup.visualRect(popup.model().index(8, 0))
    assert popup.viewport().rect().contains(hint)


def test_there_is_no_hint_if_everybody_is_listed(driver: Driver) -> None:
    driver.stores.suggestions["p"] = tuple(User(username=f"p{number}") for number in range(8))
    type_and_wait(driver, "p")
    assert driver.suggested_entries == [f"p{number}" for number in range(8)]
    assert driver.suggestion_list.accessibleDescription() == ""


def test_the_hint_cannot_be_chosen_by_mouse(driver: Driver) -> None:
    list_twenty_people(driver)
    popup = driver.suggestion_list
    place = popup.visualRect(popup.model().index(8, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert driver.field.text() == "p"
    assert driver.stores.asked == []


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([Qt.Key.Key_Up], "p07"),
        ([Qt.Key.Key_Down] * 8, "p07"),
        ([Qt.Key.Key_Down] * 9, "p"),
        ([Qt.Key.Key_Down] * 10, "p00"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Up], "p"),
        ([Qt.Key.Key_Down, Qt.Key.Key_PageDown], "p07"),
    ],
)
def test_the_arrow_keys_go_past_the_hint(driver: Driver, keys: list[Qt.Key], text: str) -> None:
    list_twenty_people(driver)
    for key in keys:
        driver.press(key)
    assert driver.field.text() == text


def test_a_suggestion_is_chosen_with_the_arrow_and_enter(driver: Driver) -> None:
    type_and_wait(driver, "al")
    driver.press(Qt.Key.Key_Down)
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.values[0] == "alice"
    assert driver.field.text() == "alice"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("modifier", [NO_KEYS, Qt.KeyboardModifier.ControlModifier])
def test_the_next_name_replaces_a_suggestion_chosen_by_keyboard(
    driver: Driver, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    type_and_wait(driver, "al")
    driver.press(Qt.Key.Key_Down)
    driver.look_up_by_key(key, modifier)
    assert not driver.suggestion_list.isVisible()
    assert driver.field.selectedText() == "alice"
    driver.type_on("johndoe")
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.stores.asked[-1] == "johndoe"


def test_a_suggestion_chosen_by_keyboard_is_looked_up_once(driver: Driver) -> None:
    type_and_wait(driver, "al")
    driver.press(Qt.Key.Key_Down)
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.stores.asked == ["alice"]


def test_a_click_on_a_suggestion_looks_it_up(driver: Driver) -> None:
    type_and_wait(driver, "al")
    popup = driver.suggestion_list
    model = popup.model()
    assert model is not None
    place = popup.visualRect(model.index(0, 0)).center()
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert driver.values[0] == "alice"


def test_enter_with_the_list_open_looks_up_the_typed_text(driver: Driver) -> None:
    type_and_wait(driver, "al")
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.stores.asked == ["al"]


def test_suggestions_for_a_text_that_has_changed_are_dropped(driver: Driver) -> None:
    gate = driver.stores.hold(suggestion_of("al"))
    driver.stores.suggestions["ali"] = (ALICE,)
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    driver.type_on("i")
    with driver.qtbot.waitSignal(driver.browser.suggestions.suggested) as seen:
        gate.set()
    assert seen.args == ["ali", (ALICE,)]
    assert driver.suggested_entries == ["alice  ·  Alice Chains"]


def test_a_hanging_suggestion_does_not_delay_a_lookup(driver: Driver) -> None:
    driver.stores.hold(suggestion_of("al"))
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    driver.look_up("johndoe")
    assert driver.values[0] == "johndoe"
    assert len(driver.stores.opened) == 2


def test_no_list_opens_once_the_text_is_looked_up(driver: Driver) -> None:
    gate = driver.stores.hold(suggestion_of("al"))
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    driver.look_up_by_key(Qt.Key.Key_Return)
    with driver.qtbot.assertNotEmitted(driver.browser.suggestions.suggested, wait=100):
        gate.set()
    assert not driver.suggestion_list.isVisible()


def test_enter_before_the_pause_asks_for_no_suggestions(driver: Driver) -> None:
    driver.look_up("al")
    assert nothing_is_asked(driver)


@pytest.mark.parametrize("setting", ["search", "suggestions"])
def test_suggestions_can_be_switched_off_for_a_connection(windows: Windows, setting: str) -> None:
    settings = {setting: False}
    driver = windows.open(replace(STAGING, **settings))  # type: ignore[arg-type]
    driver.type("al")
    assert nothing_is_asked(driver)
    assert driver.stores.opened == []


def test_editing_a_connection_keeps_its_setting_for_suggestions(qtbot: QtBot, theme: Theme) -> None:
    form = ConnectionForm(KINDS, theme)
    qtbot.addWidget(form)
    form.show_connection(replace(STAGING, suggestions=False))
    assert not form.read_connection().suggestions


@pytest.mark.parametrize("text", ["", "  ", " al", "al "])
def test_no_suggestions_are_requested_for_text_that_cannot_begin_a_username(
    driver: Driver, text: str
) -> None:
    driver.type(text)
    assert nothing_is_asked(driver)


def test_no_suggestions_are_requested_for_text_set_by_the_program(driver: Driver) -> None:
    driver.window.search.show_text("al")
    assert nothing_is_asked(driver)


def test_no_suggestions_are_requested_after_a_refused_sign_in(
    driver: Driver, windows: Windows
) -> None:
    windows.passwords.has_variable = True
    driver.stores.outcomes["x"] = problem(ProblemKind.WRONG_SIGN_IN)
    driver.look_up("x")
    driver.type("al")
    assert nothing_is_asked(driver)


def test_switching_clears_the_suggestions_of_the_previous_connection(
    driver: Driver,
) -> None:
    driver.look_up("johndoe")
    driver.stores.hold(suggestion_of("al"))
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    driver.browser.switch(replace(STAGING, title="Other"))
    assert driver.stores.opened[1].closed.is_set()
    driver.stores.release_all()
    type_and_wait(driver, "joh")
    assert driver.stores.connections[-1].title == "Other"
    assert driver.suggested_entries == []


def test_suggestions_that_arrive_after_a_switch_are_dropped(
    driver: Driver,
) -> None:
    gate = driver.stores.hold(suggestion_of("al"))
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    with driver.qtbot.assertNotEmitted(
        driver.browser.suggestions.suggested, wait=WELL_AFTER_THE_PAUSE
    ):
        gate.set()
        driver.browser.switch(replace(STAGING, title="Other"))
    assert driver.stores.suggested == ["al"]


def test_a_switch_before_the_pause_asks_for_no_suggestions(driver: Driver) -> None:
    driver.type("al")
    driver.browser.switch(replace(STAGING, title="Other"))
    assert nothing_is_asked(driver)


def test_closing_before_the_pause_asks_for_no_suggestions(driver: Driver) -> None:
    driver.type("al")
    driver.browser.close()
    assert nothing_is_asked(driver)


def test_repeated_suggestions_use_one_store(driver: Driver) -> None:
    for text in ("al", "joh", "al"):
        type_and_wait(driver, text)
    assert len(driver.stores.opened) == 1


def test_a_known_name_is_shown_beside_the_username(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.type("JOH")
    assert driver.suggested_entries == [f"johndoe  ·  {JOHN.full_name}"]


def test_escape_before_the_pause_stops_suggestions_and_keeps_the_text(driver: Driver) -> None:
    driver.type("al")
    driver.press(Qt.Key.Key_Escape)
    assert driver.field.text() == "al"
    assert nothing_is_asked(driver)
    driver.press(Qt.Key.Key_Escape)
    assert driver.field.text() == ""


def test_escape_while_suggestions_are_asked_for_keeps_the_text(driver: Driver) -> None:
    gate = driver.stores.hold(suggestion_of("al"))
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    driver.press(Qt.Key.Key_Escape)
    with driver.qtbot.assertNotEmitted(driver.browser.suggestions.suggested, wait=100):
        gate.set()
    assert driver.field.text() == "al"
    assert not driver.suggestion_list.isVisible()


def test_escape_puts_back_what_was_typed_before_the_arrow_keys(driver: Driver) -> None:
    type_and_wait(driver, "al")
    driver.press(Qt.Key.Key_Down)
    assert driver.field.text() == "alice"
    driver.press(Qt.Key.Key_Escape)
    assert (driver.field.text(), driver.suggestion_list.isVisible()) == ("al", False)
    assert driver.stores.suggested == ["al"]


def test_escape_during_typing_stays_on_the_page_once(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.type("al")
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, driver.field.text()) == ("profilePage", "al")
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, driver.field.text()) == ("welcomePage", "al")


def test_a_list_that_escape_closed_does_not_open_again(driver: Driver) -> None:
    driver.look_up("alice")
    gate = driver.stores.hold(suggestion_of("al"))
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    assert driver.suggestion_list.isVisible()  # it has the people seen before
    driver.press(Qt.Key.Key_Escape)
    assert not driver.suggestion_list.isVisible()
    gate.set()
    driver.qtbot.wait(100)
    assert not driver.suggestion_list.isVisible()


def test_escape_cancels_a_lookup_before_it_stops_suggestions(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.type("al")
    with driver.qtbot.waitSignal(driver.browser.lookups.service.cancelled):
        driver.press(Qt.Key.Key_Escape)
    assert driver.field.text() == "al"
