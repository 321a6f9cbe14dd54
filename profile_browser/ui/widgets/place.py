"""Where a person is in the rows of a list."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """The number of a person, counted from 1, of how many, and whether others can be opened."""

    number: int
    total: int
    can_go_back: bool
    can_go_on: bool
