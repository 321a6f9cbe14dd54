"""The list of people with columns for the fields that a connection's layout adds."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from profile_browser.ui.widgets.matches_menu import MatchesMenu
from profile_browser.ui.widgets.matches_model import BY_RANK
from profile_browser.ui.widgets.matches_table import MatchesTable
from tests.gui.fakes import ALICE, JOHN, matches
from tests.gui.test_window_sizes import LARGE, SMALLEST, cut_parts, resize
from tests.unit.helpers.more_fields import TEXT, TWELVE, user_with, user_with_twelve, value

if TYPE_CHECKING:
    from tests.gui.driver import Driver

FOUR = ["Username", "Full name", "E-mail", "Account"]
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SEVERAL = [user_with_twelve("johndoe"), user_with_twelve("johnroe")]


@pytest.fixture
def listing(driver: Driver) -> Driver:
    driver.stores.searches["j"] = matches(*SEVERAL)
    driver.stores.searches["a"] = matches(ALICE, JOHN)
    driver.look_up("j")
    return driver


def shown_columns(driver: Driver) -> list[str]:
    table, across = driver.table, Qt.Orientation.Horizontal
    columns = range(table.model().columnCount())
    shown = [column for column in columns if not table.isColumnHidden(column)]
    return [table.model().headerData(column, across) for column in shown]


def test_added_columns_are_shown_as_far_as_there_is_room_and_later_ones_give_way(
    listing: Driver,
) -> None:
    resize(listing, LARGE)
    columns = shown_columns(listing)
    assert columns == [*FOUR, *TWELVE][: len(columns)]
    assert 4 < len(columns) < 16
    resize(listing, SMALLEST)
    assert shown_columns(listing) == ["Username", "Account"]
    assert cut_parts(listing) == []


def test_added_columns_give_way_before_an_address_or_a_name_is_cut(driver: Driver) -> None:
    added = [value(TEXT, "+44 7700 900852", "Phone"), value(TEXT, "73", "Balance")]
    address = "maximiliane.friedrichs@example.com"
    person = user_with(added, full_name="Maximiliane Friedrichs", email=address, disabled=False)
    people = [person, person]
    driver.stores.searches["m"] = matches(*people)
    driver.look_up("m")
    resize(driver, LARGE)
    counts = []
    for width in (1300, 1000, 900, 760):
        driver.window.resize(width, 500)
        driver.window.grab()
        counts.append(len(shown_columns(driver)))
        needed = driver.table.fontMetrics().horizontalAdvance(address)
        assert driver.table.columnWidth(2) > needed
    assert counts[0] == 6
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < 6


def test_no_header_is_cut_at_any_width(listing: Driver) -> None:
    header = listing.table.horizontalHeader()
    for width in (1600, 400, 900, 1300):
        listing.window.resize(width, 500)
        listing.window.grab()
        for column in range(16):
            if not listing.table.isColumnHidden(column):
                assert header.sectionSize(column) >= header.sectionSizeHint(column)


def test_a_tooltip_shows_the_whole_header_of_an_added_column(driver: Driver) -> None:
    driver.stores.searches["x"] = matches(*[user_with([value(TEXT, "x", "<b>R&D</b>")], "x")] * 2)
    driver.look_up("x")
    across, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    tips = [driver.table.model().headerData(column, across, tip) for column in range(5)]
    assert tips == [None] * 4 + ["<p>&lt;b&gt;R&amp;D&lt;/b&gt;</p>"]


def test_a_list_without_added_fields_has_four_columns_again(listing: Driver) -> None:
    resize(listing, LARGE)
    listing.field.setFocus()
    listing.look_up("a")
    assert shown_columns(listing) == FOUR
    listing.field.setFocus()
    listing.look_up("j")
    assert len(shown_columns(listing)) > 4


def test_columns_are_as_wide_as_the_texts_of_the_people_listed_now(driver: Driver) -> None:
    driver.stores.searches["x"] = matches(*[user_with([value(TEXT, "x")], "x")] * 2)
    driver.stores.searches["y"] = matches(*[user_with([value(TEXT, "y" * 30)], "y")] * 2)
    resize(driver, LARGE)
    for asked in "xy":
        driver.field.setFocus()
        driver.look_up(asked)
    needed = driver.table.fontMetrics().horizontalAdvance("y" * 30)
    assert driver.table.columnWidth(4) > needed


def test_a_row_is_copied_with_all_added_fields_as_they_are_stored(listing: Driver) -> None:
    listing.press(Qt.Key.Key_C, CONTROL_SHIFT)
    lines = listing.clipboard.splitlines()
    assert len(lines) == 16
    assert "Customer number: 1234567" in lines


def test_the_menu_sorts_by_added_fields_that_are_hidden_too(driver: Driver) -> None:
    people = [user_with([value(TEXT, one, "R&D")], one) for one in ("b", "a")]
    driver.stores.searches["x"] = matches(*people)
    driver.look_up("x")
    resize(driver, SMALLEST)
    assert shown_columns(driver) == ["Username", "Account"]
    table = driver.part(MatchesTable, "matchesTable")
    menu = MatchesMenu(people[0], table.people.columns, BY_RANK, table)
    menu.sort_wanted.connect(table.sort_by)
    orders = menu.findChild(QMenu, "sortMenu")
    assert orders is not None
    (by_added,) = [action for action in orders.actions() if action.text() == "R&&D"]
    by_added.trigger()
    assert driver.listed == ["a", "b"]
    assert table.people.order_text == "Sorted by R&D"


def test_fifty_people_with_sixteen_fields_are_listed_at_once(driver: Driver) -> None:
    people = [user_with_twelve(f"john{number}") for number in range(50)]
    driver.stores.searches["j"] = matches(*people)
    resize(driver, LARGE)
    started = perf_counter()
    driver.look_up("j")
    driver.window.grab()
    assert perf_counter() - started < 1
    assert len(driver.listed) == 50
