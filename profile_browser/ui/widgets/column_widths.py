"""How columns share the width of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_READABLE_WIDTH = 18  # average characters, a cell's padding included
_CUT_WIDTH = 16  # the same; nothing is cut shorter than that to make room for another column
_LONG_WIDTH = 36  # the same; a built-in value that needs more may be cut for added ones


class Need(NamedTuple):
    """The width that a column needs for its header, and for all of its texts and the header."""

    header: int
    all: int


class ColumnPlan(NamedTuple):
    """Which columns of a table give way where there is no room for all.

    The first ``always`` by importance are shown at any width. None of the first ``built_in`` is cut
    to make room for a later one. Columns that are ``whole`` are never cut.
    """

    by_importance: tuple[int, ...]
    always: int
    built_in: int
    whole: frozenset[int]


def share_width(needs: Sequence[int], total: int) -> list[int]:
    """Return a width for each column; together they are exactly the total.

    A column that needs less than its share leaves the rest to the others, so no column is wider
    than its texts while another is cut. What nobody needs is divided equally.
    """
    widths, room = list(needs), total
    narrowest_first = sorted(range(len(needs)), key=needs.__getitem__)
    for place, column in enumerate(narrowest_first):
        share = room // (len(needs) - place)
        widths[column] = min(needs[column], share)
        room -= widths[column]
    spare, rest = divmod(room, len(widths)) if widths else (0, 0)
    return [width + spare + (column < rest) for column, width in enumerate(widths)]


def share_above(needs: Sequence[int], least: Sequence[int], total: int) -> list[int]:
    """Share the total, but give no column less than this, if there is room for that."""
    widths = share_width(needs, total)
    short = [column for column, width in enumerate(widths) if width < least[column]]
    if not short or sum(least) > total:
        return widths
    others = [column for column in range(len(needs)) if column not in short]
    rest = share_above(
        [needs[column] for column in others],
        [least[column] for column in others],
        total - sum(least[column] for column in short),
    )
    for column, width in zip(others, rest, strict=True):
        widths[column] = width
    for column in short:
        widths[column] = least[column]
    return widths


def fit_columns(
    plan: ColumnPlan, need: Callable[[int], Need], total: int, character: int
) -> dict[int, int]:
    """Return the widths of the columns that are shown; together they are the total.

    The least important ones are hidden if all would be too narrow. ``need`` returns what a column
    needs, ``character`` is the average width of one; everything is in device-independent pixels.
    """
    count = min(max(total // character // _READABLE_WIDTH, plan.always), len(plan.by_importance))
    widths = _widths_of(plan, count, need, total)
    while count > plan.always and _is_tight(plan, widths, need, character):
        count -= 1
        widths = _widths_of(plan, count, need, total)
    return widths


def _is_tight(
    plan: ColumnPlan, widths: dict[int, int], need: Callable[[int], Need], character: int
) -> bool:
    """Return whether the least important column that is shown had better give way."""
    if any(width < need(column).header for column, width in widths.items()):
        return True
    has_others = len(widths) > plan.built_in
    first = plan.by_importance[: plan.built_in] if has_others else widths
    enough = character * (_LONG_WIDTH if has_others else _CUT_WIDTH)
    return any(widths[column] < min(need(column).all, enough) for column in first)


def _widths_of(
    plan: ColumnPlan, count: int, need: Callable[[int], Need], total: int
) -> dict[int, int]:
    shown = sorted(plan.by_importance[:count])
    whole = {column: need(column).all for column in shown if column in plan.whole}
    shared = [column for column in shown if column not in plan.whole]
    needs, room = list(map(need, shared)), max(total - sum(whole.values()), 0)
    widths = share_above([one.all for one in needs], [one.header for one in needs], room)
    return whole | dict(zip(shared, widths, strict=True))
