"""The table of a list: selecting, opening, copying and sorting while it fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from profile_browser.domain.people_list import RowState
from profile_browser.ui.theme import DARK, LIGHT
from profile_browser.ui.widgets.people_model import LEAD, LeadColumn
from profile_browser.ui.widgets.row_model import Column
from tests.gui.listed import NAMES, ROWS, ListWindow
from tests.unit.helpers.listed import entries_of, found_row, found_rows, numbered, row_in
from tests.unit.helpers.more_fields import TEXT, field, value

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from profile_browser.ui.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FULL_NAME = LEAD + 1
EVERYBODY: frozenset[RowState] = frozenset()
DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole


@pytest.fixture
def long(window: ListWindow) -> ListWindow:
    """Return a window with a list of 1000 people."""
    window.table.show_entries(numbered(1000), ())
    window.table.set_rows(0, found_rows(numbered(1000)))
    window.table.settle()
    return window


def test_the_first_row_is_selected_from_the_start(window: ListWindow) -> None:
    assert (window.selected, window.table.place) == (["eve"], (1, 5))


def test_enter_and_a_double_click_open_who_was_found(listing: ListWindow) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.click(1)
    QTest.mouseDClick(listing.table.viewport(), Qt.MouseButton.LeftButton, pos=listing.place_of(1))
    listing.click(4)
    listing.press(Qt.Key.Key_Enter)
    assert listing.opened == ["eve", "ann", "twins"]


def test_nothing_opens_where_there_is_nobody_to_show(listing: ListWindow) -> None:
    listing.click(2)
    listing.press(Qt.Key.Key_Return)
    assert not listing.menu(2)["Open"].isEnabled()
    assert listing.opened == []


def test_previous_and_next_open_only_who_was_found(listing: ListWindow) -> None:
    listing.click(1)
    for distance, name in ((1, "zoe"), (1, "twins"), (-1, "zoe"), (-1, "ann"), (-1, "eve")):
        listing.table.step(distance)
        assert (listing.opened[-1], listing.current) == (name, name)
    listing.table.step(-1)
    assert len(listing.opened) == 5


def test_the_next_person_is_selected_alone_while_ctrl_is_held(listing: ListWindow) -> None:
    listing.click(2, CTRL)  # Qt takes Ctrl as held from here on
    listing.table.step(1)
    assert listing.selected == ["zoe"]


def test_coming_back_leads_to_the_row_that_was_opened_with_the_selection_as_it_was(
    listing: ListWindow,
) -> None:
    listing.click(1)
    listing.press(Qt.Key.Key_Down, SHIFT)
    listing.press(Qt.Key.Key_Down, SHIFT)
    listing.press(Qt.Key.Key_Return)
    listing.field.setFocus()
    listing.table.go_to_last_opened()
    assert listing.table.hasFocus()
    assert (listing.current, listing.selected) == ("zoe", ["ann", "bob", "zoe"])


def test_coming_back_finds_the_row_after_the_list_was_sorted(long: ListWindow) -> None:
    long.table.go_to(500)
    long.press(Qt.Key.Key_Return)
    long.table.go_to(0)
    long.table.sort_by(LeadColumn.ASKED_FOR)
    long.table.go_to_last_opened()
    assert [long.current] == long.opened
    assert long.table.viewport().rect().contains(long.place_of(long.table.current_row))


def test_coming_back_to_a_row_that_the_filter_hides_stays_where_it_is(listing: ListWindow) -> None:
    listing.press(Qt.Key.Key_Return)
    listing.table.filter_by(EVERYBODY, "zoe")
    listing.table.go_to_last_opened()
    assert listing.current == "zoe"


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ([(Qt.Key.Key_End, None)], ["twins"]),
        ([(Qt.Key.Key_End, None), (Qt.Key.Key_Home, None)], ["eve"]),
        ([(Qt.Key.Key_Down, None), (Qt.Key.Key_End, SHIFT)], ["ann", "bob", "zoe", "twins"]),
        ([(Qt.Key.Key_A, CTRL)], [*NAMES]),
        ([(Qt.Key.Key_PageDown, None)], ["twins"]),
    ],
    ids=("end", "home", "shift-end", "all", "page"),
)
def test_keys_select_rows(
    window: ListWindow, keys: list[tuple[Qt.Key, Qt.KeyboardModifier | None]], selected: list[str]
) -> None:
    for key, modifier in keys:
        window.press(key, modifier or Qt.KeyboardModifier.NoModifier)
    assert window.selected == selected


def test_letters_belong_in_the_search_field(window: ListWindow) -> None:
    for key, modifier in ((Qt.Key.Key_J, None), (Qt.Key.Key_J, CTRL), (Qt.Key.Key_J, ALT)):
        window.press(key, modifier or Qt.KeyboardModifier.NoModifier)
    assert window.typed == ["j"]


def test_ctrl_c_copies_the_selected_rows_for_a_spreadsheet(listing: ListWindow) -> None:
    listing.click(1)
    listing.click(2, CTRL)
    listing.press(Qt.Key.Key_C, CTRL)
    ((text, what),) = listing.copied
    lines = [line.split("\t") for line in text.split("\n")]
    assert [line[:4] for line in lines] == [
        ["ann", "Found", "ann", "Ann Muñiz"],
        ["bob", "No such user", "", ""],
    ]
    assert what == "2 rows"


def test_added_fields_are_copied_too(window: ListWindow) -> None:
    window.table.show_entries(entries_of("jo"), (field("Phone", TEXT),))
    window.table.set_rows(0, [found_row("jo", more=[value(TEXT, "43", "Phone")])])
    window.press(Qt.Key.Key_C, CTRL)
    assert window.copied[0][0].endswith("\t43")


@pytest.mark.parametrize(
    ("entry", "text", "what"),
    [
        ("Copy what was asked for", "eve\nann\nbob\nzoe\ntwins", "5 entries"),
        ("Copy usernames", "eve\nann\nzoe\ncastor\npollux", "5 usernames"),
        ("Copy e-mails", "eve@example.com\nzoe@example.com", "2 e-mails"),
    ],
)
def test_the_menu_copies_values_of_all_selected_rows(
    listing: ListWindow, entry: str, text: str, what: str
) -> None:
    listing.press(Qt.Key.Key_A, CTRL)
    listing.menu(2)[entry].trigger()
    assert listing.copied == [(text, what)]


def test_one_value_that_is_copied_is_called_by_its_name(listing: ListWindow) -> None:
    listing.menu(0)["Copy e-mails"].trigger()
    assert listing.copied == [("eve@example.com", "E-mail")]


def test_all_rows_that_are_shown_are_copied_below_the_labels_of_their_columns(
    listing: ListWindow,
) -> None:
    listing.table.filter_by(EVERYBODY, "zo")
    listing.table.copy_table()
    ((text, what),) = listing.copied
    labels, *rows = text.split("\n")
    assert labels.split("\t")[:4] == ["Asked for", "Outcome", "Username", "Full name"]
    assert [row.split("\t")[:3] for row in rows] == [["zoe", "Found", "zoe"]]
    assert what == "1 row"
    listing.table.filter_by(EVERYBODY, "nobody")
    listing.table.copy_table()
    assert len(listing.copied) == 1


def test_rows_are_copied_as_text(listing: ListWindow) -> None:
    listing.click(2)
    listing.table.copy_rows_as_text()
    listing.menu(2)["Copy rows as text"].trigger()
    (one, other) = listing.copied
    assert one == other
    assert "bob" in one[0]
    assert one[1] == "1 row"


def test_the_menu_offers_nothing_that_would_copy_nothing(listing: ListWindow) -> None:
    entries = listing.menu(2)
    assert not entries["Copy usernames"].isEnabled()
    assert not entries["Copy e-mails"].isEnabled()
    assert entries["Copy what was asked for"].isEnabled()


def test_a_blank_value_is_not_copied(listing: ListWindow) -> None:
    listing.table.set_rows(0, [found_row("eve", email=" ")])
    assert not listing.menu(0)["Copy e-mails"].isEnabled()


def test_the_menu_of_a_row_that_is_not_selected_is_about_that_row(listing: ListWindow) -> None:
    listing.menu(3)["Copy usernames"].trigger()
    assert listing.copied[0][0] == "zoe"
    assert listing.selected == ["zoe"]


def test_an_open_menu_means_the_same_people_after_the_list_was_sorted(listing: ListWindow) -> None:
    entries = listing.menu(0)
    listing.table.sort_by(LeadColumn.ASKED_FOR)
    entries["Copy usernames"].trigger()
    entries["Open"].trigger()
    assert (listing.copied[0][0], listing.opened) == ("eve", ["eve"])


def test_the_menu_closes_when_the_list_is_replaced(listing: ListWindow, qtbot: QtBot) -> None:
    listing.menu(0)
    listing.table.show_entries((), ())
    qtbot.waitUntil(lambda: listing.findChild(QMenu, "peopleMenu") is None)


def test_the_list_is_sorted_from_the_menu_and_back_into_its_own_order(listing: ListWindow) -> None:
    listing.menu(0)["Full name"].trigger()
    assert listing.shown == ["ann", "eve", "zoe", "bob", "twins"]
    listing.menu(0)["Order of the list"].trigger()
    assert listing.shown == [*NAMES]


def test_screen_readers_hear_the_order(listing: ListWindow, announced: list[str]) -> None:
    across = Qt.Orientation.Horizontal
    for _ in range(3):
        listing.click_header(LeadColumn.NUMBER)
    listing.click_header(LeadColumn.OUTCOME)
    described = [listing.table.people.headerData(at, across, DESCRIPTION) for at in range(4)]
    assert described == [None, None, "Sorted by outcome", None]
    assert announced == [
        "Sorted by number in the list",
        "Sorted by number in the list, in reverse order",
        "In the order of the list",
        "Sorted by outcome",
    ]


def test_several_selected_people_stay_selected_when_the_list_is_sorted(listing: ListWindow) -> None:
    listing.click(0)
    listing.click(2, CTRL)
    listing.click(3, CTRL)
    listing.click_header(LeadColumn.ASKED_FOR)
    assert listing.shown == ["ann", "bob", "eve", "twins", "zoe"]
    assert (listing.selected, listing.current) == (["bob", "eve", "zoe"], "zoe")
    listing.press(Qt.Key.Key_Up)
    assert listing.selected == ["twins"]


def test_a_list_whose_selection_was_not_moved_starts_at_the_top_when_sorted(
    listing: ListWindow,
) -> None:
    listing.click_header(LeadColumn.ASKED_FOR)
    assert listing.selected == ["ann"]


def test_who_is_selected_stays_so_through_a_filter_that_hides_them(listing: ListWindow) -> None:
    listing.click(1)
    listing.click(3, CTRL)
    for text in ("zo", "zoe"):
        listing.table.filter_by(EVERYBODY, text)
        assert (listing.selected, listing.current) == (["zoe"], "zoe")
    listing.table.filter_by(EVERYBODY, "bob")
    assert (listing.selected, listing.current) == (["bob"], "bob")
    listing.table.filter_by(EVERYBODY, "nobody")
    assert listing.selected == []
    listing.table.filter_by(EVERYBODY, "")
    assert (listing.selected, listing.current) == (["ann", "zoe"], "zoe")


def test_several_stay_selected_when_a_filter_hides_the_current_one(listing: ListWindow) -> None:
    listing.click(3)
    for row in (4, 1):
        listing.click(row, CTRL)
    listing.table.filter_by(EVERYBODY, "o")
    assert (listing.selected, listing.current) == (["zoe", "twins"], "zoe")


def test_everybody_stays_selected_when_the_list_is_sorted(listing: ListWindow) -> None:
    listing.press(Qt.Key.Key_A, CTRL)
    listing.click_header(LeadColumn.ASKED_FOR)
    assert len(listing.selected) == 5


def test_who_is_selected_in_a_filtered_list_counts_once_it_is_shown_whole(
    listing: ListWindow,
) -> None:
    listing.click(1)
    listing.table.filter_by(EVERYBODY, "o")
    listing.press(Qt.Key.Key_Down)
    chosen = listing.selected
    listing.table.filter_by(EVERYBODY, "")
    assert listing.selected == chosen


def test_who_is_hidden_is_not_copied(listing: ListWindow) -> None:
    listing.press(Qt.Key.Key_A, CTRL)
    listing.table.filter_by(EVERYBODY, "zoe")
    listing.menu(0)["Copy usernames"].trigger()
    assert listing.copied[0][0] == "zoe"


def test_everybody_stays_selected_while_the_list_fills(window: ListWindow) -> None:
    window.press(Qt.Key.Key_A, CTRL)
    window.table.set_rows(0, ROWS)
    window.table.settle()
    assert window.selected == [*NAMES]


def test_the_current_row_stays_in_place_on_screen_when_a_run_ends(long: ListWindow) -> None:
    long.table.show_entries(numbered(1000), ())
    long.table.sort_by(FULL_NAME)
    long.table.go_to(500)
    long.table.set_rows(0, found_rows(numbered(1000)))
    person, place = long.current, long.place_of(long.table.current_row).y()
    long.table.settle()
    assert long.table.current_row != 500
    assert (long.current, long.place_of(long.table.current_row).y()) == (person, place)


def test_a_person_who_scrolled_away_is_not_taken_back_when_a_run_ends(long: ListWindow) -> None:
    bar = long.table.verticalScrollBar()
    long.table.sort_by(FULL_NAME)
    long.table.go_to(0)
    first = long.table.people.place_at(0)
    long.table.set_rows(first, [found_row("x", full_name="Zz")])
    bar.setValue(9000)
    long.table.settle()
    assert long.table.current_row != 0
    assert bar.value() == 9000


def test_nothing_scrolls_while_the_list_fills(long: ListWindow, qtbot: QtBot) -> None:
    long.table.filter_by(frozenset({RowState.FOUND}), "")
    long.table.verticalScrollBar().setValue(5000)
    seen = long.table.indexAt(long.place_of(0)).isValid(), long.table.rowAt(5)
    long.table.set_rows(0, found_rows(numbered(1000)))
    qtbot.waitUntil(lambda: not long.table.people._unprepared)
    assert (long.table.indexAt(long.place_of(0)).isValid(), long.table.rowAt(5)) == seen
    assert long.table.verticalScrollBar().value() == 5000


def test_columns_keep_their_widths_while_the_list_fills(long: ListWindow, qtbot: QtBot) -> None:
    widths = [long.table.columnWidth(at) for at in range(7)]
    row = found_row("x", full_name="A very long name indeed " * 3)
    with qtbot.waitSignal(long.table.changed):
        long.table.set_rows(10, [row])
    assert [long.table.columnWidth(at) for at in range(7)] == widths


def test_columns_fit_the_first_people_who_are_found(window: ListWindow, qtbot: QtBot) -> None:
    address = "maximiliane.friedrichs@subsidiary.example.com"
    with qtbot.waitSignal(window.table.changed):
        window.table.set_rows(0, [found_row("eve", email=address)])
    needed = window.table.fontMetrics().horizontalAdvance(address)
    assert window.table.columnWidth(LEAD + 2) > needed


def test_a_narrow_window_shows_what_was_asked_and_the_outcome(listing: ListWindow) -> None:
    listing.fit(400)
    assert listing.columns[:2] == ["Asked for", "Outcome"]
    described = listing.table.currentIndex().data(DESCRIPTION)
    assert "E-mail: eve@example.com" in described.splitlines()
    listing.fit(200)
    assert listing.columns == ["Asked for", "Outcome"]
    assert listing.table.horizontalScrollBar().maximum() == 0
    listing.fit(1100)
    assert listing.columns == [*listing.table.people.columns]
    assert listing.table.currentIndex().data(DESCRIPTION) is None


@pytest.mark.parametrize("width", [400, 500, 640, 760, 900, 1100])
def test_no_header_and_no_outcome_is_cut_at_any_width(listing: ListWindow, width: int) -> None:
    listing.fit(width)
    table = listing.table
    header = table.horizontalHeader()
    for column in range(7):
        if not table.isColumnHidden(column):
            assert header.sectionSize(column) >= header.sectionSizeHint(column)
    needed = max(
        table.sizeHintForIndex(table.people.index(row, LeadColumn.OUTCOME)).width()
        for row in range(5)
    )
    assert table.columnWidth(LeadColumn.OUTCOME) >= needed


def test_what_was_asked_is_not_cut_short_for_another_column(listing: ListWindow) -> None:
    name = "maximilian.hohenstein"
    listing.table.show_entries(entries_of(name), ())
    address = f"{name}@customers.example.com"
    listing.table.set_rows(0, [found_row(name, full_name=name, email=address, disabled=True)])
    listing.table.settle()
    for width in range(360, 1100, 40):
        listing.fit(width)
        wanted = listing.table.fontMetrics().averageCharWidth() * 16
        assert listing.table.columnWidth(LeadColumn.ASKED_FOR) >= wanted


def test_the_icon_of_an_outcome_follows_the_colour_scheme(
    listing: ListWindow, theme: Theme
) -> None:
    for dark, colors in ((True, DARK), (False, LIGHT)):
        theme.use(dark=dark)
        icon = listing.table.people.index(0, LeadColumn.OUTCOME).data(
            Qt.ItemDataRole.DecorationRole
        )
        image = icon.pixmap(16, 16).toImage()
        seen = {image.pixelColor(x, y).name() for x in range(16) for y in range(16)}
        assert colors.good in seen


def test_a_filter_without_result_says_so_in_the_table(listing: ListWindow) -> None:
    label = listing.table.findChild(QLabel, "nobodyMatches")
    assert label is not None
    listing.table.filter_by(EVERYBODY, "nobody")
    assert label.isVisible()
    assert label.text() == "Nobody in this list matches."
    listing.table.filter_by(EVERYBODY, "")
    assert not label.isVisible()
    listing.table.show_entries((), ())
    assert not label.isVisible()


def test_a_new_list_forgets_the_filter_the_order_and_who_was_opened(listing: ListWindow) -> None:
    listing.click(1)
    listing.press(Qt.Key.Key_Return)
    listing.table.sort_by(LeadColumn.ASKED_FOR)
    listing.table.filter_by(EVERYBODY, "zoe")
    listing.table.show_entries(entries_of("c", "a", "b"), ())
    listing.table.go_to_last_opened()
    listing.table.settle()
    assert (listing.shown, listing.selected) == (["c", "a", "b"], ["c"])
    assert not listing.table.horizontalHeader().isSortIndicatorShown()


def test_all_rows_are_saved_in_the_order_of_the_input_however_the_table_shows_them(
    listing: ListWindow,
) -> None:
    listing.table.sort_by(LeadColumn.ASKED_FOR)
    listing.table.filter_by(EVERYBODY, "zoe")
    assert listing.table.rows() == [*ROWS]


class CountedColumns(tuple[Column, ...]):
    """Counts how often the view asks how many columns there are."""

    __slots__ = ()
    asked: ClassVar[list[int]] = []

    def __len__(self) -> int:
        self.asked.append(1)
        return super().__len__()


def test_everybody_of_a_long_list_is_selected_and_painted_at_once(window: ListWindow) -> None:
    """Qt would look at each selected row to paint a header."""
    window.table.show_entries(numbered(20_000), ())
    window.press(Qt.Key.Key_A, CTRL)
    window.table.people._columns = columns = CountedColumns(window.table.people._columns)
    columns.asked.clear()
    window.grab()
    assert 0 < len(columns.asked) < 20_000
    assert len(window.table.rows(selected_only=True)) == 20_000


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def settled_paints(window: ListWindow, qtbot: QtBot) -> Paints:
    """Count how often the rows are painted, once nothing is left to be painted."""
    qtbot.waitUntil(lambda: not window.table._paint.isActive())
    window.table.repaint()
    QApplication.processEvents()
    return Paints(window.table.viewport())


def test_rows_out_of_sight_are_not_painted_when_they_are_filled_in(
    long: ListWindow, qtbot: QtBot
) -> None:
    paints = settled_paints(long, qtbot)
    with qtbot.waitSignal(long.table.changed):
        long.table.set_rows(500, found_rows(numbered(250)))
    assert paints.count == 0


def test_rows_in_sight_are_painted_soon_and_many_parts_of_them_together(
    long: ListWindow, qtbot: QtBot
) -> None:
    paints = settled_paints(long, qtbot)
    for at in range(10):
        long.table.set_rows(at, [row_in(RowState.MISSING, str(at))])
        QApplication.processEvents()
    qtbot.waitUntil(lambda: paints.count > 0)
    assert paints.count == 1


def test_rows_in_sight_are_painted_also_while_others_keep_coming(
    long: ListWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    settled_paints(long, qtbot)
    starts, start = [], long.table._paint.start

    def note_start() -> None:
        starts.append(1)
        start()

    monkeypatch.setattr(long.table._paint, "start", note_start)
    for at in range(3):
        long.table.set_rows(at, [row_in(RowState.MISSING, str(at))])
    assert len(starts) == 1


def test_rows_that_a_filter_hides_before_they_are_painted_do_no_harm(
    long: ListWindow, qtbot: QtBot
) -> None:
    long.table.set_rows(0, [row_in(RowState.MISSING, "x")])
    long.table.filter_by(EVERYBODY, "nobody")
    qtbot.waitUntil(lambda: not long.table._paint.isActive())
