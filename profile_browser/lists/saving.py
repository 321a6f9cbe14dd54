"""Saves the rows of a list: as a whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from profile_browser.domain.fields import Field
    from profile_browser.domain.list_input import ListForm
    from profile_browser.domain.people_list import ListRow


def form_of(path: Path) -> ListForm:
    """Return the form for a file's name: JSON lines by its suffix, else CSV."""
    raise NotImplementedError


def save_rows(path: Path, rows: Iterable[ListRow], fields: Sequence[Field], form: ListForm) -> None:
    """Write the rows, in their order, to a file that only its owner can read. Raises ListError."""
    raise NotImplementedError
