"""Hiding personal details while the screen is shared, and showing one of them while it is held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton, QWidget

from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.masking import USUAL_MASKS, MaskRules
from profile_browser.domain.more_values import MoreValue
from profile_browser.domain.outcome import Missing
from profile_browser.domain.people_list import ListRow, RowState
from profile_browser.domain.privacy import ClearReason
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages import people_table
from tests.gui.fakes import ALICE, BARE, JOHN, STAGING, found, matches
from tests.gui.listed import ROWS, ListWindow
from tests.unit.helpers.listed import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

CONTROL, NOTHING = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
IN_FULL = ["johndoe", "John Doe", "johndoe@example.com", "Active"]
HIDDEN = ["johndoe", "J••• D•••", "j•••@example.com", "Active"]
PERSONAL = ("John Doe", "johndoe@example.com", "John", "Doe")


@pytest.fixture(autouse=True)
def shown_again(theme: Theme) -> Iterator[None]:
    """Show details again for other tests, which share the theme."""
    yield
    theme.masking.start(USUAL_MASKS)


def hide(driver: Driver) -> None:
    driver.press(Qt.Key.Key_H, CONTROL)


def all_texts(driver: Driver) -> list[str]:
    """Everything that the visible widgets say on screen and to a screen reader."""
    texts = [driver.window.windowTitle(), driver.status]
    for widget in driver.window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        texts += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None:
            texts += [interface.text(role) for role in QAccessible.Text]
        texts.append(getattr(widget, "text", str)() or "")
    return [text for text in texts if text]


def send_key(widget: QWidget, kind: QEvent.Type, *, repeats: bool = False) -> None:
    event = QKeyEvent(kind, Qt.Key.Key_Space, NOTHING, " ", repeats)
    QApplication.sendEvent(widget, event)


def press_space(widget: QWidget) -> None:
    send_key(widget, QEvent.Type.KeyPress)
    for _ in range(3):  # what a held key sends on X11
        send_key(widget, QEvent.Type.KeyPress, repeats=True)
        send_key(widget, QEvent.Type.KeyRelease, repeats=True)


def release_space(widget: QWidget) -> None:
    send_key(widget, QEvent.Type.KeyRelease)


def lose_window(widget: QWidget) -> None:
    reason = Qt.FocusReason.ActiveWindowFocusReason
    QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut, reason))


def test_details_are_shown_at_the_start(driver: Driver) -> None:
    driver.look_up("johndoe")
    assert driver.values == IN_FULL
    assert not driver.has("hiddenBar")


def test_a_shown_profile_is_hidden_and_shown_by_the_shortcut(driver: Driver) -> None:
    driver.look_up("johndoe")
    hide(driver)
    assert driver.values == HIDDEN
    assert driver.text("profileHeading") == "J••• D•••"
    assert driver.status == "Details are hidden"
    hide(driver)
    assert driver.values == IN_FULL
    assert driver.text("profileHeading") == "John Doe"
    assert driver.status == "Details are shown"


def test_nothing_on_screen_or_read_aloud_has_a_hidden_detail(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.part(QToolButton, "emailValueCopy").setFocus()
    hide(driver)
    texts = all_texts(driver)
    assert "j•••@example.com" in texts
    assert [text for text in texts if any(name in text for name in PERSONAL)] == []


def test_words_and_a_button_say_that_details_are_hidden(driver: Driver) -> None:
    hide(driver)
    assert driver.part(QWidget, "hiddenBar").isVisible()
    assert driver.text("hiddenWords").startswith("Details are hidden.")
    driver.click("showDetailsButton")
    assert not driver.part(QWidget, "hiddenBar").isVisible()


def test_the_menu_hides_details_and_is_ticked(driver: Driver) -> None:
    menu = driver.part(QMenu, "helpMenu")
    action = next(one for one in menu.actions() if one.text().startswith("Hide details\t"))
    assert not action.isChecked()
    action.trigger()
    assert action.isChecked()
    hide(driver)
    assert not action.isChecked()


def test_details_stay_hidden_for_the_next_person(driver: Driver) -> None:
    hide(driver)
    driver.look_up("johndoe")
    assert driver.values == HIDDEN
    driver.look_up("bare")
    driver.look_up("johndoe")
    assert driver.values == HIDDEN
    assert driver.text("profileHeading") == "J••• D•••"


def hold_email(driver: Driver) -> QLineEdit:
    """Hide the details of a person, hold Space on the e-mail, and return its field."""
    driver.look_up("johndoe")
    hide(driver)
    field = driver.part(QLineEdit, "emailValue")
    field.setFocus()
    press_space(field)
    return field


def test_a_held_key_shows_one_value(driver: Driver) -> None:
    field = hold_email(driver)
    assert driver.values == [*HIDDEN[:2], "johndoe@example.com", "Active"]
    release_space(field)
    assert driver.values == HIDDEN


def test_a_held_value_is_hidden_when_the_focus_or_the_window_goes(driver: Driver) -> None:
    field = hold_email(driver)
    driver.field.setFocus()
    assert driver.values == HIDDEN
    field.setFocus()
    press_space(field)
    lose_window(field)
    assert driver.values == HIDDEN


def test_a_held_key_does_not_show_the_next_person(driver: Driver) -> None:
    hold_email(driver)
    driver.look_up("johndoe")
    assert driver.values == HIDDEN


def test_a_space_in_the_profile_changes_nothing_while_all_is_shown(driver: Driver) -> None:
    driver.look_up("johndoe")
    field = driver.part(QLineEdit, "emailValue")
    field.setFocus()
    field.selectAll()
    press_space(field)
    release_space(field)
    assert field.selectedText() == "johndoe@example.com"


def test_the_eye_shows_a_value_while_it_is_held_by_mouse_or_key(driver: Driver) -> None:
    driver.look_up("johndoe")
    hide(driver)
    eye = driver.part(QToolButton, "emailValueReveal")
    assert eye.accessibleName() == "Show the value while this is held"
    QTest.mousePress(eye, Qt.MouseButton.LeftButton)
    assert driver.values[2] == "johndoe@example.com"
    QTest.mouseRelease(eye, Qt.MouseButton.LeftButton)
    assert driver.values == HIDDEN
    QTest.keyPress(eye, Qt.Key.Key_Space)
    assert driver.values[2] == "johndoe@example.com"
    lose_window(eye)
    assert driver.values == HIDDEN
    hide(driver)
    assert not eye.isVisible()


def test_nothing_offers_to_show_a_value_that_is_gone(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    eye = driver.part(QToolButton, "emailValueReveal")
    assert not eye.isHidden()
    driver.stores.hold("alice")
    driver.ask("alice")
    assert eye.isHidden()


def test_only_masked_values_have_an_eye(driver: Driver) -> None:
    driver.look_up("bare")
    hide(driver)
    assert not driver.has("usernameValueReveal")
    assert not driver.has("emailValueReveal")  # it is not recorded


def test_copies_are_what_their_names_say(driver: Driver) -> None:
    driver.look_up("johndoe")
    hide(driver)
    driver.click("emailValueCopy")
    assert driver.clipboard == "johndoe@example.com"
    driver.click("copyAllButton")
    assert "John Doe" in driver.clipboard


def test_the_administrator_decides_what_is_hidden(driver: Driver) -> None:
    driver.browser._theme.masking.start(
        MaskRules({"username": True, "full_name": False, "disabled": True})
    )
    driver.window.title.shows_username = True
    driver.look_up("johndoe")
    hide(driver)
    assert driver.values == ["j•••", "John Doe", "j•••@example.com", "•••"]
    assert driver.window.windowTitle().startswith("j•••")
    hide(driver)
    assert driver.window.windowTitle().startswith("johndoe")


@pytest.fixture
def listing(driver: Driver) -> Driver:
    """Return a window that lists three people, with details hidden."""
    driver.stores.searches["jo"] = matches(JOHN, ALICE, BARE)
    driver.look_up("jo")
    hide(driver)
    return driver


def row(driver: Driver, number: int) -> list[str]:
    return [driver.cell(number, column) for column in range(4)]


def test_matches_are_hidden_and_a_held_key_shows_one_row(listing: Driver) -> None:
    assert row(listing, 0) == HIDDEN
    listing.table.setFocus()
    press_space(listing.table)
    assert row(listing, 0) == IN_FULL
    assert row(listing, 1)[1] != ALICE.full_name
    release_space(listing.table)
    assert row(listing, 0) == HIDDEN


def test_a_held_row_is_hidden_when_another_row_or_window_is_used(listing: Driver) -> None:
    listing.table.setFocus()
    press_space(listing.table)
    listing.table.selectRow(1)
    assert row(listing, 0) == HIDDEN
    listing.table.selectRow(0)
    press_space(listing.table)
    lose_window(listing.table)
    assert row(listing, 0) == HIDDEN


def test_a_long_press_of_the_mouse_shows_a_row_and_a_click_does_not(listing: Driver) -> None:
    viewport, left = listing.table.viewport(), Qt.MouseButton.LeftButton
    at = listing.table.visualRect(listing.table.model().index(0, 1)).center()
    QTest.mouseClick(viewport, left, NOTHING, at)
    assert row(listing, 0) == HIDDEN
    QTest.mousePress(viewport, left, NOTHING, at)
    assert row(listing, 0) == HIDDEN
    listing.qtbot.waitUntil(lambda: row(listing, 0) == IN_FULL)
    QTest.mouseRelease(viewport, left, NOTHING, at)
    assert row(listing, 0) == HIDDEN


def test_the_mouse_hides_a_row_when_it_leaves_it(listing: Driver) -> None:
    viewport, left = listing.table.viewport(), Qt.MouseButton.LeftButton
    model = listing.table.model()
    QTest.mousePress(viewport, left, NOTHING, listing.table.visualRect(model.index(0, 1)).center())
    listing.qtbot.waitUntil(lambda: row(listing, 0) == IN_FULL)
    below = QPoint(5, -50)  # where no row becomes current
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(below), viewport.mapToGlobal(QPointF(below)), left, left,
        NOTHING,
    )  # fmt: skip
    QApplication.sendEvent(viewport, moved)
    assert row(listing, 0) == HIDDEN
    QTest.mouseRelease(viewport, left, NOTHING, below)


def test_space_selects_as_usual_while_all_is_shown(listing: Driver) -> None:
    hide(listing)
    listing.table.setFocus()
    press_space(listing.table)
    assert row(listing, 0) == IN_FULL
    assert row(listing, 1)[1] == ALICE.full_name


def test_tooltips_and_descriptions_of_rows_are_hidden(listing: Driver) -> None:
    model = listing.window.pages.matches.table.people
    model.describes_rows = True
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        said = str(model.index(0, 0).data(role))
        assert "j•••@example.com" in said
        assert [name for name in PERSONAL if name in said] == []


def test_a_match_that_is_opened_and_left_stays_hidden(listing: Driver) -> None:
    listing.table.setFocus()
    listing.press(Qt.Key.Key_Return)
    assert listing.values == HIDDEN
    listing.press(Qt.Key.Key_Escape)
    assert row(listing, 0) == HIDDEN


def test_a_held_key_does_not_show_a_profile_that_replaces_the_held_one(driver: Driver) -> None:
    field = hold_email(driver)
    driver.window.pages.profile.show_profile(found(ALICE))
    assert field.hasFocus()
    assert driver.values[2] == "a•••@example.com"


def test_how_a_hidden_value_is_stored_is_hidden_as_well(driver: Driver) -> None:
    since = MoreValue(Field("Since", FieldKind.NUMBER, path="since"), 20240506, "20240506")
    driver.stores.searches["jo"] = matches(
        replace(JOHN, more=(since,)), replace(ALICE, more=(since,))
    )
    driver.look_up("jo")
    model = driver.window.pages.matches.table.people
    model.describes_rows = False
    description = Qt.ItemDataRole.AccessibleDescriptionRole
    assert "20240506" in str(model.index(0, 4).data(description))
    hide(driver)
    assert model.index(0, 4).data(description) is None
    assert model.index(0, 4).data() == "•••"


def test_suggestions_hide_names(driver: Driver) -> None:
    driver.look_up("johndoe")
    hide(driver)
    driver.type("joh")
    assert driver.suggested_entries == ["johndoe  ·  J••• D•••"]


@pytest.fixture
def hidden_list(window: ListWindow, theme: Theme) -> ListWindow:
    """Return a list of people, one of whom was asked for by address, with details hidden."""
    window.table.show_entries(entries_of("eve", "zoe@example.com", "twins"), ())
    window.table.set_rows(0, (ROWS[0], ROWS[3], ROWS[4]))
    theme.masking.toggle()
    return window


def texts_of(window: ListWindow, number: int) -> str:
    people = window.table.people
    shown = [people.index(number, column).data() for column in range(people.columnCount())]
    return " | ".join(map(str, [*shown, people._description_of(number)]))


def test_a_list_of_many_people_is_hidden(hidden_list: ListWindow) -> None:
    eve, zoe = texts_of(hidden_list, 0), texts_of(hidden_list, 1)
    assert "E-mail: e•••@example.com" in eve
    assert "| z•••@example.com |" in zoe
    assert [name for name in ("Ève", "eve@", "Zoë", "zoe@") if name in f"{eve} {zoe}"] == []
    assert "castor, pollux" in texts_of(hidden_list, 2)  # usernames are in clear


def test_masked_usernames_are_masked_in_a_list_as_well(
    hidden_list: ListWindow, theme: Theme
) -> None:
    theme.masking.rules = MaskRules({"username": True})
    hidden_list.table.people._texts.clear()
    said = texts_of(hidden_list, 2)
    assert "c•••, p•••" in said
    assert [name for name in ("castor", "pollux", "twins") if name in said] == []


def test_a_held_key_shows_one_row_of_a_list(hidden_list: ListWindow) -> None:
    hidden_list.table.go_to(0)
    hidden_list.table.setFocus()
    press_space(hidden_list.table)
    assert "Ève" in texts_of(hidden_list, 0)
    assert "Zoë" not in texts_of(hidden_list, 1)
    release_space(hidden_list.table)
    assert "Ève" not in texts_of(hidden_list, 0)


def test_the_list_of_recent_lookups_hides_names_and_addresses(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.look_up("jane.roe@example.com")
    hide(driver)
    assert driver.text("welcomeHeading").startswith("No user named “j•••@example.com”")
    recent = driver.window.pages.welcome._recent
    shown = [recent.item(row).text() for row in range(recent.count())]
    assert any("j•••@example.com" in text for text in shown)
    assert [text for text in shown if "jane.roe" in text or "John" in text] == []


def test_the_status_bar_does_not_name_an_address(driver: Driver) -> None:
    hide(driver)
    driver.look_up("jane.roe@example.com")
    assert "jane.roe" not in driver.status
    assert "“j•••@example.com”" in driver.status


def test_a_cleared_window_offers_the_address_masked(driver: Driver) -> None:
    driver.stores.outcomes["jane@example.com"] = found(JOHN)
    hide(driver)
    driver.look_up("jane@example.com")
    driver.browser.privacy.clear(ClearReason.IDLE)
    assert "Cleared after 5 minutes" in driver.text("welcomeHeading")
    assert "jane@" not in " ".join(all_texts(driver))


DAMAGED = Problem(Reason.RECORD_DAMAGED, STAGING, values={"username": "johndoe", "fields": ()})
ADDRESS = "jane@example.com"


@pytest.fixture
def strict(driver: Driver) -> Driver:
    """Return a window whose administrator masks usernames."""
    driver.browser._theme.masking.start(MaskRules({"username": True}))
    return driver


def names_shown(driver: Driver, *names: str) -> list[str]:
    """Return what names somebody outside the search field, which shows what is typed."""
    driver.field.clear()
    return [text for text in all_texts(driver) if any(name in text for name in names)]


def test_a_problem_on_screen_hides_whom_it_names_and_names_them_again(strict: Driver) -> None:
    strict.stores.outcomes["johndoe"] = DAMAGED
    strict.look_up("johndoe")
    hide(strict)
    assert strict.text("problemSummary") == "The record of “j•••” in Staging is damaged"
    assert names_shown(strict, "johndoe") == []
    hide(strict)
    assert strict.text("problemSummary") == "The record of “johndoe” in Staging is damaged"


def test_a_problem_that_arrives_while_details_are_hidden_names_nobody(strict: Driver) -> None:
    strict.stores.outcomes["johndoe"] = DAMAGED
    hide(strict)
    strict.look_up("johndoe")
    assert strict.text("problemSummary") == "The record of “j•••” in Staging is damaged"
    assert names_shown(strict, "johndoe") == []


def test_a_problem_does_not_name_a_hidden_address(driver: Driver) -> None:
    values = {"text": ADDRESS, "fields": ()}
    driver.stores.searches[ADDRESS] = Problem(Reason.MATCHES_DAMAGED, STAGING, values=values)
    hide(driver)
    driver.look_up(ADDRESS)
    said = driver.text("problemSummary")
    assert said == "The record found for “j•••@example.com” in Staging is damaged"
    assert names_shown(driver, "jane") == []


def test_a_screen_reader_does_not_hear_whom_a_problem_names(
    strict: Driver, announced: list[str]
) -> None:
    strict.stores.outcomes["johndoe"] = DAMAGED
    hide(strict)
    announced.clear()
    strict.look_up("johndoe")
    assert announced == ["The record of “j•••” in Staging is damaged"]


def test_the_copied_details_of_a_problem_name_the_record(strict: Driver) -> None:
    strict.stores.outcomes["johndoe"] = DAMAGED
    hide(strict)
    strict.look_up("johndoe")
    strict.click("copyDetailsButton")
    assert "The record of “johndoe”" in strict.clipboard


@pytest.mark.parametrize("outcome", [DAMAGED, Missing("johndoe", "Staging")])
def test_why_there_are_no_record_details_is_said_without_the_name(
    strict: Driver, outcome: Problem | Missing
) -> None:
    strict.stores.details["johndoe"] = outcome
    strict.look_up("johndoe")
    strict.part(QToolButton, "detailsLine").click()
    strict.qtbot.waitUntil(lambda: "johndoe" in strict.text("recordDetailsMessage"))
    hide(strict)
    assert "“j•••”" in strict.text("recordDetailsMessage")
    hide(strict)
    assert "“johndoe”" in strict.text("recordDetailsMessage")
    strict.part(QToolButton, "detailsLine").click()
    hide(strict)
    assert strict.text("recordDetailsMessage") == ""


def test_a_damaged_record_in_a_list_is_named_masked() -> None:
    row = ListRow(entries_of("johndoe")[0], RowState.NOT_READABLE, problem=DAMAGED)
    said = people_table.reason(row, 100, MaskRules({"username": True}))
    assert said.startswith("The record of “j•••” in Staging is damaged.")


def test_the_report_of_a_lookup_is_masked_when_it_is_shown_again(driver: Driver) -> None:
    driver.stores.searches[ADDRESS] = Problem(Reason.INDEX_MISSING, STAGING)
    driver.look_up(ADDRESS)
    assert "jane@" in driver.status
    hide(driver)
    driver.click("whyButton")
    driver.press(Qt.Key.Key_Escape)
    assert "“j•••@example.com”" in driver.status
    assert names_shown(driver, "jane@") == []


def test_the_sentence_of_a_cleared_window_names_nobody_once_details_are_hidden(
    strict: Driver,
) -> None:
    strict.look_up("johndoe")
    strict.browser.privacy.clear(ClearReason.IDLE)
    assert "johndoe" in strict.text("welcomeHeading")
    hide(strict)
    assert names_shown(strict, "johndoe") == []
