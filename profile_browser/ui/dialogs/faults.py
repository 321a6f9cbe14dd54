"""The dialog with every fault of the connection files, for an administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from profile_browser.messages import faults as wording
from profile_browser.messages.copying import COPY_DETAILS
from profile_browser.messages.window import CLOSE
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.direction import begin_lines
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = QSize(560, 260)


class FaultsDialog(QDialog):
    """Shows the sentence that staff see, and below it the faults with their files and keys."""

    def __init__(self, summary: str, faults: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("faultsDialog")
        self.setWindowTitle(wording.TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = "\n".join(faults)
        buttons = QDialogButtonBox()
        self._copy = buttons.addButton(COPY_DETAILS, QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.setObjectName("copyFaultsButton")
        self._copy.clicked.connect(self._copy_details)
        buttons.addButton(CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(PlainLabel(summary, name="faultsSummary"))
        layout.addWidget(_details_view("\n\n".join(faults)), 1)
        layout.addWidget(buttons)
        self.resize(_SIZE)

    @Slot()
    def _copy_details(self) -> None:
        put_text(self._details)
        self._copy.setText(wording.COPIED)


def _details_view(text: str) -> QPlainTextEdit:
    view = QPlainTextEdit(text)
    view.setObjectName("faultsDetails")
    view.setAccessibleName(wording.DETAILS_NAME)
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    begin_lines(view)
    return view
