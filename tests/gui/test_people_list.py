"""A list of many people in the window: it runs, pauses, is stopped, walked through and closed."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QTableView,
    QWidget,
)

from profile_browser.domain.outcome import Missing, Way
from profile_browser.domain.people_list import RowState
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.messages import people_list as wording
from profile_browser.messages.problems import summary
from profile_browser.ui import list_loss
from tests.gui.fakes import ALICE, JOHN, STAGING, found, matches, problem, search_of
from tests.gui.lists import place_of
from tests.gui.people_lists import (
    CONTROL,
    INPUT,
    LIST,
    open_list,
    paste_field,
    paste_into,
    prepare,
    run,
    start,
    start_button,
    wait_for_counts,
    wait_for_end,
)
from tests.unit.helpers.listed import row_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

ALT = Qt.KeyboardModifier.AltModifier
NAMES = ("johndoe", "nobody", "alice")
# The first eight are asked for together, and the others after them.
TEN = ("johndoe", *(f"early{number}" for number in range(7)), "nobody", "alice")
OTHER = replace(STAGING, key="other", title="Other")


def table(driver: Driver) -> QTableView:
    return driver.part(QTableView, "peopleTable")


def cells(driver: Driver) -> list[str]:
    """Return the texts of the rows, cell by cell."""
    model = table(driver).model()
    columns = range(model.columnCount())
    return [
        " ".join(str(model.index(row, column).data() or "") for column in columns)
        for row in range(model.rowCount())
    ]


def open_row(driver: Driver, row: int) -> None:
    """Open a row by keyboard."""
    table(driver).setCurrentIndex(table(driver).model().index(row, 0))
    table(driver).setFocus()
    driver.press(Qt.Key.Key_Return)


def current_row(driver: Driver) -> int:
    return table(driver).currentIndex().row()


def bar(driver: Driver) -> str | None:
    """Return what the bar that leads back to the list says, or None if it is not there."""
    is_there = driver.has("listBar") and driver.part(QWidget, "listBar").isVisible()
    return driver.text("listPlace") if is_there else None


def wait_for_dialog(driver: Driver) -> None:
    driver.qtbot.waitUntil(lambda: driver.has("passwordDialog"))


def look_up_beside(driver: Driver, name: str) -> None:
    """Go to the search field by keyboard, and look up one person."""
    driver.press(Qt.Key.Key_L, CONTROL)
    driver.look_up(name)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Return a function that answers every question by the button of this label."""

    def answer_with(label: str) -> list[str]:
        asked: list[str] = []

        def execute(box: QMessageBox) -> None:
            asked.append(box.text())
            (button,) = [button for button in box.buttons() if button.text() == label]
            button.click()

        monkeypatch.setattr(QMessageBox, "exec", execute)
        return asked

    return answer_with


@pytest.fixture
def held(driver: Driver) -> Driver:
    """Return a window with a list of which eight people were answered."""
    driver.stores.hold("nobody")
    start(driver, *TEN)
    driver.qtbot.waitUntil(lambda: "John Doe" in cells(driver)[0])
    return driver


def test_a_list_shows_who_was_found_and_who_is_missing(driver: Driver) -> None:
    driver.stores.outcomes["broken"] = problem(ProblemKind.DAMAGED_DOCUMENT)
    run(driver, *NAMES, "broken")
    rows = cells(driver)
    assert "John Doe" in rows[0]
    assert "nobody" in rows[1]
    assert "Alice Chains" in rows[2]
    words = "4 looked up: 2 found, 1 missing, 1 not readable, in "
    assert driver.status.startswith(words)
    assert driver.text("listProgressWords").startswith(words)
    assert driver.text("peopleListHeading") == "List of 4 people"
    assert sorted(driver.stores.asked) == sorted([*NAMES, "broken"])


def test_an_entry_that_no_record_can_have_is_in_its_place(driver: Driver) -> None:
    run(driver, "johndoe", "x" * 600, "alice")
    assert len(cells(driver)) == 3
    assert driver.status.startswith("2 looked up: 2 found, in ")
    assert driver.status.endswith("; 1 cannot be a username")
    assert driver.stores.asked == ["johndoe", "alice"]


