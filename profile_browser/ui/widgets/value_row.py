"""One field of a profile: its name, its value, and a button that copies it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from profile_browser.messages import copying
from profile_browser.messages.profile import NOT_RECORDED, text_of
from profile_browser.ui.widgets.icons import IconButton
from profile_browser.ui.widgets.labels import START
from profile_browser.ui.widgets.styling import restyle

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme


# Characters, more than the field shows. Much more would be slow to draw; Qt's limit is 32,767.
LONGEST_SHOWN = 2000
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_PADDING = 10  # device-independent pixels that the style sheet keeps free around the text


class ValueRow(QObject):
    """Shows a value in a read-only field, which never interprets it and never widens the window."""

    copied = Signal(str)

    def __init__(self, label: str, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        name = _object_name(label)
        self._label = label
        self._recorded: str | None = None
        self.value = _value_field(label, name)
        self.button = IconButton(theme, "copy", copying.copy_field(label))
        self.button.setObjectName(f"{name}Copy")
        _keep_space(self.button)
        self.button.clicked.connect(self._copy)

    def add_to(self, grid: QGridLayout) -> None:
        """Add the row at the bottom of a grid."""
        row = grid.rowCount()
        label = QLabel(self._label)
        label.setProperty("role", "muted")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(self.value)
        grid.addWidget(label, row, 0)
        grid.addWidget(self.value, row, 1)
        grid.addWidget(self.button, row, 2)

    def show_value(self, recorded: str | None) -> None:
        """Show the value, or the beginning of a long one. An absent value cannot be copied."""
        self._recorded = recorded
        text = text_of(recorded, LONGEST_SHOWN)
        self.value.setText(text)
        self.value.setCursorPosition(0)
        is_recorded = text != NOT_RECORDED
        restyle(self.value, "recorded", str(is_recorded).lower())
        self.button.setVisible(is_recorded)
        self.value.setUpdatesEnabled(True)

    def clear(self) -> None:
        """Remove the value. The field is not painted before it has the next one."""
        self._recorded = None
        self.value.setUpdatesEnabled(False)  # here and in the labels: saves 0.3 ms of a lookup
        self.value.setText(NOT_RECORDED)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(text_of(self._recorded))
        self.copied.emit(copying.copied(self._label))


class ValueField(QLineEdit):
    """A text to select and copy. It ends in an ellipsis if it is longer than the field."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text and an ellipsis over its end, except while the field has focus."""
        super().paintEvent(event)
        metrics = self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(self.text()) < self.width() - _PADDING:
            return
        end = self.rect().adjusted(0, 1, -1, -1)
        width = metrics.horizontalAdvance(_ELLIPSIS) + _PADDING
        if _reads_leftwards(self.text()):
            end.setWidth(width)
        else:
            end.setLeft(end.right() - width)
        painter = QPainter(self)
        painter.fillRect(end, QGuiApplication.palette().base())
        painter.drawText(end, Qt.AlignmentFlag.AlignCenter, _ELLIPSIS)


def _reads_leftwards(text: str) -> bool:
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def _object_name(label: str) -> str:
    """Return how tests and screen readers find a value: ``fullNameValue`` for “Full name”."""
    first, *others = label.replace("-", "").lower().split()
    return f"{first}{''.join(word.capitalize() for word in others)}Value"


def _keep_space(widget: QWidget) -> None:
    """Leave the widget's place free while it is hidden, so that every row has the same height."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _value_field(label: str, name: str) -> ValueField:
    field = ValueField()
    field.setObjectName(name)
    field.setProperty("role", "value")
    field.setReadOnly(True)
    field.setFrame(False)
    field.setAlignment(START)
    field.setAccessibleName(label)
    return field
