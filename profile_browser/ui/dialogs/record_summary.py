"""The part of the connection form that shows the record layout, if a file describes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.messages import record_settings as wording
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from profile_browser.domain.record import RecordLayout


class RecordSummary(QWidget):
    """Shows a layout, which cannot be changed here. The usual one is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self._id = ElidedWordsLabel(name="recordId")
        self._more = ElidedWordsLabel(name="recordMore")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 5)
        layout.setSpacing(3)
        for label in (PlainLabel(wording.FROM_FILE, role="muted"), self._id, self._more):
            layout.addWidget(label)

    def show_layout(self, layout: RecordLayout) -> None:
        """Show the id and the labels of the fields that the layout adds."""
        self.setVisible(layout != USUAL_LAYOUT)
        texts = {self._id: wording.id_text(layout), self._more: wording.more_text(layout)}
        for label, text in texts.items():
            label.setText(text)
            label.setAccessibleName(text)  # all of it, even where it is shortened
            label.setVisible(bool(text))
