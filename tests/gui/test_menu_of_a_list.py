"""The menu of a row in the list of matches, and what is copied from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from profile_browser.domain.user import User
from tests.gui.fakes import ALICE, BARE, JOHN, matches, problem
from tests.gui.lists import open_menu, open_menu_by_key

if TYPE_CHECKING:
    from tests.gui.driver import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALL_OF_ALICE = """\
Username: alice
Full name: Alice Chains
E-mail: alice@example.com
Account: Disabled"""


@pytest.fixture
def listing(driver: Driver) -> Driver:
    """Return a window that lists three people."""
    driver.stores.searches["al"] = matches(JOHN, ALICE, BARE)
    driver.look_up("al")
    return driver


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


def test_a_menu_that_was_closed_is_deleted(listing: Driver) -> None:
    open_menu(listing, 1)
    listing.part(QMenu, "matchesMenu").close()
    listing.qtbot.waitUntil(lambda: not listing.has("matchesMenu"))


def test_the_menu_closes_when_the_people_are_replaced(listing: Driver) -> None:
    open_menu(listing, 1)
    listing.browser.report_internal_error(problem())
    listing.qtbot.waitUntil(lambda: not listing.has("matchesMenu"))


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
