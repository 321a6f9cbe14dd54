"""The fields that a connection's layout adds, in the window: shown, read aloud and copied."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QToolButton, QWidget

from profile_browser.domain.user import damaged_of
from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.terminal.answers import report
from tests.gui.fakes import ALICE, JOHN, found, matches
from tests.gui.test_copying import choose, right_click
from tests.gui.test_window_sizes import LARGE, SMALLEST, cut_parts, resize
from tests.unit.helpers.more_fields import (
    DATE,
    LIST,
    NUMBER,
    TEXT,
    TWELVE,
    user_with,
    user_with_twelve,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.fields import FieldKind
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.user import User
    from tests.gui.driver import Driver

FOUR = ["Username", "Full name", "E-mail", "Account"]
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PHONE = "+43 660 1234567"


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def shown(driver: Driver) -> Driver:
    """Return a window with a profile that has twelve added fields."""
    return show(driver, user_with_twelve())


def show(driver: Driver, user: User) -> Driver:
    driver.stores.outcomes[user.username] = found(user)
    driver.look_up(user.username)
    driver.window.grab()
    return driver


def show_values(driver: Driver, *values: MoreValue) -> QLineEdit:
    """Show a profile with these added values, and return the field of the first."""
    show(driver, user_with(values))
    return fields(driver)[values[0].field.label]


def fields(driver: Driver) -> dict[str, QLineEdit]:
    """Return the fields of the profile by their names, in the order of the rows."""
    lines = [line for line in page_of(driver).findChildren(QLineEdit) if line.isVisible()]
    lines.sort(key=lambda line: place_of(line).top())
    return {line.accessibleName(): line for line in lines}


def place_of(part: QWidget) -> QRect:
    return QRect(part.mapToGlobal(QPoint()), part.size())


def page_of(driver: Driver) -> QScrollArea:
    return driver.part(QScrollArea, "profilePage")


def test_added_fields_are_rows_below_the_four_in_their_order(shown: Driver) -> None:
    assert list(fields(shown)) == [*FOUR, *TWELVE]
    texts = [line.text() for line in fields(shown).values()]
    assert texts[:6] == ["johndoe", "John Doe", "johndoe@example.com", "Active", PHONE, "1.234.567"]
    assert texts[7] == "01.03.2019"
    assert texts[9:11] == ["Yes", "gold, beta testers, press"]
    assert texts[-2:] == ["Not a date", NOT_RECORDED]


@pytest.mark.parametrize("size", [SMALLEST, LARGE])
def test_no_name_is_below_a_value(shown: Driver, size: QSize) -> None:
    resize(shown, size)
    labels = {label.text(): label for label in page_of(shown).findChildren(QLabel)}
    for name, line in fields(shown).items():
        assert place_of(labels[name]).right() < place_of(line).left()
        assert place_of(labels[name]).intersected(place_of(line)).isEmpty()


def test_each_added_field_has_a_name_beside_it_and_a_copy_button(shown: Driver) -> None:
    names = {label.text() for label in page_of(shown).findChildren(QLabel)}
    assert set(TWELVE) <= names
    buttons = page_of(shown).findChildren(QToolButton)
    copying = [
        button.accessibleName()
        for button in buttons
        if button.isVisible() and button.objectName().endswith("ValueCopy")
    ]
    assert copying[4:6] == ["Copy phone", "Copy customer number"]
    assert len(copying) == 15  # all but the one that is not recorded


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.5, 1.0])
def test_a_right_click_anywhere_on_an_added_row_offers_to_copy_it(
    shown: Driver, share: float
) -> None:
    opened = shown.menu_opened_by(lambda: right_click(shown, "phoneValue", share))
    assert opened == ["Copy phone"]


def test_tab_follows_the_rows_and_goes_on_to_the_buttons_below(shown: Driver) -> None:
    shown.part(QLineEdit, "usernameValue").setFocus()
    reached: list[QWidget] = []
    while not reached or reached[-1].objectName() != "copyAllButton":
        focus = shown.window.focusWidget()
        assert focus is not None
        reached.append(focus)
        shown.press(Qt.Key.Key_Tab)
    in_rows = [part for part in reached if "Value" in part.objectName()]
    assert len(in_rows) == 16 + 15
    assert reached[: len(in_rows)] == in_rows
    tops = [place_of(part).center().y() for part in reached]
    assert all(above <= below + 2 for above, below in pairwise(tops))


def test_twelve_long_fields_are_not_cut_in_the_smallest_window(shown: Driver) -> None:
    resize(shown, SMALLEST)
    assert shown.window.size() == SMALLEST
    assert cut_parts(shown) == []
    assert page_of(shown).horizontalScrollBar().maximum() == 0


def test_tab_scrolls_to_each_row_in_the_smallest_window(shown: Driver) -> None:
    resize(shown, SMALLEST)
    page = page_of(shown)
    shown.part(QLineEdit, "usernameValue").setFocus()
    for _ in range(30):
        shown.press(Qt.Key.Key_Tab)
        focus = shown.window.focusWidget()
        assert focus is not None
        inside = QRect(focus.mapTo(page.viewport(), QPoint()), focus.size())
        assert page.viewport().rect().intersects(inside)
        assert inside.bottom() <= page.viewport().height()


@pytest.mark.parametrize(
    ("start", "key", "reached"),
    [
        ("helpButton", Qt.Key.Key_Tab, "usernameValue"),
        ("switchButton", Qt.Key.Key_Backtab, "copyAllButton"),
    ],
)
def test_tab_scrolls_to_what_it_reaches_from_outside_the_page(
    shown: Driver, start: str, key: Qt.Key, reached: str
) -> None:
    resize(shown, SMALLEST)
    page, part = page_of(shown), shown.part(QWidget, reached)
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() if key == Qt.Key.Key_Tab else 0)
    shown.part(QWidget, start).setFocus()
    shown.press(key)
    assert part.hasFocus()
    inside = QRect(part.mapTo(page.viewport(), QPoint()), part.size())
    assert page.viewport().rect().contains(inside)


def test_a_long_value_shows_its_beginning_again_once_the_focus_is_gone(shown: Driver) -> None:
    resize(shown, SMALLEST)
    line = fields(shown)["Phone"]
    line.setText(PHONE * 10)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.cursorPosition() == len(line.text())
    shown.press(Qt.Key.Key_Tab)
    assert (line.hasFocus(), line.cursorPosition()) == (False, 0)


def test_another_person_is_shown_from_the_top(shown: Driver) -> None:
    resize(shown, SMALLEST)
    bar = page_of(shown).verticalScrollBar()
    bar.setValue(bar.maximum())
    show(shown, user_with_twelve("jane"))
    assert bar.value() == 0


def test_the_rows_stay_while_profiles_have_the_same_fields(shown: Driver) -> None:
    before = fields(shown)
    show(shown, user_with_twelve("jane"))
    assert fields(shown) == before


def test_a_profile_with_other_fields_has_no_row_of_the_one_before(shown: Driver) -> None:
    assert show_values(shown, value(TEXT, "gold", "Tier")).text() == "gold"
    assert list(fields(shown)) == [*FOUR, "Tier"]
    show(shown, JOHN)
    assert list(fields(shown)) == FOUR
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(page_of(shown).findChildren(QLineEdit)) == 4
    show(shown, user_with_twelve())
    assert list(fields(shown)) == [*FOUR, *TWELVE]


def test_added_values_are_gone_while_another_profile_is_read(shown: Driver) -> None:
    gate = shown.stores.hold("alice")
    shown.ask("alice")
    shown.wait_until_shown("cancelButton")
    lines = page_of(shown).findChildren(QLineEdit)
    assert {line.text() for line in lines} == {NOT_RECORDED}
    assert {line.toolTip() for line in lines} == {""}
    gate.set()
    shown.qtbot.waitUntil(lambda: shown.page == "profilePage")


@pytest.mark.parametrize(
    ("one", "text", "copied"),
    [
        (value(NUMBER, 1234567), "1.234.567", "1234567"),
        (value(DATE, "2019-03-01"), "01.03.2019", "2019-03-01"),
        (value(LIST, ["a", "b"]), "a, b", "a, b"),
        (value(NUMBER, 2**70), str(2**70), str(2**70)),
    ],
)
def test_a_value_is_copied_as_it_is_stored(
    driver: Driver, one: MoreValue, text: str, copied: str
) -> None:
    assert show_values(driver, one).text() == text
    driver.click("fieldValueCopy")
    assert driver.clipboard == copied
    assert driver.status == "Copied: Field"


@pytest.mark.parametrize("one", [value(NUMBER, 1234567), value(DATE, "2019-03-01")])
def test_a_tooltip_says_how_a_number_or_a_date_is_stored(driver: Driver, one: MoreValue) -> None:
    line = show_values(driver, one)
    assert f"Stored as: {one.exact.strip(chr(34))}" in line.toolTip()


def test_a_damaged_value_is_shown_in_words_and_in_colour_with_what_was_found(
    driver: Driver,
) -> None:
    line = show_values(driver, value(DATE, "<b>soon</b>"), value(TEXT, "gold", "Tier"))
    accessible = QAccessible.queryAccessibleInterface(line)
    assert accessible.text(QAccessible.Text.Value) == line.text() == "Not a date"
    assert accessible.text(QAccessible.Text.Description) == "Found: “<b>soon</b>”"
    assert line.palette().text().color().name() == driver.window.pages.theme.colors.bad
    assert fields(driver)["Tier"].text() == "gold"
    driver.click("fieldValueCopy")
    assert driver.clipboard == "Not a date: “<b>soon</b>”"


def test_a_damaged_email_is_said_in_its_row_and_the_rest_of_the_profile_is_shown(
    driver: Driver,
) -> None:
    damaged = replace(JOHN, damaged=damaged_of({"email": ["j@example.com"]}, ["email"]))
    shown = fields(show(driver, damaged))
    assert shown["E-mail"].text() == "Not text"
    assert shown["E-mail"].property("recorded") == "damaged"
    assert shown["Full name"].text() == JOHN.full_name
    assert fields(show(driver, ALICE))["E-mail"].text() != "Not text"


def test_a_healthy_value_after_a_damaged_one_looks_healthy(driver: Driver) -> None:
    before = show_values(driver, value(TEXT, "gold")).palette().text().color()
    assert show_values(driver, value(TEXT, 7)).palette().text().color() != before
    line = show_values(driver, value(TEXT, "gold"))
    assert line.palette().text().color() == before
    assert line.toolTip() == ""


def test_markup_and_ampersands_in_names_are_shown_literally(driver: Driver) -> None:
    show_values(driver, value(TEXT, "x", "<b>R&D</b>"))
    (button,) = [
        button
        for button in page_of(driver).findChildren(QToolButton)
        if "R&D" in button.accessibleName()
    ]
    assert "&lt;b&gt;" in button.toolTip()
    line = fields(driver)["<b>R&D</b>"]
    entries = driver.menu_opened_by(lambda: driver.ask_for_menu(line))
    assert entries == ["Copy <b>R&&D</b>"]


def test_the_first_field_that_is_added_appears_everywhere(
    driver: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    person = user_with([value(TEXT, PHONE, "Phone")])
    line = f"Phone: {PHONE}"
    show(driver, person)
    assert fields(driver)["Phone"].text() == PHONE
    driver.press(Qt.Key.Key_C, CONTROL_SHIFT)
    assert driver.clipboard.splitlines()[4:] == [line]
    choose(driver, "As JSON")
    assert json.loads(driver.clipboard)["more"] == {"phone": PHONE}
    choose(driver, "Copy for a ticket")
    assert driver.clipboard.splitlines()[4:] == ["Phone: +•••"]
    driver.stores.searches["j"] = matches(person, person)
    driver.look_up("j")
    assert driver.table.model().headerData(4, Qt.Orientation.Horizontal) == "Phone"
    assert driver.cell(0, 4) == PHONE
    for outcome in (found(person), matches(person)):
        report(outcome, as_json=False)
        assert line in capsys.readouterr().out.splitlines()
        report(outcome, as_json=True)
        assert json.loads(capsys.readouterr().out)["more"] == {"phone": PHONE}


@pytest.mark.parametrize(
    ("kind", "stored"),
    [(TEXT, "x" * 1_000_000), (LIST, ["x" * 9] * 100_000)],
    ids=("text", "list"),
)
def test_a_megabyte_in_an_added_field_is_shown_shortened_and_copied_in_full(
    driver: Driver, kind: FieldKind, stored: object
) -> None:
    line = show_values(driver, value(kind, stored))
    assert len(line.text()) == 2000
    assert len(line.toolTip()) < 500
    driver.click("fieldValueCopy")
    assert len(driver.clipboard) >= 999_999


def test_a_megabyte_in_a_damaged_field_is_shortened_everywhere(driver: Driver) -> None:
    line = show_values(driver, value(NUMBER, "x" * 1_000_000))
    assert line.text() == "Not a number"
    assert len(line.toolTip()) < 500
    driver.click("fieldValueCopy")
    assert len(driver.clipboard) < 500


def test_a_profile_without_added_fields_has_no_further_rows(driver: Driver) -> None:
    show(driver, ALICE)
    assert len(page_of(driver).findChildren(QLineEdit)) == 4