def test_enter_on_a_row_with_nobody_to_open_says_why(driver: Driver) -> None:
    broken = driver.stores.outcomes["broken"] = problem(ProblemKind.DAMAGED_DOCUMENT)
    run(driver, "johndoe", "nobody", "broken", "x" * 600)
    open_row(driver, 1)
    assert driver.status == "No user named “nobody” in Staging"
    open_row(driver, 2)
    assert driver.status == summary(broken)
    open_row(driver, 3)
    assert driver.status.startswith("This username is too long.")
    assert (driver.page, driver.window.focusWidget()) == (LIST, table(driver))


def test_enter_on_a_row_that_is_not_answered_says_so(held: Driver) -> None:
    open_row(held, TEN.index("nobody"))
    assert (held.page, held.status) == (LIST, "Not asked")


def test_while_details_are_hidden_enter_names_nobody_in_full(driver: Driver) -> None:
    values = {"username": "ann@example.com", "fields": ()}
    damaged = replace(problem(ProblemKind.DAMAGED_DOCUMENT), values=values)
    driver.stores.outcomes["broken"] = damaged
    run(driver, "johndoe", "nobody@example.com", "broken")
    driver.press(Qt.Key.Key_H, CONTROL)
    table(driver).selectRow(1)
    QTest.keyPress(table(driver), Qt.Key.Key_Space)  # shows the row, but only while it is held
    open_row(driver, 1)
    assert driver.status == "No user named “n•••@example.com” in Staging"
    open_row(driver, 2)
    assert driver.status == "The record of “a•••@example.com” in Staging is damaged"


def test_the_keyboard_alone_looks_up_a_list(driver: Driver) -> None:
    open_list(driver)
    focus = driver.window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "johndoe\ralice")
    driver.press(Qt.Key.Key_Return, CONTROL)
    wait_for_counts(driver)
    driver.press(Qt.Key.Key_Return)
    wait_for_end(driver)
    assert driver.window.focusWidget() is table(driver)
    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_Return)
    assert driver.values[0] == "alice"


def test_a_running_list_says_how_far_it_is(held: Driver) -> None:
    progress = held.part(QProgressBar, "listProgressBar")
    held.qtbot.waitUntil(lambda: "1 found" in held.text("listProgressWords"))
    assert (progress.value(), progress.maximum()) == (8, 10)
    assert held.text("listProgressWords").startswith("8 of 10 · 1 found, 7 missing")
    held.stores.release_all()
    wait_for_end(held)
    assert not progress.isVisible()


def test_stop_keeps_what_is_there(held: Driver) -> None:
    held.click("stopListButton")
    assert held.status.startswith("Stopped: 8 looked up: 1 found, 7 missing, in ")
    held.stores.release_all()
    assert "John Doe" in cells(held)[0]
    assert "Alice Chains" not in cells(held)[9]
    assert not held.part(QPushButton, "stopListButton").isVisible()


def test_a_person_of_the_list_is_shown_without_reading_again(driver: Driver) -> None:
    run(driver, *NAMES)
    asked = [*driver.stores.asked]
    open_row(driver, 2)
    assert (driver.page, driver.values[0], place_of(driver)) == ("profilePage", "alice", "3 of 3")
    assert driver.field.text() == "alice"
    assert driver.status == "Opened alice, found by exact username · Staging"
    driver.click("previousButton")
    assert (driver.values[0], place_of(driver)) == ("johndoe", "1 of 3")
    assert driver.stores.asked == asked


def steps(driver: Driver) -> tuple[bool, bool]:
    """Return whether the bar above a person leads to another one before and after."""
    previous, following = (
        driver.part(QPushButton, f"{each}Button") for each in ("previous", "next")
    )
    return previous.isEnabled(), following.isEnabled()


def test_the_bar_leads_to_nobody_where_all_others_are_missing(driver: Driver) -> None:
    run(driver, "early", "johndoe", "nobody", "alice", "nobody2")
    open_row(driver, 1)
    assert steps(driver) == (False, True)
    driver.click("nextButton")
    assert (driver.values[0], steps(driver)) == ("alice", (True, False))


