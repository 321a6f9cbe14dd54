"""While somebody types: a few usernames, never late, and never in the way."""

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
from tests.unit.helpers.people import KINDS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

ALBERT = User(username="albert", full_name="Albert Camus")
NOBODY_ASKED = 3 * suggestions.DEBOUNCE  # milliseconds in which a wrong request would have come


@pytest.fixture
def driver(windows: Windows) -> Driver:
    windows.stores.suggestions["al"] = (ALICE, ALBERT)
    return windows.open()


def type_and_wait(driver: Driver, text: str) -> None:
    with driver.qtbot.waitSignal(driver.browser.suggestions.suggested):
        driver.type(text)


def nothing_is_asked(driver: Driver) -> bool:
    """Let the pause go by, and say whether a store was asked for suggestions."""
    driver.qtbot.wait(NOBODY_ASKED)
    return driver.stores.suggested == []


def test_the_store_is_asked_once_somebody_pauses(driver: Driver) -> None:
    type_and_wait(driver, "al")
    assert driver.stores.suggested == ["al"]
    assert driver.names_list.isVisible()
    assert driver.offered == ["alice  ·  Alice Chains", "albert  ·  Albert Camus"]


def test_what_was_looked_up_before_comes_first_and_once(driver: Driver) -> None:
    driver.stores.suggestions["a"] = (ALICE, ALBERT)
    driver.look_up("albert")
    driver.look_up("alice")
    type_and_wait(driver, "a")
    assert driver.offered == ["alice  ·  Alice Chains", "albert  ·  Albert Camus"]


def test_at_most_eight_are_offered(driver: Driver) -> None:
    people = tuple(User(username=f"p{number}") for number in range(20))
    driver.stores.suggestions["p"] = people
    driver.stores.outcomes["p-looked-up"] = found(User(username="p-looked-up"))
    driver.look_up("p-looked-up")
    type_and_wait(driver, "p")
    assert driver.offered == ["p-looked-up", *(f"p{number}" for number in range(7))]


def test_a_suggestion_is_chosen_with_the_arrow_and_enter(driver: Driver) -> None:
    type_and_wait(driver, "al")
    driver.press(Qt.Key.Key_Down)
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.values[0] == "alice"
    assert driver.field.text() == "alice"


def test_a_click_on_a_suggestion_opens_it(driver: Driver) -> None:
    type_and_wait(driver, "al")
    popup = driver.names_list
    model = popup.model()
    assert model is not None
    place = popup.visualRect(model.index(0, 0)).center()
    with driver.qtbot.waitSignal(driver.browser.service.answered):
        QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert driver.values[0] == "alice"


def test_enter_with_the_list_open_looks_up_what_was_typed(driver: Driver) -> None:
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
    assert driver.offered == ["alice  ·  Alice Chains"]


def test_a_suggestion_that_hangs_delays_no_look_up(driver: Driver) -> None:
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
    assert not driver.names_list.isVisible()


def test_enter_before_the_pause_asks_for_no_suggestions(driver: Driver) -> None:
    driver.look_up("al")
    assert nothing_is_asked(driver)


@pytest.mark.parametrize("setting", ["search", "suggestions"])
def test_a_connection_can_be_without_suggestions(windows: Windows, setting: str) -> None:
    settings = {setting: False}
    driver = windows.open(replace(STAGING, **settings))  # type: ignore[arg-type]
    driver.type("al")
    assert nothing_is_asked(driver)
    assert driver.stores.opened == []


def test_editing_a_connection_leaves_its_setting_alone(qtbot: QtBot) -> None:
    form = ConnectionForm(KINDS)
    qtbot.addWidget(form)
    form.show_connection(replace(STAGING, suggestions=False))
    assert not form.read_connection().suggestions


@pytest.mark.parametrize("text", ["", "  ", " al", "al "])
def test_only_what_can_begin_a_username_is_asked_for(driver: Driver, text: str) -> None:
    driver.type(text)
    assert nothing_is_asked(driver)


def test_what_is_put_into_the_field_by_the_program_is_not_asked_for(driver: Driver) -> None:
    driver.window.search.show_text("al")
    assert nothing_is_asked(driver)


def test_a_store_that_signs_nobody_in_is_not_asked_at_each_pause(
    driver: Driver, windows: Windows
) -> None:
    windows.passwords.is_fixed = True
    driver.stores.outcomes["x"] = problem(ProblemKind.WRONG_SIGN_IN)
    driver.look_up("x")
    driver.type("al")
    assert nothing_is_asked(driver)


def test_switching_drops_the_suggestions_and_the_names_of_the_connection_before(
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
    assert driver.offered == []


def test_suggestions_of_the_connection_before_are_not_shown_after_a_switch(
    driver: Driver,
) -> None:
    gate = driver.stores.hold(suggestion_of("al"))
    driver.type("al")
    driver.qtbot.waitUntil(lambda: driver.stores.suggested == ["al"])
    with driver.qtbot.assertNotEmitted(driver.browser.suggestions.suggested, wait=NOBODY_ASKED):
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


def test_a_long_session_of_typing_is_served_by_one_store(driver: Driver) -> None:
    for text in ("al", "joh", "al"):
        type_and_wait(driver, text)
    assert len(driver.stores.opened) == 1


def test_the_known_name_stands_beside_a_username(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.type("JOH")
    assert driver.offered == [f"johndoe  ·  {JOHN.full_name}"]
