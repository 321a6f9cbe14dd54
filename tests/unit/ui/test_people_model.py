"""The rows of a list of people: filled in, sorted and filtered in any order of events."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.folding import fold
from profile_browser.domain.more_values import read_more
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.problem import ProblemKind
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.ui.widgets.people_model import LEAD, STATES, LeadColumn, PeopleModel
from profile_browser.ui.widgets.row_model import UNSORTED
from tests.unit.helpers.listed import entries_of, found_row, found_rows, numbered, row_in
from tests.unit.helpers.more_fields import DATE, LIST, NUMBER, TEXT, field, value
from tests.unit.helpers.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon

    from profile_browser.domain.fields import FieldKind
    from profile_browser.ui.theme import Theme

UPWARDS, DOWNWARDS = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
USERNAME, FULL_NAME, EMAIL, ACCOUNT, ADDED = range(LEAD, LEAD + 5)
EVERYBODY: frozenset[RowState] = frozenset()
FOUND = frozenset({RowState.FOUND})
Role = Qt.ItemDataRole


@pytest.fixture
def model(theme: Theme) -> PeopleModel:
    model = PeopleModel(theme)
    model.show_entries(entries_of("eve", "Ann", "bob", "zoe"), ())
    return model


def filled(model: PeopleModel) -> PeopleModel:
    """Fill in two people who were found, one who is missing, and one who cannot be read."""
    ann = found_row("ann", asked="Ann", full_name="Ann Muñiz", email="am@example.com")
    eve = found_row("eve", full_name="Ève", disabled=True)
    missing, unread = row_in(RowState.MISSING, "bob"), row_in(RowState.NOT_READABLE, "zoe")
    model.set_rows(0, [eve, ann, missing, unread])
    prepare(model)
    return model


def prepare(model: PeopleModel) -> None:
    """Let the event loop do what it does when it has nothing else to do."""
    while model._unprepared:
        QCoreApplication.processEvents()


def shown(model: PeopleModel) -> list[str]:
    return [model.row_at(row).entry.text for row in range(model.rowCount())]


def cell(model: PeopleModel, row: int, column: int, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - as Qt's
    return model.index(row, column).data(role)


def test_an_entry_that_was_not_asked_yet_shows_only_what_it_is(model: PeopleModel) -> None:
    assert [cell(model, 1, column) for column in range(7)] == ["2", "Ann", "Not asked", *[""] * 4]


def test_each_row_shows_what_was_asked_the_outcome_and_the_person(model: PeopleModel) -> None:
    rows = [[cell(filled(model), row, column) for column in range(7)] for row in range(4)]
    assert rows == [
        ["1", "eve", "Found", "eve", "Ève", "Not recorded", "Disabled"],
        ["2", "Ann", "Found", "ann", "Ann Muñiz", "am@example.com", "Not recorded"],
        ["3", "bob", "No such user", "", "", "", ""],
        ["4", "zoe", "Not readable", "", "", "", ""],
    ]


def test_no_outcome_is_told_by_its_colour_alone(model: PeopleModel) -> None:
    model.show_entries(entries_of(*STATES), ())
    model.set_rows(0, [row_in(state, state) for state in STATES])
    cells = [model.index(row, LeadColumn.OUTCOME) for row in range(len(STATES))]
    shapes = {shape_of(index.data(Role.DecorationRole)) for index in cells}
    assert len({index.data() for index in cells}) == len(shapes) == len(STATES)


def shape_of(icon: QIcon) -> bytes:
    """Return an icon without its colour."""
    return bytes(icon.pixmap(16, 16).toImage().convertToFormat(QImage.Format.Format_Alpha8).bits())


def test_added_and_damaged_values_are_shown_as_in_the_list_of_matches(model: PeopleModel) -> None:
    fields = (field("Phone", TEXT), field("Since", DATE))
    model.show_entries(entries_of("jo"), fields)
    more = (value(TEXT, "+43", "Phone"), value(DATE, "soon", "Since"))
    model.set_rows(0, [found_row("jo", more=more)])
    assert model.columns[-2:] == ("Phone", "Since")
    assert [cell(model, 0, column) for column in (ADDED, ADDED + 1)] == ["+43", "Not a date"]
    assert cell(model, 0, ADDED + 1, Role.AccessibleDescriptionRole) == "Found: “soon”"


def test_a_damaged_value_of_a_built_in_field_is_shown_as_such(model: PeopleModel) -> None:
    damaged = read_more(FIELDS[EMAIL - LEAD], 7)
    row = found_row("eve")
    model.set_rows(0, [row._replace(damaged=(damaged,))])
    assert cell(model, 0, EMAIL) == "Not text"
    assert cell(model, 0, FULL_NAME) == "Not recorded"


def test_a_row_with_fewer_values_than_the_layout_has_is_shown(model: PeopleModel) -> None:
    model.show_entries(entries_of("jo"), (field("Phone", TEXT),))
    model.set_rows(0, [found_row("jo")])
    assert cell(model, 0, ADDED) == "Not recorded"
    model.sort(ADDED)
    assert shown(model) == ["jo"]


def test_the_reason_of_an_outcome_is_described(model: PeopleModel) -> None:
    problem = problem_of(ProblemKind.UNREACHABLE)
    refusal = Refusal(RefusalKind.EMPTY_USERNAME)
    rows = [
        ListRow(Entry("eve"), RowState.NOT_READABLE, problem=problem),
        ListRow(Entry("Ann", refusal=refusal), RowState.REFUSED),
        ListRow(Entry("bob"), RowState.SEVERAL, usernames=tuple("abcdefg")),
    ]
    model.set_rows(0, rows)
    said = [
        cell(model, row, LeadColumn.OUTCOME, Role.AccessibleDescriptionRole) for row in range(4)
    ]
    assert "Customers is not responding" in said[0]
    assert said[1]
    assert said[2:] == ["a, b, c, d, e, 2 more", None]


def test_what_a_narrow_table_hides_is_described_in_each_cell(model: PeopleModel) -> None:
    filled(model).describes_rows = True
    said = cell(model, 0, LeadColumn.ASKED_FOR, Role.AccessibleDescriptionRole)
    assert said.splitlines()[:4] == [
        "Asked for: eve",
        "Outcome: Found",
        "Username: eve",
        "Full name: Ève",
    ]
    assert cell(model, 0, LeadColumn.OUTCOME, Role.AccessibleDescriptionRole) == said
    missing = cell(model, 2, LeadColumn.ASKED_FOR, Role.AccessibleDescriptionRole)
    assert missing.splitlines() == ["Asked for: bob", "Outcome: No such user"]


def test_markup_from_a_list_or_a_record_is_shown_literally(model: PeopleModel) -> None:
    html = "<b>bold</b>"
    model.show_entries(entries_of(html), ())
    model.set_rows(0, [found_row(html, full_name=html)])
    model.describes_rows = True
    assert cell(model, 0, LeadColumn.ASKED_FOR) == html
    assert "<b>" not in cell(model, 0, FULL_NAME, Role.ToolTipRole)


@pytest.mark.parametrize("column", [LeadColumn.ASKED_FOR, FULL_NAME])
def test_a_text_of_a_megabyte_is_cut_for_the_cell(model: PeopleModel, column: int) -> None:
    model.show_entries(entries_of("x" * 1_000_000), ())
    model.set_rows(0, [found_row("x" * 1_000_000, full_name="y" * 1_000_000)])
    prepare(model)
    assert len(cell(model, 0, column)) == 200
    model.describes_rows = True
    assert len(cell(model, 0, column, Role.ToolTipRole)) < 2000
    assert len(model.rows._folded[0] or "") < 1000


def test_control_characters_are_shown_as_replaced(model: PeopleModel) -> None:
    model.show_entries(entries_of("a\u202eb\nc"), ())
    assert cell(model, 0, LeadColumn.ASKED_FOR) == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("column", "upwards", "downwards"),
    [
        (LeadColumn.NUMBER, "eve Ann bob zoe", "zoe bob Ann eve"),
        (LeadColumn.ASKED_FOR, "Ann bob eve zoe", "zoe eve bob Ann"),
        (LeadColumn.OUTCOME, "eve Ann bob zoe", "zoe bob eve Ann"),
        (USERNAME, "Ann eve bob zoe", "eve Ann bob zoe"),
        (FULL_NAME, "Ann eve bob zoe", "eve Ann bob zoe"),
        (EMAIL, "Ann eve bob zoe", "Ann eve bob zoe"),
        (ACCOUNT, "eve Ann bob zoe", "eve Ann bob zoe"),
    ],
)
def test_every_column_sorts_the_list_and_rows_without_a_value_are_last(
    model: PeopleModel, column: int, upwards: str, downwards: str
) -> None:
    filled(model).sort(column)
    assert " ".join(shown(model)) == upwards
    model.sort(column, DOWNWARDS)
    assert " ".join(shown(model)) == downwards
    model.sort(UNSORTED)
    assert " ".join(shown(model)) == "eve Ann bob zoe"


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (NUMBER, (10, 9, 2.5)),
        (DATE, ("2026-02-01", "2026-01-31", "2025-12-01")),
        (LIST, (["c"], ["b"], ["a"])),
    ],
)
def test_added_values_are_sorted_by_what_they_mean(
    model: PeopleModel,
    kind: FieldKind,
    stored: tuple[object, ...],
) -> None:
    model.show_entries(entries_of("x", "y", "z"), (field("Field", kind),))
    names = zip("xyz", stored, strict=True)
    model.set_rows(0, [found_row(name, more=[value(kind, one)]) for name, one in names])
    model.sort(ADDED)
    assert shown(model) == ["z", "y", "x"]


def test_no_row_moves_while_a_sorted_list_fills_and_it_is_sorted_again_in_the_end(
    model: PeopleModel,
) -> None:
    model.sort(FULL_NAME)
    filled(model)
    assert shown(model) == ["eve", "Ann", "bob", "zoe"]
    model.sort_again()
    assert shown(model) == ["Ann", "eve", "bob", "zoe"]


def test_sorting_again_counts_what_came_since_a_column_was_sorted(model: PeopleModel) -> None:
    filled(model).sort(FULL_NAME)
    model.set_rows(3, [found_row("zoe", full_name="Aaron")])
    model.sort(FULL_NAME)
    assert shown(model) == ["zoe", "Ann", "eve", "bob"]


def test_a_new_list_of_the_same_length_is_not_sorted_by_the_values_of_the_old(
    model: PeopleModel,
) -> None:
    filled(model).sort(LeadColumn.ASKED_FOR)
    model.show_entries(entries_of("d", "c", "b", "a"), ())
    assert shown(model) == ["d", "c", "b", "a"]
    model.sort(LeadColumn.ASKED_FOR)
    assert shown(model) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "eve Ann bob zoe"),
        ("  ", "eve Ann bob zoe"),
        ("muniz", "Ann"),
        ("EVE", "eve"),
        ("muniz ann", "Ann"),
        ("am@", "Ann"),
        ("disabled", "eve"),
        ("zo", "zoe"),
        ("recorded", ""),
        ("eve muniz", ""),
    ],
)
def test_a_text_filters_by_everything_that_the_list_shows_of_people(
    model: PeopleModel, text: str, names: str
) -> None:
    filled(model).filter_by(EVERYBODY, text)
    assert " ".join(shown(model)) == names


def test_a_username_of_several_people_is_found_by_the_filter(model: PeopleModel) -> None:
    row = ListRow(Entry("eve"), RowState.SEVERAL, usernames=("adam", "Éva"))
    model.set_rows(0, [row])
    model.filter_by(EVERYBODY, "eva")
    assert shown(model) == ["eve"]


def test_an_added_value_is_found_by_the_filter(model: PeopleModel) -> None:
    model.show_entries(entries_of("x", "y"), (field("Phone", TEXT),))
    model.set_rows(1, [found_row("y", more=[value(TEXT, "+43 660", "Phone")])])
    model.filter_by(EVERYBODY, "660")
    assert shown(model) == ["y"]


def test_that_a_value_is_not_recorded_is_not_its_text(model: PeopleModel) -> None:
    model.show_entries(entries_of("x"), (field("Phone", TEXT),))
    model.set_rows(0, [found_row("x", more=[value(TEXT, None, "Phone")])])
    model.filter_by(EVERYBODY, "recorded")
    assert shown(model) == []


def test_outcome_and_text_filter_together_and_keep_the_order(model: PeopleModel) -> None:
    filled(model).sort(FULL_NAME)
    model.filter_by(FOUND, "e")
    assert shown(model) == ["Ann", "eve"]
    model.filter_by(frozenset({RowState.MISSING, RowState.NOT_READABLE}), "")
    assert shown(model) == ["bob", "zoe"]
    model.filter_by(FOUND, "zoe")
    assert shown(model) == []
    model.filter_by(EVERYBODY, "")
    assert shown(model) == ["Ann", "eve", "bob", "zoe"]


def test_rows_that_begin_to_match_are_added_below_and_no_other_row_moves(
    model: PeopleModel,
) -> None:
    model.set_rows(2, [found_row("bob")])
    model.filter_by(FOUND, "")
    filled(model)
    assert shown(model) == ["bob", "eve", "Ann"]
    model.sort_again()
    assert shown(model) == ["eve", "Ann"]


def test_somebody_is_found_by_a_name_that_was_typed_before_they_were_read(
    model: PeopleModel,
) -> None:
    model.filter_by(EVERYBODY, "muniz")
    assert shown(model) == []
    filled(model)
    assert shown(model) == ["Ann"]


def test_many_who_begin_to_match_are_added_in_the_order_of_the_list(model: PeopleModel) -> None:
    entries = numbered(6000)
    model.show_entries(entries, ())
    model.filter_by(FOUND, "")
    for first in (0, 3000):
        model.set_rows(first, found_rows(entries[first : first + 3000]))
    prepare(model)
    assert shown(model) == [entry.text for entry in entries]


def test_sorting_a_filtered_list_brings_nobody_back(model: PeopleModel) -> None:
    filled(model).filter_by(FOUND, "")
    model.sort(LeadColumn.ASKED_FOR)
    assert shown(model) == ["Ann", "eve"]
    model.filter_by(EVERYBODY, "")
    assert shown(model) == ["Ann", "bob", "eve", "zoe"]


def test_the_counts_are_those_of_all_rows_also_if_one_comes_twice(model: PeopleModel) -> None:
    assert model.rows.counts[RowState.NOT_ASKED] == 4
    filled(model)
    model.set_rows(3, [found_row("zoe")])
    model.filter_by(frozenset({RowState.MISSING}), "")
    counts = {state: count for state, count in model.rows.counts.items() if count}
    assert counts == {RowState.FOUND: 3, RowState.MISSING: 1}


def test_rows_of_a_list_that_is_gone_are_not_taken_for_others(model: PeopleModel) -> None:
    model.set_rows(3, found_rows(entries_of("zoe", "x", "y")))
    model.set_rows(4, found_rows(entries_of("x")))
    assert sum(model.rows.counts.values()) == 4


def test_an_index_that_a_view_keeps_follows_its_person(model: PeopleModel) -> None:
    kept = QPersistentModelIndex(filled(model).index(2, LeadColumn.ASKED_FOR))
    model.sort(LeadColumn.ASKED_FOR)
    assert kept.data() == "bob"


def test_a_view_is_told_which_rows_to_draw_again(model: PeopleModel) -> None:
    filled(model).sort(LeadColumn.ASKED_FOR)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    assert cell(model, 1, LeadColumn.OUTCOME) == "No such user"
    model.set_rows(2, [found_row("bob")])
    assert told == [(1, 1)]
    assert cell(model, 1, LeadColumn.OUTCOME) == "Found"


def test_the_texts_that_are_kept_are_not_those_of_everybody(model: PeopleModel) -> None:
    model.show_entries(numbered(10_000), ())
    for row in range(10_000):
        cell(model, row, LeadColumn.ASKED_FOR)
    assert len(model._texts) <= 5000


STEPS = st.one_of(
    st.tuples(st.just("fill"), st.integers(0, 9), st.lists(st.sampled_from([*STATES]), max_size=6)),
    st.tuples(
        st.just("filter"), st.sampled_from([EVERYBODY, FOUND]), st.sampled_from(["", "1", "é"])
    ),
    st.tuples(st.just("sort"), st.integers(-1, LEAD + 3), st.sampled_from([UPWARDS, DOWNWARDS])),
    st.tuples(st.just("settle"), st.none(), st.none()),
    st.tuples(st.just("prepare"), st.none(), st.none()),
    st.tuples(st.just("list"), st.integers(0, 12), st.none()),
)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_whatever_happens_in_whatever_order_views_follow_and_nobody_is_lost(
    theme: Theme, steps: list[tuple[str, Any, Any]]
) -> None:
    model = PeopleModel(theme)
    tester = QAbstractItemModelTester(model)  # warns, and a warning fails the test
    model.show_entries(numbered(10), ())
    for what, one, other in steps:
        before = shown(model)
        take(model, what, one, other)
        now = shown(model)
        assert len(set(now)) == len(now)
        if what in {"fill", "prepare"}:
            assert now[: len(before)] == before
        for row in range(len(now)):
            assert model.row_of(model.place_at(row)) == row
    model.sort_again()
    assert shown(model) == expected(model)
    tester.deleteLater()


def take(model: PeopleModel, what: str, one: Any, other: Any) -> None:  # noqa: ANN401
    """Take a step of the test above."""
    if what == "fill":
        rows = [filled_row(model, one + at, state) for at, state in enumerate(other)]
        model.set_rows(one, rows)
    elif what == "list":
        model.show_entries(numbered(one), ())
    else:
        actions: dict[str, Callable[[], object]] = {
            "filter": lambda: model.filter_by(one, other),
            "sort": lambda: model.sort(one, other),
            "settle": model.sort_again,
            "prepare": lambda: prepare(model),
        }
        actions[what]()


def filled_row(model: PeopleModel, place: int, state: RowState) -> ListRow:
    entry = model.rows.row_at(place).entry if place < model.count else Entry("beyond")
    return found_rows([entry])[0] if state is RowState.FOUND else ListRow(entry, state)


def expected(model: PeopleModel) -> list[str]:
    """Return who should be shown, found in the plainest way."""
    rows = [model.rows.row_at(place) for place in range(model.count)]
    matching = [
        row
        for row in rows
        if (not model._states or row.state in model._states)
        and fold(model._text) in fold(" ".join(map(str, (row.entry.text, *row.contents))))
    ]
    names = [row.entry.text for row in matching]
    column = model._sorted_by
    if column == UNSORTED:
        return names
    keys = {row.entry.text: model._key_at(place, column) for place, row in enumerate(rows)}
    known = [name for name in names if keys[name] is not None]
    downwards = model._direction is DOWNWARDS
    known.sort(key=lambda name: keys[name], reverse=downwards)  # type: ignore[arg-type, return-value]
    return known + [name for name in names if keys[name] is None]


def best_of(count: int, action: Callable[[], object]) -> float:
    """Return the least time of the processor that the action took, in seconds."""
    times = []
    for _ in range(count):
        started = thread_time()
        action()
        times.append(thread_time() - started)
    return min(times)


@pytest.fixture(scope="module")
def large(theme: Theme) -> PeopleModel:
    """Return a model of 100,000 people who were found."""
    model = PeopleModel(theme)
    entries = numbered(100_000)
    model.show_entries(entries, ())
    model.set_rows(0, found_rows(entries))
    model._prepare_all()
    return model


def test_a_part_of_a_long_list_is_filled_in_at_once_also_if_sorted_and_filtered(
    large: PeopleModel,
) -> None:
    large.sort(FULL_NAME)
    large.filter_by(FOUND, "1")
    part = found_rows(numbered(250))
    assert best_of(5, lambda: large.set_rows(0, part)) < 0.002
    large._prepare_all()


def test_a_long_list_is_sorted_in_half_a_second(large: PeopleModel) -> None:
    large.filter_by(EVERYBODY, "")

    def sort() -> None:
        large._keys.clear()
        large.sort(FULL_NAME)

    assert best_of(3, sort) < 0.5


def test_a_long_list_is_filtered_between_two_keys(large: PeopleModel) -> None:
    def type_on() -> None:
        for text in ("e", "em", "emi"):
            large.filter_by(EVERYBODY, text)

    assert best_of(3, type_on) / 3 < 0.15


def test_preparing_a_long_list_never_takes_the_event_loop_for_long(large: PeopleModel) -> None:
    large.filter_by(EVERYBODY, "")
    large.set_rows(0, found_rows(numbered(20_000)))
    assert best_of(5, large._prepare_some) < 0.01
    assert large._unprepared
    large._prepare_all()
