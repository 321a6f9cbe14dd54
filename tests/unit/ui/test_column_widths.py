"""How columns share the width of a table."""

from __future__ import annotations

import pytest

from profile_browser.ui.widgets.column_widths import share_above, share_width


@pytest.mark.parametrize(
    ("needs", "total", "widths"),
    [
        ([100, 100, 100], 300, [100, 100, 100]),
        ([100, 100, 100], 330, [110, 110, 110]),  # what nobody needs is divided
        ([20, 500, 60], 300, [20, 220, 60]),  # who needs less leaves the rest
        ([20, 500, 500], 300, [20, 140, 140]),  # those that are cut are cut alike
        ([500, 500, 500], 301, [100, 100, 101]),
        ([50], 300, [300]),
        ([], 300, []),
        ([50, 50], 0, [0, 0]),
    ],
)
def test_columns_share_the_width_by_what_they_need(
    needs: list[int], total: int, widths: list[int]
) -> None:
    assert share_width(needs, total) == widths


def test_a_column_is_never_wider_than_it_needs_while_another_is_cut() -> None:
    for total in range(0, 900, 7):
        needs = [80, 240, 420]
        widths = share_width(needs, total)
        assert sum(widths) == total
        is_cut = any(width < need for width, need in zip(widths, needs, strict=True))
        is_wider = any(width > need for width, need in zip(widths, needs, strict=True))
        assert not (is_cut and is_wider)


@pytest.mark.parametrize(
    ("needs", "least", "total", "widths"),
    [
        ([100, 100], [40, 40], 100, [50, 50]),
        ([100, 100], [70, 20], 100, [70, 30]),
        ([200, 100, 60], [90, 100, 60], 260, [100, 100, 60]),
        ([100, 100], [70, 70], 100, [50, 50]),  # no room for all headers
    ],
)
def test_no_header_is_cut_while_a_text_could_give_way(
    needs: list[int], least: list[int], total: int, widths: list[int]
) -> None:
    assert share_above(needs, least, total) == widths
