"""The figures of lists can be measured; their size does not matter."""

from __future__ import annotations

import pytest

from tests.benchmarks import lists

pytestmark = pytest.mark.timeout(240)  # seconds; one fixture measures everything
EXTENT = lists.Extent(lists=(1, 30), alone=10, in_window=(300,))


@pytest.fixture(scope="module")
def figures() -> lists.Figures:
    return lists.measure(rounds=1, extent=EXTENT)


def test_lists_are_measured_beside_asking_one_after_the_other(figures: lists.Figures) -> None:
    for each in figures.lists:
        assert min(*each.command, *each.alone) > 0
    assert [each.is_extrapolated for each in figures.lists] == [False, True] * 2


def test_a_list_is_measured_in_the_window(figures: lists.Figures) -> None:
    for each in figures.windows:
        ((before, meanwhile),) = each.lookups
        assert min(before, meanwhile, *each.seconds) > 0


def test_what_is_extrapolated_is_marked(figures: lists.Figures) -> None:
    lines = [line for line in lists.table(figures) if line.startswith(("| 1 |", "| 30 |"))]
    assert [("≈" in line) for line in lines] == [False, True] * 2


def test_each_figure_is_printed(figures: lists.Figures) -> None:
    lines = [line.count("|") for line in lists.table(figures) if line.startswith("|")]
    terminal, window = lines[:6], lines[6:]
    assert len(set(terminal)) == len(set(window)) == 1
    assert len(window) == 4
    assert set(figures.facts) == {"lists", "windows"}


def test_a_missed_bound_is_marked() -> None:
    slow = lists.ListFigure(10_000, 0.01, command=[2.6], alone=[110.0])
    assert slow.row[-2:] == ["≤ 2.5 s", "**missed**"]
    fast = lists.ListFigure(10_000, 0.01, command=[2.4], alone=[110.0])
    assert fast.row[-2:] == ["≤ 2.5 s", "holds"]
