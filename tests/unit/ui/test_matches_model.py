"""The people of a list as rows: marks, and an order that the selection survives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from profile_browser.domain.user import User
from profile_browser.ui.widgets.marked_text import SPANS_ROLE
from profile_browser.ui.widgets.matches_model import BY_RANK, MatchesModel
from profile_browser.ui.widgets.profile_cells import ACCOUNT

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from profile_browser.ui.theme import Theme

DOWNWARDS = Qt.SortOrder.DescendingOrder
ANN = User(username="ann", full_name="Ann Muñiz", email="x@example.com", disabled=False)
BOB = User(username="Bob", full_name=None, disabled=True)
EVE = User(username="eve", full_name="Ève", email="muniz@example.com")


@pytest.fixture
def model(theme: Theme) -> MatchesModel:
    model = MatchesModel(theme)
    model.show_users([EVE, ANN, BOB], "muniz")
    return model


def people(model: MatchesModel) -> list[str]:
    return [model.user_at(row).username for row in range(model.rowCount())]


def test_it_behaves_as_views_expect(model: MatchesModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # not typed


def test_the_letters_that_match_are_marked_in_each_field(model: MatchesModel) -> None:
    marked = {
        model.index(row, column).data()[start:end]
        for row in range(3)
        for column in range(4)
        for start, end in model.index(row, column).data(SPANS_ROLE)
    }
    assert marked == {"Muñiz", "muniz"}


@pytest.mark.parametrize("asked", ["active", "not"])
def test_words_of_the_program_are_not_marked(model: MatchesModel, asked: str) -> None:
    model.show_users([ANN, BOB], asked)
    cells = [model.index(row, column) for row in range(2) for column in (1, ACCOUNT)]
    assert [cell.data() for cell in cells] == ["Ann Muñiz", "Active", "Not recorded", "Disabled"]
    assert not any(cell.data(SPANS_ROLE) for cell in cells)


def test_the_marks_are_those_of_the_latest_list(model: MatchesModel) -> None:
    assert model.index(0, 2).data(SPANS_ROLE) == [(0, 5)]
    model.show_users([EVE], "ev")
    assert model.index(0, 2).data(SPANS_ROLE) == []


def test_case_and_accents_do_not_matter_for_the_order(model: MatchesModel) -> None:
    model.sort(0)
    assert people(model) == ["ann", "Bob", "eve"]
    model.sort(1, DOWNWARDS)
    assert people(model) == ["eve", "ann", "Bob"]
    model.sort(BY_RANK)
    assert people(model) == ["eve", "ann", "Bob"]


def test_a_selected_person_keeps_their_index(model: MatchesModel) -> None:
    kept = QPersistentModelIndex(model.index(2, 1))
    model.sort(0, DOWNWARDS)
    assert model.user_at(kept.row()) is BOB
    assert kept.column() == 1


def test_a_new_list_is_in_the_order_of_the_store(model: MatchesModel) -> None:
    model.sort(0, DOWNWARDS)
    model.show_users([BOB, ANN], "x")
    assert people(model) == ["Bob", "ann"]
    assert model.order_text == "Sorted by best match"


def test_an_index_has_no_rows_of_its_own(model: MatchesModel) -> None:
    assert (model.rowCount(model.index(0, 0)), model.columnCount(model.index(0, 0))) == (0, 0)
