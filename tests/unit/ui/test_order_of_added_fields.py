"""The list of people with columns that a layout adds: their order, looks and descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from profile_browser.domain.more_values import MoreValue
from profile_browser.domain.user import User
from profile_browser.ui.widgets.marked_text import SPANS_ROLE
from profile_browser.ui.widgets.matches_model import MatchesModel
from tests.unit.helpers.more_fields import (
    DATE,
    LIST,
    NUMBER,
    TEXT,
    YES_NO,
    field,
    user_with,
    user_with_twelve,
    value,
)

if TYPE_CHECKING:
    from profile_browser.domain.fields import FieldKind
    from profile_browser.ui.theme import Theme

ADDED = 4  # the first column behind the four
MISSING = None
Role = Qt.ItemDataRole


@pytest.fixture
def model(theme: Theme) -> MatchesModel:
    return MatchesModel(theme)


def show(model: MatchesModel, kind: FieldKind, *stored: object) -> None:
    """List a person with each of these values; the username is its place."""
    people = [user_with([value(kind, one)], str(place)) for place, one in enumerate(stored)]
    model.show_users(people, "0")


def order(model: MatchesModel) -> list[int]:
    return [int(model.user_at(row).username) for row in range(model.rowCount())]


def data(model: MatchesModel, role: Qt.ItemDataRole | int, column: int = ADDED) -> Any:  # noqa: ANN401 - as Qt's
    return model.index(0, column).data(role)


@pytest.mark.parametrize(
    ("kind", "stored", "upwards", "downwards"),
    [
        (NUMBER, [10, 9, MISSING, "x", 2**70, -1.5], [5, 1, 0, 4, 2, 3], [4, 0, 1, 5, 2, 3]),
        (
            DATE,
            ["2026-02-01", "2025-12-31T23:00:00", MISSING, "soon", "2026-01-31T00:00:00Z", 0],
            [5, 1, 4, 0, 2, 3],
            [0, 4, 1, 5, 2, 3],
        ),
        (YES_NO, [True, False, MISSING, 1], [1, 0, 2, 3], [0, 1, 2, 3]),
        (TEXT, ["b", "Ä", MISSING, 7, "c"], [1, 0, 4, 2, 3], [4, 0, 1, 2, 3]),
        (LIST, [["b"], ["a", "z"], [], 7, ["c"]], [1, 0, 4, 2, 3], [4, 0, 1, 2, 3]),
    ],
    ids=("number", "date", "yes or no", "text", "list"),
)
def test_people_are_sorted_by_the_value_and_what_is_missing_or_damaged_is_last(
    model: MatchesModel,
    kind: FieldKind,
    stored: list[object],
    upwards: list[int],
    downwards: list[int],
) -> None:
    show(model, kind, *stored)
    model.sort(ADDED)
    assert order(model) == upwards
    model.sort(ADDED, Qt.SortOrder.DescendingOrder)
    assert order(model) == downwards


def test_a_very_large_integer_has_its_place_among_the_others(model: MatchesModel) -> None:
    numbers = 10**400, 1.5e308, 3
    values = [MoreValue(field("Field", NUMBER), number, str(number)) for number in numbers]
    model.show_users([user_with([one], str(place)) for place, one in enumerate(values)], "0")
    model.sort(ADDED)
    assert order(model) == [2, 1, 0]


def test_the_columns_are_those_of_the_people_listed_now(model: MatchesModel) -> None:
    assert model.columnCount() == 4
    model.show_users([user_with_twelve()], "j")
    assert model.columnCount() == 16
    assert model.headerData(15, Qt.Orientation.Horizontal) == "Fax"
    show(model, TEXT, "x")
    assert model.columns[ADDED:] == ("Field",)
    model.show_users((), "")
    assert model.columnCount() == 4


def test_only_the_fields_that_are_searched_have_marks(model: MatchesModel) -> None:
    model.show_users([user_with([value(TEXT, "john")], "john")], "john")
    assert data(model, SPANS_ROLE, column=0) == [(0, 4)]
    assert data(model, SPANS_ROLE) == []


def test_a_damaged_value_differs_from_one_that_is_not_recorded(
    model: MatchesModel, theme: Theme
) -> None:
    show(model, DATE, "soon")
    assert data(model, Role.DisplayRole) == "Not a date"
    assert data(model, Role.ForegroundRole).name() == theme.colors.bad
    show(model, DATE, MISSING)
    assert data(model, Role.ForegroundRole).name() == theme.colors.muted
    show(model, DATE, "2026-01-31")
    assert data(model, Role.ForegroundRole) is None


@pytest.mark.parametrize(
    ("stored", "said"), [("soon", "Found: “soon”"), ("2026-01-31", "Stored as: 2026-01-31")]
)
def test_a_cell_describes_how_its_value_is_stored(
    model: MatchesModel, stored: str, said: str
) -> None:
    show(model, DATE, stored)
    assert data(model, Role.AccessibleDescriptionRole) == said
    assert said in data(model, Role.ToolTipRole)
    assert data(model, Role.ToolTipRole, column=0) is None


def test_where_columns_are_hidden_a_cell_describes_the_whole_person(model: MatchesModel) -> None:
    model.describes_rows = True
    model.show_users([user_with_twelve()], "j")
    described = data(model, Role.AccessibleDescriptionRole)
    assert len(described.splitlines()) == 16
    assert "Phone: +43 660 1234567" in described
    assert "Contract ends: Not a date: “soon”" in described


def test_a_description_of_sixteen_long_values_still_fits_a_tooltip(model: MatchesModel) -> None:
    model.describes_rows = True
    model.show_users([user_with([value(TEXT, "x" * 500)] * 12)], "j")
    assert len(data(model, Role.AccessibleDescriptionRole)) < 1000


def test_a_user_without_added_fields_can_be_listed_after_one_with_them(
    model: MatchesModel,
) -> None:
    model.show_users([user_with_twelve()], "j")
    model.sort(9)
    model.show_users([User(username="ann")], "a")
    assert model.index(0, 0).data() == "ann"
    assert model.order_text == "Sorted by best match"
