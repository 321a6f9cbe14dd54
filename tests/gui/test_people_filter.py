"""The filter above the table of a list: outcomes with their counts, and a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest

from tests.gui.listed import NAMES, ListWindow
from tests.gui.test_window_sizes import is_cut
from tests.unit.helpers.listed import entries_of, found_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


ALL, FOUND, SEVERAL, MISSING, NOT_READABLE, REFUSED, NOT_ASKED = range(7)


@pytest.fixture
def applied(listing: ListWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the texts that the table is filtered by."""
    texts: list[str] = []
    apply: Callable[..., None] = listing.table.filter_by

    def note(states: object, text: str) -> None:
        texts.append(text)
        apply(states, text)

    monkeypatch.setattr(listing.table, "filter_by", note)
    return texts


def choices(window: ListWindow) -> list[str]:
    return [window.choice.itemText(at) for at in range(window.choice.count())]


def test_every_outcome_says_how_many_there_are_while_the_list_fills(
    window: ListWindow, qtbot: QtBot
) -> None:
    assert choices(window)[0] == "All 5"
    assert choices(window)[NOT_ASKED] == "Not asked 5"
    with qtbot.waitSignal(window.table.changed):
        window.table.set_rows(0, [found_row("eve")])
    assert choices(window) == [
        *("All 5", "Found 1", "Several people 0", "No such user 0", "Not readable 0"),
        *("Not a username 0", "Not asked 4"),
    ]


def test_many_parts_of_a_list_are_counted_together(window: ListWindow, qtbot: QtBot) -> None:
    reports: list[str] = []
    window.table.changed.connect(lambda: reports.append(choices(window)[FOUND]))
    for at, name in enumerate(NAMES):
        window.table.set_rows(at, [found_row(name)])
    qtbot.waitUntil(lambda: reports != [])
    assert reports == ["Found 5"]


def test_an_outcome_is_chosen_by_keyboard_and_one_of_nobody_is_skipped(
    listing: ListWindow,
) -> None:
    QTest.keyClick(listing.choice, Qt.Key.Key_Down)
    assert (listing.shown, listing.said) == (["eve", "ann", "zoe"], "3 of 5")
    QTest.keyClick(listing.choice, Qt.Key.Key_Down)
    QTest.keyClick(listing.choice, Qt.Key.Key_Down)
    assert (listing.shown, listing.choice.currentIndex()) == (["bob"], MISSING)
    QTest.keyClick(listing.choice, Qt.Key.Key_Down)
    assert listing.choice.currentIndex() == MISSING
    QTest.keyClick(listing.choice, Qt.Key.Key_Home)
    assert listing.shown == [*NAMES]


def test_typing_filters_the_list_once_the_keys_pause(
    listing: ListWindow, applied: list[str], qtbot: QtBot
) -> None:
    QTest.keyClicks(listing.field, "ZOE")
    qtbot.waitUntil(lambda: listing.shown == ["zoe"])
    assert applied == ["ZOE"]
    assert listing.said == "1 of 5"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_a_key_leads_from_the_text_to_the_first_row_that_matches(
    listing: ListWindow, key: Qt.Key
) -> None:
    QTest.keyClicks(listing.field, "ann")
    QTest.keyClick(listing.field, key)
    assert listing.table.hasFocus()
    assert (listing.shown, listing.selected) == (["ann"], ["ann"])
    listing.press(Qt.Key.Key_Return)
    assert listing.opened == ["ann"]


def test_esc_clears_the_text_before_it_means_anything_to_the_window(
    listing: ListWindow, qtbot: QtBot
) -> None:
    escaped: list[bool] = []
    QShortcut("Esc", listing, lambda: escaped.append(True))
    listing.field.setFocus()
    QTest.keyClicks(listing.field, "zoe")
    qtbot.waitUntil(lambda: listing.shown == ["zoe"])
    QTest.keyClick(listing.field, Qt.Key.Key_Escape)
    assert (listing.field.text(), escaped) == ("", [])
    qtbot.waitUntil(lambda: listing.shown == [*NAMES])
    QTest.keyClick(listing.field, Qt.Key.Key_Escape)
    assert escaped == [True]


def test_screen_readers_hear_how_many_match(
    listing: ListWindow, announced: list[str], qtbot: QtBot
) -> None:
    for text, said in (("zoe", "1 of 5"), ("nobody", "Nobody in this list matches.")):
        listing.field.clear()
        QTest.keyClicks(listing.field, text)
        qtbot.waitUntil(lambda said=said: announced[-1:] == [said])  # type: ignore[misc]
    assert listing.choice.accessibleName()
    assert listing.field.accessibleName()


def test_clearing_the_filter_shows_everybody_at_once(listing: ListWindow) -> None:
    listing.choice.setCurrentIndex(MISSING)
    QTest.keyClicks(listing.field, "b")
    listing.filter.clear()
    assert listing.shown == [*NAMES]
    assert (listing.field.text(), listing.choice.currentIndex()) == ("", ALL)


def test_the_filter_stays_what_it_says_when_a_new_list_comes(listing: ListWindow) -> None:
    listing.choice.setCurrentIndex(MISSING)
    QTest.keyClicks(listing.field, "b")
    listing.table.show_entries(entries_of("x", "y"), ())
    assert (listing.field.text(), listing.choice.currentIndex()) == ("", ALL)
    assert (listing.shown, listing.said) == (["x", "y"], "2 of 2")


@pytest.mark.parametrize("width", [300, 400, 760])
def test_no_part_of_the_filter_is_cut_in_a_narrow_window(listing: ListWindow, width: int) -> None:
    listing.fit(width)
    choice, field = listing.choice, listing.field
    assert choice.width() >= choice.minimumSizeHint().width()
    assert not is_cut(field)
    assert listing.filter.width() <= width
    assert all(part.geometry().right() < listing.filter.width() for part in (choice, field))


def test_the_choice_does_not_change_its_width_while_the_list_fills(
    window: ListWindow,
) -> None:
    width = window.choice.width()
    window.table.show_entries(entries_of(*map(str, range(10_000))), ())
    window.fit(1100)
    assert window.choice.width() == width