def test_the_bar_leads_to_who_was_found_meanwhile(held: Driver) -> None:
    open_row(held, 0)
    assert steps(held) == (False, False)
    held.stores.release_all()
    held.qtbot.waitUntil(lambda: steps(held) == (False, True))
    held.click("nextButton")
    assert held.values[0] == "alice"


@pytest.mark.parametrize("way", ["escape", "button", "alt+left", "key"])
def test_the_way_back_leads_to_the_same_row(driver: Driver, way: str) -> None:
    run(driver, *NAMES)
    open_row(driver, 2)
    if way == "button":
        driver.click("backToListButton")
    elif way == "key":
        open_list(driver)
    else:
        key = {"escape": Qt.Key.Key_Escape, "alt+left": Qt.Key.Key_Left}[way]
        driver.press(key, ALT if way == "alt+left" else Qt.KeyboardModifier.NoModifier)
    assert (driver.page, current_row(driver)) == (LIST, 2)
    assert driver.window.focusWidget() is table(driver)
    assert (driver.field.text(), place_of(driver), bar(driver)) == ("", None, None)


def test_nothing_is_opened_for_somebody_who_is_missing(driver: Driver) -> None:
    run(driver, *NAMES)
    open_row(driver, 1)
    assert driver.page == LIST


def test_a_profile_of_the_list_is_read_again_by_its_own_name(driver: Driver) -> None:
    driver.look_up("bare")
    run(driver, *NAMES)
    open_row(driver, 0)
    driver.look_up_by_key(Qt.Key.Key_R, CONTROL)
    assert driver.stores.asked.count("johndoe") == 2
    assert driver.stores.asked.count("bare") == 1
    assert (driver.values[0], place_of(driver)) == ("johndoe", "1 of 3")
    driver.press(Qt.Key.Key_Escape)
    assert driver.page == LIST


def test_the_details_of_a_person_of_the_list_can_be_read(driver: Driver) -> None:
    run(driver, *NAMES)
    open_row(driver, 0)
    driver.press(Qt.Key.Key_D, CONTROL)
    driver.qtbot.waitUntil(lambda: driver.has("lastChangeValue"))
    assert driver.stores.detailed == [("johndoe", "")]


def test_several_people_with_an_address_are_searched_for(driver: Driver) -> None:
    address = "shared@example.com"
    driver.stores.searches[address] = matches(JOHN, ALICE, way=Way.EMAIL)
    run(driver, address, "johndoe")
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        open_row(driver, 0)
    assert (driver.page, driver.listed) == ("matchesPage", ["johndoe", "alice"])
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, current_row(driver)) == (LIST, 0)


def test_somebody_found_by_e_mail_can_be_read_again(driver: Driver) -> None:
    driver.stores.searches["johndoe@example.com"] = found(JOHN, way=Way.EMAIL)
    run(driver, "johndoe@example.com", "alice")
    open_row(driver, 0)
    assert driver.values[0] == "johndoe"
    driver.look_up_by_key(Qt.Key.Key_R, CONTROL)
    assert "johndoe" in driver.stores.asked
    assert driver.values[0] == "johndoe"


def test_people_can_be_looked_up_beside_a_running_list(held: Driver) -> None:
    look_up_beside(held, "bare")
    assert (held.page, held.values[0]) == ("profilePage", "bare")
    held.qtbot.waitUntil(lambda: bar(held) == "List: 8 of 10")
    held.stores.release_all()
    held.qtbot.waitUntil(lambda: bar(held) == "List of 10")
    assert held.values[0] == "bare"
    assert held.status.startswith("10 looked up")


def test_a_lookup_beside_the_list_leads_back_to_it(driver: Driver) -> None:
    run(driver, *NAMES)
    for text, back in (("bare", Qt.Key.Key_Escape), ("unknown", Qt.Key.Key_Escape)):
        look_up_beside(driver, text)
        assert place_of(driver) is None
        driver.press(back)
        assert driver.page == LIST
    look_up_beside(driver, "bare")
    driver.press(Qt.Key.Key_Left, ALT)
    assert driver.page == LIST


