"""How columns share the width of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


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
