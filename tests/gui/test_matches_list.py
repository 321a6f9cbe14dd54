"""The list of matches: its order, its columns, and the marked letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from profile_browser.domain.user import User
from profile_browser.ui.theme import DARK, LIGHT
from profile_browser.ui.widgets.marked_text import SPANS_ROLE, laid_out
from profile_browser.ui.widgets.row_table import CELL_PADDING
from tests.gui.fakes import ALICE, BARE, JOHN, matches
from tests.gui.lists import (
    ACCOUNT,
    EMAIL,
    FULL_NAME,
    USERNAME,
    click_header,
    open_menu_by_key,
)

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole
RANKED = ["johndoe", "alice", "bare"]


@pytest.fixture
def listing(driver: Driver) -> Driver:
    """Return a window that lists three people."""
    driver.stores.searches["al"] = matches(JOHN, ALICE, BARE)
    driver.look_up("al")
    return driver


def test_a_header_sorts_upwards_then_downwards_then_by_best_match(listing: Driver) -> None:
    orders = []
    for _ in range(3):
        click_header(listing, USERNAME)
        orders.append(listing.listed)
    assert orders == [["alice", "bare", "johndoe"], ["johndoe", "bare", "alice"], RANKED]


def test_what_is_not_recorded_is_last_in_both_directions(listing: Driver) -> None:
    click_header(listing, FULL_NAME)
    assert listing.listed == ["alice", "johndoe", "bare"]
    click_header(listing, FULL_NAME)
    assert listing.listed == ["johndoe", "alice", "bare"]


def test_accents_do_not_move_a_name_behind_z(driver: Driver) -> None:
    names = ["Zoe", "Álvaro", "bob"]
    people = [User(username=f"p{at}", full_name=name) for at, name in enumerate(names)]
    driver.stores.searches["p"] = matches(*people)
    driver.look_up("p")
    click_header(driver, FULL_NAME)
    assert [driver.cell(row, FULL_NAME) for row in range(3)] == ["Álvaro", "bob", "Zoe"]


def test_the_list_is_sorted_by_keyboard_from_its_menu(listing: Driver) -> None:
    open_menu_by_key(listing)["E-mail"].trigger()
    assert listing.listed == ["alice", "johndoe", "bare"]
    entries = open_menu_by_key(listing)
    assert [label for label, entry in entries.items() if entry.isChecked()] == ["E-mail"]
    entries["E-mail"].trigger()
    assert listing.listed == ["johndoe", "alice", "bare"]
    open_menu_by_key(listing)["Best match"].trigger()
    assert listing.listed == RANKED


def test_the_selected_person_stays_selected_when_the_list_is_sorted(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Down)
    click_header(listing, USERNAME)
    assert listing.table.currentIndex().row() == listing.listed.index("alice") == 0
    listing.press(Qt.Key.Key_Down)
    click_header(listing, USERNAME)
    assert listing.listed[listing.table.currentIndex().row()] == "bare"


def test_a_list_whose_selection_was_not_moved_starts_at_the_top_when_sorted(
    listing: Driver,
) -> None:
    click_header(listing, USERNAME)
    assert listing.table.currentIndex().row() == 0


def test_a_new_search_is_ordered_by_best_match_again(listing: Driver) -> None:
    click_header(listing, USERNAME)
    listing.field.setFocus()
    listing.look_up("al")
    assert listing.listed == RANKED
    assert not listing.table.horizontalHeader().isSortIndicatorShown()


def test_a_new_list_does_not_announce_an_order(listing: Driver, announced: list[str]) -> None:
    click_header(listing, USERNAME)
    listing.field.setFocus()
    listing.look_up("al")
    assert [said for said in announced if said.startswith("Sorted")] == ["Sorted by username"]


def test_screen_readers_hear_the_order(listing: Driver, announced: list[str]) -> None:
    click_header(listing, FULL_NAME)
    across = Qt.Orientation.Horizontal
    described = [listing.table.model().headerData(at, across, DESCRIPTION) for at in range(4)]
    assert described == [None, "Sorted by full name", None, None]
    click_header(listing, FULL_NAME)
    click_header(listing, FULL_NAME)
    assert announced == [
        "Sorted by full name",
        "Sorted by full name, in reverse order",
        "Sorted by best match",
    ]


def test_no_column_is_far_wider_than_its_texts_while_another_is_cut(driver: Driver) -> None:
    long = User(username="jo", full_name="Jo", email=f"{'jo.' * 40}@example.com")
    driver.stores.searches["jo"] = matches(long, BARE)
    driver.look_up("jo")
    table = driver.table
    for column in (USERNAME, FULL_NAME):
        header = table.horizontalHeader().sectionSizeHint(column)
        texts = [driver.cell(row, column) for row in range(2)]
        longest = max(map(table.fontMetrics().horizontalAdvance, texts))
        assert table.columnWidth(column) <= max(header, longest + 40)
    email = table.fontMetrics().horizontalAdvance(driver.cell(0, EMAIL))
    assert table.columnWidth(EMAIL) < email


def test_no_text_is_cut_if_all_fit(driver: Driver) -> None:
    people = [User(username="al", full_name="Al", email="al@example.com"), ALICE]
    driver.stores.searches["al"] = matches(*people)
    driver.look_up("al")
    table = driver.table
    assert table.horizontalHeader().length() == table.viewport().width()
    for column in range(4):
        needed = max(
            table.sizeHintForIndex(table.model().index(row, column)).width() for row in range(2)
        )
        assert table.columnWidth(column) >= needed


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("row", [0, 1], ids=["selected", "not-selected"])
def test_matched_letters_look_different_by_more_than_colour(
    driver: Driver, theme: Theme, dark: bool, row: int
) -> None:
    theme.use(dark=dark)
    drawn = []
    for text in ("al", "x"):  # the same people: once the letters match, once they do not
        driver.stores.searches[text] = matches(ALICE, ALICE)
        driver.field.setFocus()
        driver.look_up(text)
        driver.table.setFocus()
        cell = driver.table.visualRect(driver.table.model().index(row, USERNAME))
        image = driver.table.viewport().grab(cell).toImage()
        ground = image.pixelColor(1, 1)
        drawn.append(
            sum(
                image.pixelColor(x, y) != ground
                for x in range(image.width())
                for y in range(image.height())
            )
        )
    theme.use(dark=False)
    marked, plain = drawn
    assert marked > plain > 0


def test_a_marked_text_is_not_cut_where_the_same_text_without_marks_would_fit(
    driver: Driver,
) -> None:
    name = "m" * 15
    people = [User(username=name, full_name="M", email="x" * 199), BARE]
    driver.stores.searches[name] = matches(*people)
    driver.look_up(name)
    cell = driver.table.model().index(0, USERNAME)
    room = driver.table.columnWidth(USERNAME) - CELL_PADDING
    drawn = laid_out(name, tuple(cell.data(SPANS_ROLE)), driver.table.font(), room)
    assert cell.data(SPANS_ROLE) == [(0, 15)]
    assert drawn.text() == name


def test_columns_fit_larger_letters_at_once(listing: Driver) -> None:
    table = listing.table
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    table.setFont(font)
    needed = max(
        table.sizeHintForIndex(table.model().index(row, ACCOUNT)).width() for row in range(3)
    )
    assert table.columnWidth(ACCOUNT) >= needed


def test_the_icon_of_an_account_follows_the_colour_scheme(listing: Driver, theme: Theme) -> None:
    for dark, colors in ((True, DARK), (False, LIGHT)):
        theme.use(dark=dark)
        icon = listing.table.model().index(1, ACCOUNT).data(Qt.ItemDataRole.DecorationRole)
        image = icon.pixmap(16, 16).toImage()
        seen = {image.pixelColor(x, y).name() for x in range(16) for y in range(16)}
        assert colors.bad in seen
