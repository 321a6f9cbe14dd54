"""The dialogs that ask which list to open, and where to save one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from profile_browser.domain.list_input import SaveFormat
from profile_browser.messages import people_list as wording
from profile_browser.messages.list_formats import SAVE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_SUFFIXES = (".txt", ".csv", ".tsv", ".jsonl", ".ndjson", ".json")


def open_dialog(parent: QWidget, then: Callable[[str], object]) -> QFileDialog:
    """Return a dialog that asks for a file with a list."""
    dialog = _dialog(parent, wording.OPEN_TITLE, then)
    dialog.setObjectName("openListDialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [wording.pattern(wording.FILES, _SUFFIXES), wording.pattern(wording.ALL_FILES, [""])]
    )
    return dialog


def save_dialog(parent: QWidget, then: Callable[[str], object]) -> QFileDialog:
    """Return a dialog that asks where to save a list, and in which format."""
    dialog = _dialog(parent, wording.SAVE_TITLE, then)
    dialog.setObjectName("saveListDialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {wording.pattern(SAVE_FORMATS[each], [each]): each for each in SaveFormat}
    dialog.setNameFilters([*filters])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
    dialog.setDefaultSuffix(next(iter(filters.values())))
    day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
    dialog.selectFile(wording.suggested_name(day) + next(iter(filters.values())))
    return dialog


def _dialog(parent: QWidget, title: str, then: Callable[[str], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title, _folder())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(then)
    return dialog


def _folder() -> str:
    """Return the folder for documents, if there is one, or the home folder."""
    places = QStandardPaths.StandardLocation
    documents = QStandardPaths.writableLocation(places.DocumentsLocation)
    is_there = bool(documents) and QDir(documents).exists()
    return documents if is_there else QStandardPaths.writableLocation(places.HomeLocation)
