"""Saves the rows of a list on a thread of its own, because a disk may be slow."""

from __future__ import annotations

import logging
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.list_input import ListError, ListFault
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

_log = logging.getLogger(__name__)
_PATIENCE = 5.0  # seconds that a list has for being saved once the window is closed


class ListSaver(QObject):
    """Saves one list after the other."""

    saved = Signal(str)  # the sentence that says so
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_idle = Event()
        self._is_idle.set()
        self._runner = ThreadRunner("saving", partial(_SavingWorker, self._is_idle), self)
        self._runner.replied.connect(self._report)

    def save(self, path: Path, rows: Sequence[ListRow], more: Sequence[Field]) -> None:
        """Save these rows. ``more`` are the fields that the layout adds."""
        self._is_idle.clear()
        self._runner.ask(_Request(path, rows, (*FIELDS, *more)))

    def close(self) -> None:
        """Let a list be saved to its end, and report no more. A disk that blocks is not waited for.

        Else the list would be lost, and a part of it left in its folder.
        """
        self._is_idle.wait(_PATIENCE)
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

    def __init__(self, is_idle: Event) -> None:
        self._is_idle = is_idle

    def answer(self, request: _Request, report: Report) -> _Saved:
        """Save the rows, whole or not at all."""
        del report  # there is nothing to say before the end
        try:
            return self._save(request)
        finally:
            self._is_idle.set()

    def _save(self, request: _Request) -> _Saved:
        path, rows, fields = request
        try:
            save_rows(path, rows, fields, save_format_of(path))
        except ListError as error:
            return _Saved(path.name, len(rows), error)
        except Exception as error:  # noqa: BLE001 - without an answer, no list could be saved any more
            _log.exception("Unexpected error while a list was saved")
            fault = ListError(ListFault.NOT_SAVED, type(error).__name__)
            return _Saved(path.name, len(rows), fault)
        return _Saved(path.name, len(rows))

    def close(self) -> None:
        """Do nothing: a file is saved as a whole or not at all."""
