"""Tables with aligned columns."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLOCK = 1000  # rows
_GAP = "  "


def aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines with aligned columns.

    A table of any length fits into memory: a thousand rows at a time are aligned. A column may
    become wider from one block to the next, but never narrower.
    """
    rest = iter(rows)
    widths: list[int] = []
    while block := list(islice(rest, BLOCK)):
        here = [max(map(len, column)) for column in zip(*block, strict=True)]
        widths = list(map(max, here, widths or here))
        for row in block:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield _GAP.join(cells).rstrip()
