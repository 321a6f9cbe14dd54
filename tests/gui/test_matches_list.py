"""The list of matches is a place: sort it, walk through its people, come back, and copy from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from profile_browser.domain.outcome import Missing
from profile_browser.domain.user import User
from tests.gui.fakes import ALICE, BARE, JOHN, STAGING, found, matches

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

USERNAME, FULL_NAME, EMAIL, ACCOUNT = range(4)
DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ALL_OF_ALICE = """\
Username: alice
Full name: Alice Chains
E-mail: alice@example.com
Account: Disabled"""
RANKED = ["johndoe", "alice", "bare"]


@pytest.fixture
def listing(driver: Driver) -> Driver:
    """Return a window that lists three people."""
    driver.stores.searches["al"] = matches(JOHN, ALICE, BARE)
    driver.look_up("al")
    return driver


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what screen readers are told, in order."""
    said: list[str] = []

    def note(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return said


def click_header(driver: Driver, column: int) -> None:
    header = driver.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def open_menu(driver: Driver, row: int) -> dict[str, QAction]:
    """Open the menu of a row by the right button, and return its entries by label."""
    place = driver.table.visualRect(driver.table.model().index(row, 0)).center()
    return _opened(driver, QContextMenuEvent.Reason.Mouse, place)


def open_menu_by_key(driver: Driver) -> dict[str, QAction]:
    return _opened(driver, QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))


def _opened(driver: Driver, reason: QContextMenuEvent.Reason, place: QPoint) -> dict[str, QAction]:
    viewport = driver.table.viewport()
    event = QContextMenuEvent(reason, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = driver.window.findChildren(QMenu, "matchesMenu")[-1]
    orders = menu.findChild(QMenu, "sortMenu")
    assert orders is not None
    actions = [*menu.actions(), *orders.actions()]
    return {action.text().partition("\t")[0]: action for action in actions}


def place_of(driver: Driver) -> str | None:
    """Return what the bar above a profile says, or None if it is not there."""
    is_there = driver.has("matchBar") and driver.part(QWidget, "matchBar").isVisible()
    return driver.text("matchPlace") if is_there else None


# Sorting


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


# The bar above a profile


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
    with listing.qtbot.waitSignal(listing.browser.service.answered):
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


# The menu and copying


def test_the_menu_of_a_row_opens_that_person(listing: Driver) -> None:
    open_menu(listing, 1)["Open"].trigger()
    assert listing.values[0] == "alice"


@pytest.mark.parametrize(
    ("entry", "copied", "status"),
    [
        ("Copy username", "alice", "Copied: Username"),
        ("Copy e-mail", "alice@example.com", "Copied: E-mail"),
        (
            "Copy row",
            ALL_OF_ALICE,
            "Copied: All fields",
        ),
    ],
)
def test_the_menu_copies_what_its_entries_say(
    listing: Driver, announced: list[str], entry: str, copied: str, status: str
) -> None:
    open_menu(listing, 1)[entry].trigger()
    assert (listing.clipboard, listing.status) == (copied, status)
    assert announced == [status]


def test_the_menu_opens_by_key_for_the_selected_row(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Down)
    open_menu_by_key(listing)["Copy username"].trigger()
    assert listing.clipboard == "alice"


def test_shift_f10_opens_the_menu_wherever_the_desktop_does_not(listing: Driver) -> None:
    entries = listing.menu_opened_by(lambda: listing.press(Qt.Key.Key_F10, SHIFT))
    labels = [entry.partition("\t")[0] for entry in entries if entry]
    assert labels == ["Open", "Copy username", "Copy e-mail", "Copy row", "Sort by"]


def test_an_e_mail_that_is_not_recorded_cannot_be_copied(listing: Driver) -> None:
    assert not open_menu(listing, 2)["Copy e-mail"].isEnabled()


def test_no_menu_opens_below_the_last_row(listing: Driver) -> None:
    viewport = listing.table.viewport()
    below = viewport.rect().bottomLeft()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, below, viewport.mapToGlobal(below))
    QApplication.sendEvent(viewport, event)
    assert not listing.has("matchesMenu")


def test_ctrl_c_copies_the_username_and_with_shift_the_whole_row(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Down)
    listing.press(Qt.Key.Key_C, CTRL)
    assert listing.clipboard == "alice"
    listing.press(Qt.Key.Key_C, CTRL | SHIFT)
    assert listing.clipboard == ALL_OF_ALICE


def test_a_long_username_is_copied_in_full(driver: Driver) -> None:
    long = User(username="u" * 1000)
    driver.stores.searches["u"] = matches(long, BARE)
    driver.look_up("u")
    driver.press(Qt.Key.Key_C, CTRL)
    assert driver.clipboard == "u" * 1000


def test_copied_is_said_in_the_row_that_was_copied(listing: Driver) -> None:
    listing.press(Qt.Key.Key_Down)
    listing.press(Qt.Key.Key_C, CTRL)
    page = listing.window.pages.matches
    mark = page.findChild(QLabel, "copiedMark")
    assert mark is not None
    assert mark.isVisible()
    row = listing.table.visualRect(listing.table.currentIndex())
    middle = mark.mapToGlobal(mark.rect().center()).y()
    assert abs(listing.table.viewport().mapToGlobal(row.center()).y() - middle) <= 1


# Columns and marks


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


def test_a_found_profile_is_not_marked_as_opened_from_a_list(driver: Driver) -> None:
    driver.stores.searches["j"] = found(JOHN)
    driver.look_up("j")
    assert place_of(driver) is None
