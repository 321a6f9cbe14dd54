"""The time that a list still takes is told calmly: it does not jump to and fro."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from profile_browser.ui.time_left import FIRST_AFTER, TimeLeft


def test_at_first_nothing_is_said() -> None:
    left = TimeLeft()
    assert left.estimate(10, 100, FIRST_AFTER - 0.1) is None
    assert left.estimate(0, 100, 60.0) is None
    assert left.estimate(10, 100, 10.0) == 90.0


def test_the_figure_only_falls_while_the_speed_is_about_the_same() -> None:
    left, done = TimeLeft(), 0
    shown = []
    for second in range(1, 100):
        done += 12 if second % 2 else 8  # ten in a second, unevenly
        shown.append(left.estimate(done, 1000, float(second)))
    figures = [figure for figure in shown if figure is not None]
    assert all(earlier >= later for earlier, later in pairwise(figures))
    assert figures[-1] < 1


def test_a_list_that_became_much_slower_is_told_so() -> None:
    left = TimeLeft()
    assert left.estimate(500, 1000, 10.0) == 10.0
    assert left.estimate(510, 1000, 60.0) == 60 / 510 * 490


@given(st.lists(st.integers(0, 50), min_size=1, max_size=50))
def test_the_figure_is_never_negative(steps: list[int]) -> None:
    left, done, total = TimeLeft(), 0, sum(steps)
    for second, step in enumerate(steps, start=3):
        done += step
        figure = left.estimate(done, total, float(second))
        assert figure is None or figure >= 0