def test_the_bar_leads_back_to_the_list(driver: Driver) -> None:
    run(driver, *NAMES)
    look_up_beside(driver, "bare")
    look_up_beside(driver, "alice")
    assert bar(driver) == "List of 3"
    driver.click("showListButton")
    assert (driver.page, bar(driver), driver.field.text()) == (LIST, None, "")


def test_walking_through_the_history_does_not_lose_the_list(driver: Driver) -> None:
    driver.look_up("bare")
    run(driver, *NAMES)
    driver.look_up_by_key(Qt.Key.Key_Left, ALT)
    assert (driver.values[0], bar(driver)) == ("bare", "List of 3")
    open_list(driver)
    assert len(cells(driver)) == 3


def test_the_list_stays_on_the_start_page_until_it_is_closed(
    driver: Driver, answer: Callable[[str], list[str]]
) -> None:
    run(driver, *NAMES)
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, bar(driver)) == ("welcomePage", "List of 3")
    open_list(driver)
    asked = answer(wording.KEEP)
    driver.click("closeListButton")
    assert (driver.page, asked) == (LIST, [wording.CLOSING])
    answer(wording.CLOSE_LIST)
    driver.click("closeListButton")
    assert (driver.page, bar(driver)) == ("welcomePage", None)
    open_list(driver)
    assert driver.page == INPUT


def test_letters_typed_in_the_list_go_into_the_search_field(driver: Driver) -> None:
    run(driver, *NAMES)
    QTest.keyClick(table(driver), Qt.Key.Key_B)
    assert (driver.field.text(), driver.field.hasFocus()) == ("b", True)


def test_a_new_list_asks_once_before_the_running_one_is_stopped(
    held: Driver, answer: Callable[[str], list[str]]
) -> None:
    held.click("newListButton")
    assert (held.page, bar(held)) == (INPUT, "List: 8 of 10")
    paste_into(paste_field(held), "bare\nalice")
    wait_for_counts(held)
    asked = answer(wording.KEEP)
    held.click("startListButton")
    assert (held.page, asked) == (INPUT, [wording.STOPPING])
    asked = answer(wording.GO_AHEAD)
    held.click("startListButton")
    held.stores.release_all()
    wait_for_end(held)
    assert asked == [wording.STOPPING]
    assert held.status.startswith("2 looked up: 2 found")
    assert len(cells(held)) == 2


def test_escape_from_the_input_of_a_new_list_leads_back(driver: Driver) -> None:
    run(driver, *NAMES)
    driver.click("newListButton")
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, len(cells(driver))) == (LIST, 3)


def test_a_lost_connection_pauses_the_list_and_asks_nobody_twice(driver: Driver) -> None:
    driver.stores.outcomes["nobody"] = problem(ProblemKind.UNREACHABLE)
    start(driver, *NAMES)
    driver.wait_until_shown("listPauseText")
    assert driver.text("listPauseText").startswith("Paused: ")
    assert "again" in driver.text("listPauseText")
    driver.stores.outcomes["nobody"] = Missing("nobody", STAGING.title)
    driver.click("goOnButton")
    wait_for_end(driver)
    assert driver.status.startswith("3 looked up: 2 found, 1 missing")
    assert driver.stores.asked.count("johndoe") == 1
    assert not driver.part(QWidget, "listPauseText").isVisible()


def test_a_paused_list_can_be_stopped(driver: Driver) -> None:
    driver.stores.outcomes["nobody"] = problem(ProblemKind.UNREACHABLE)
    start(driver, *NAMES)
    driver.wait_until_shown("listPauseText")
    driver.click("stopListButton")
    assert driver.status.startswith("Stopped: ")
    assert not driver.part(QWidget, "listPauseText").isVisible()


def test_a_refused_password_is_asked_for_and_the_list_goes_on(driver: Driver) -> None:
    driver.stores.outcomes["nobody"] = problem(ProblemKind.WRONG_SIGN_IN)
    start(driver, *NAMES)
    wait_for_dialog(driver)
    driver.stores.outcomes["nobody"] = Missing("nobody", STAGING.title)
    driver.part(QWidget, "passwordDialog").close()
    driver.click("goOnButton")
    wait_for_dialog(driver)
    field = driver.window.findChildren(QWidget, "passwordField")[-1]
    QTest.keyClicks(field, "right")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for_end(driver)
    assert driver.browser._services.passwords.find(STAGING) == "right"
    assert driver.status.startswith("3 looked up: 2 found, 1 missing")
    assert driver.stores.asked.count("johndoe") == 1


