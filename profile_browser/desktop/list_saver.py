"""Saves the rows of a list on a thread of its own, because a disk may be slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.list_input import ListError
from profile_browser.lists.saving import save_format_of, save_rows
from profile_browser.lookups.thread_runner import ThreadRunner
from profile_browser.messages import people_list as wording
from profile_browser.messages.list_faults import fault_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from profile_browser.domain.fields import Field
    from profile_browser.domain.people_list import ListRow
    from profile_browser.lookups.worker_thread import Report


class ListSaver(QObject):
    """Saves one list after the other."""

    saved = Signal(str)  # the sentence that says so
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = ThreadRunner("saving", _SavingWorker, self)
        self._runner.replied.connect(self._report)

    def save(self, path: Path, rows: Sequence[ListRow], more: Sequence[Field]) -> None:
        """Save these rows. ``more`` are the fields that the layout adds."""
        self._runner.ask(_Request(path, rows, (*FIELDS, *more)))

    def close(self) -> None:
        """Report no more. A disk that blocks is left to end by itself."""
        self._runner.close()

    @Slot(object)
    def _report(self, result: _Saved) -> None:
        if result.error is None:
            self.saved.emit(wording.saved(result.rows, result.name))
        else:
            self.failed.emit(fault_text(result.error))


class _Request(NamedTuple):
    path: Path
    rows: Sequence[ListRow]
    fields: Sequence[Field]


class _Saved(NamedTuple):
    name: str
    rows: int
    error: ListError | None = None


class _SavingWorker:
    """Saves one list."""

    def answer(self, request: _Request, report: Report) -> _Saved:
        """Save the rows, whole or not at all."""
        del report  # there is nothing to say before the end
        path, rows, fields = request
        try:
            save_rows(path, rows, fields, save_format_of(path))
        except ListError as error:
            return _Saved(path.name, len(rows), error)
        return _Saved(path.name, len(rows))

    def close(self) -> None:
        """Do nothing: a file is saved as a whole or not at all."""