def test_a_password_that_was_given_is_not_asked_for_at_the_next_pause(driver: Driver) -> None:
    driver.stores.outcomes["nobody"] = problem(ProblemKind.WRONG_SIGN_IN)
    start(driver, *NAMES)
    wait_for_dialog(driver)
    driver.stores.outcomes["nobody"] = problem(ProblemKind.UNREACHABLE)
    field = driver.part(QWidget, "passwordField")
    QTest.keyClicks(field, "right")
    QTest.keyClick(field, Qt.Key.Key_Return)
    lost = "Paused: " + summary(problem(ProblemKind.UNREACHABLE)).rstrip(".")
    driver.qtbot.waitUntil(lambda: driver.text("listPauseText").startswith(lost))
    driver.stores.outcomes["nobody"] = Missing("nobody", STAGING.title)
    driver.click("goOnButton")
    dialogs = driver.window.findChildren(QWidget, "passwordDialog")
    assert not any(dialog.isVisible() for dialog in dialogs)
    wait_for_end(driver)


def test_a_refused_password_of_the_environment_is_named_in_the_pause(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = replace(problem(ProblemKind.WRONG_SIGN_IN), values={"variable": "PB_PASSWORD"})
    passwords = driver.browser._services.passwords
    monkeypatch.setattr(passwords, "explain", lambda _problem: named)
    driver.stores.outcomes["nobody"] = problem(ProblemKind.WRONG_SIGN_IN)
    start(driver, *NAMES)
    driver.wait_until_shown("listPauseText")
    assert driver.browser.lists._refused is named


def test_the_password_of_a_list_does_not_disturb_a_lookup_beside_it(driver: Driver) -> None:
    driver.stores.outcomes["nobody"] = problem(ProblemKind.WRONG_SIGN_IN)
    start(driver, *NAMES)
    wait_for_dialog(driver)
    driver.stores.outcomes["nobody"] = Missing("nobody", STAGING.title)
    driver.stores.hold("bare")
    driver.window.ask("bare")
    driver.wait_until_asked("bare")
    field = driver.part(QWidget, "passwordField")
    QTest.keyClicks(field, "right")
    QTest.keyClick(field, Qt.Key.Key_Return)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.stores.release_all()
    driver.qtbot.waitUntil(lambda: bar(driver) == "List of 3")
    assert driver.values[0] == "bare"
    assert driver.stores.asked.count("bare") == 1


def test_a_screen_reader_hears_the_start_the_pause_and_the_end(
    driver: Driver, announced: list[str]
) -> None:
    driver.stores.outcomes["nobody"] = problem(ProblemKind.UNREACHABLE)
    start(driver, *NAMES)
    driver.wait_until_shown("listPauseText")
    driver.stores.outcomes["nobody"] = Missing("nobody", STAGING.title)
    driver.click("goOnButton")
    wait_for_end(driver)
    driver.qtbot.wait(300)  # longer than the figures take to change
    words = ("Looking up", "Paused", "3 looked up", "1 of 3", "2 of 3")
    of_list = [said for said in announced if said.startswith(words)]
    assert of_list[0] == "Looking up a list of 3 people · Staging"
    assert of_list[1].startswith("Paused: ")
    assert of_list[2].startswith("3 looked up")
    assert len(of_list) == 3


def test_the_list_goes_when_the_connection_is_switched(held: Driver) -> None:
    held.browser.switch(OTHER)
    assert (held.page, bar(held)) == ("welcomePage", None)
    held.stores.release_all()
    open_list(held)
    assert held.page == INPUT
    held.qtbot.wait(50)  # an answer of the old list would arrive
    assert cells(held) == []
    assert held.status == ""


def test_the_next_list_is_looked_up_on_the_connection_that_is_shown(held: Driver) -> None:
    held.browser.switch(OTHER)
    held.stores.release_all()
    run(held, "bare", "alice")
    assert held.stores.connections[-1].title == "Other"
    assert held.status.startswith("2 looked up: 2 found")


def test_a_first_list_after_a_switch_is_looked_up_on_the_new_connection(driver: Driver) -> None:
    driver.browser.switch(OTHER)
    driver.stores.hold("johndoe")
    start(driver, *NAMES)
    assert "Other" in driver.status


@pytest.mark.parametrize(("label", "page"), [(wording.KEEP, LIST), (wording.SWITCH, "welcomePage")])
def test_a_switch_asks_before_it_throws_away_what_took_long(
    driver: Driver,
    answer: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    label: str,
    page: str,
) -> None:
    monkeypatch.setattr(list_loss, "LONG", 0.0)
    run(driver, *NAMES)
    asked = answer(label)
    driver.window.connection_wanted.emit(OTHER)
    assert (asked, driver.page) == ([wording.SWITCHING], page)


def test_a_switch_does_not_ask_about_what_is_quickly_looked_up_again(
    driver: Driver, answer: Callable[[str], list[str]]
) -> None:
    run(driver, *NAMES)
    asked = answer(wording.KEEP)
    driver.window.connection_wanted.emit(OTHER)
    assert (asked, driver.page) == ([], "welcomePage")


@pytest.mark.parametrize("label", [wording.KEEP, wording.END])
def test_closing_the_window_asks_before_it_throws_away_what_took_long(
    driver: Driver,
    answer: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    label: str,
) -> None:
    monkeypatch.setattr(list_loss, "LONG", 0.0)
    run(driver, *NAMES)
    asked = answer(label)
    driver.window.close()
    assert (asked, driver.window.isVisible()) == ([wording.ENDING], label == wording.KEEP)


def test_closing_the_window_ends_a_running_list(windows: Windows, held: Driver) -> None:
    held.window.close()
    windows.close()  # which waits for the threads
    assert not held.window.isVisible()


def test_the_log_counts_people_and_names_nobody(
    driver: Driver, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("profile_browser"), "propagate", True)
    caplog.set_level(logging.DEBUG)
    driver.stores.outcomes["broken"] = problem(ProblemKind.DAMAGED_DOCUMENT)
    run(driver, *NAMES, "broken")
    open_row(driver, 0)
    driver.browser.close()
    assert "List on Staging: 4 looked up: 2 found, 1 missing, 1 not readable" in caplog.text
    for name in (*NAMES, "broken", "John"):
        assert name not in caplog.text


@pytest.fixture
def demanding(windows: Windows) -> Driver:
    return windows.open(replace(STAGING, audit_reason=True))


def test_a_reason_is_demanded_before_a_list_is_looked_up(demanding: Driver) -> None:
    prepare(demanding, *NAMES)
    reason = demanding.part(QWidget, "listReasonField")
    assert demanding.window.focusWidget() is reason
    demanding.press(Qt.Key.Key_Return)
    assert demanding.text("listFault") == "Enter a ticket number or a reason."
    assert (demanding.page, demanding.stores.opened) == (INPUT, [])
    QTest.keyClicks(reason, "Ticket 4711")
    demanding.press(Qt.Key.Key_Return)
    wait_for_end(demanding)
    assert demanding.status.startswith("3 looked up")


def test_the_reason_for_a_list_holds_for_the_people_of_it(demanding: Driver) -> None:
    prepare(demanding, *NAMES)
    QTest.keyClicks(demanding.part(QWidget, "listReasonField"), "Ticket 4711")
    demanding.press(Qt.Key.Key_Return)
    wait_for_end(demanding)
    open_row(demanding, 0)
    demanding.press(Qt.Key.Key_D, CONTROL)
    demanding.qtbot.waitUntil(lambda: demanding.stores.detailed != [])
    assert demanding.stores.detailed == [("johndoe", "Ticket 4711")]
    demanding.look_up_by_key(Qt.Key.Key_R, CONTROL)
    assert demanding.values[0] == "johndoe"
    demanding.press(Qt.Key.Key_L, CONTROL)
    demanding.ask("bare")
    assert demanding.page == "reasonPage"
    prepare(demanding, "x", "y")
    assert demanding.text("listReasonField") == ""


def test_no_reason_is_asked_for_where_none_is_demanded(driver: Driver) -> None:
    prepare(driver, *NAMES)
    assert not driver.part(QWidget, "listReasonField").isVisible()


def test_a_gateway_that_wants_a_reason_is_given_one(driver: Driver) -> None:
    needed = Problem(Reason.REASON_NEEDED, STAGING)
    for name in NAMES:
        driver.stores.outcomes[name] = needed
    start(driver, *NAMES)
    driver.qtbot.waitUntil(lambda: driver.page == INPUT)
    assert "reason" in driver.text("listFault")
    for name in NAMES:
        driver.stores.outcomes[name] = found(JOHN)
    assert bar(driver) is None
    driver.qtbot.waitUntil(lambda: start_button(driver).isEnabled())
    QTest.keyClicks(driver.part(QWidget, "listReasonField"), "Ticket 1")
    driver.press(Qt.Key.Key_Return)
    wait_for_end(driver)
    assert driver.status.startswith("3 looked up: 3 found")


def test_a_late_search_does_not_disturb_the_list(driver: Driver) -> None:
    """Opening the list cancels the lookup that is pending."""
    run(driver, *NAMES)
    gate = driver.stores.hold(search_of("jo"))
    driver.press(Qt.Key.Key_L, CONTROL)
    driver.ask("jo")
    driver.qtbot.waitUntil(lambda: driver.stores.searched != [])
    open_list(driver)
    gate.set()
    QApplication.processEvents()
    assert (driver.page, driver.browser.is_waiting, driver.status) == (LIST, False, "")


def test_the_state_of_the_connection_follows_the_list(driver: Driver) -> None:
    states = []
    driver.stores.outcomes["nobody"] = problem(ProblemKind.UNREACHABLE)
    driver.stores.hold("johndoe")
    start(driver, *NAMES)
    states.append(driver.text("connectionState"))
    driver.stores.release_all()
    driver.wait_until_shown("listPauseText")
    states.append(driver.text("connectionState").partition(" since")[0])
    driver.stores.outcomes["nobody"] = Missing("nobody", STAGING.title)
    driver.click("goOnButton")
    wait_for_end(driver)
    states.append(driver.text("connectionState"))
    assert states == ["Connecting …", "Unreachable", "Connected"]


def test_an_entry_that_is_not_asked_says_nothing_about_the_connection(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    start(driver, *NAMES)
    driver.window.lists.add_rows(0, [row_in(RowState.REFUSED, "johndoe")])
    assert driver.text("connectionState") == "Connecting …"


def test_the_status_bar_forgets_a_pause_that_is_over(held: Driver) -> None:
    held.stores.outcomes["nobody"] = problem(ProblemKind.UNREACHABLE)
    held.stores.release_all()
    held.wait_until_shown("listPauseText")
    said = held.status
    assert said.startswith("Paused: ")
    held.window.lists.show_going_on()
    assert (held.status, held.part(QWidget, "listPauseText").isVisible()) == ("", False)
    held.window.lists.show_pause(problem(), None)
    held.window.status.report("Found bare")
    held.window.lists.show_going_on()
    assert held.status == "Found bare"


def test_a_screen_reader_hears_once_about_a_pause(held: Driver, announced: list[str]) -> None:
    for seconds in (1.0, 2.0, 4.0):
        held.window.lists.show_pause(problem(), seconds)
    assert len([said for said in announced if said.startswith("Paused")]) == 1


def test_the_status_bar_says_why_a_list_is_paused_now(held: Driver) -> None:
    held.window.lists.show_pause(problem(ProblemKind.UNREACHABLE), 1.0)
    held.window.lists.show_pause(problem(ProblemKind.WRONG_SIGN_IN), None)
    assert held.status == "Paused: Staging refused the sign-in."


def test_back_on_matches_beside_the_list_their_report_is_there_again(driver: Driver) -> None:
    driver.stores.searches["a"] = matches(JOHN, ALICE)
    run(driver, *NAMES)
    look_up_beside(driver, "a")
    report = driver.status
    driver.press(Qt.Key.Key_Return)
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, driver.status) == ("matchesPage", report)
