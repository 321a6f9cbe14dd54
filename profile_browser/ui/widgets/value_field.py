"""The read-only field of a value."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from profile_browser.messages.catalogue import label_text
from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.ui.direction import align_with_start, reads_leftwards
from profile_browser.ui.keys import is_hold_key
from profile_browser.ui.widgets.tooltips import show_tip, show_whole_text

_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
# Device-independent pixels around the text: those of the style sheet, and Qt's own.
_PADDING, _OWN_MARGINS = 10, 6
_BEFORE = _PADDING // 2 + 2  # of Qt, which leaves the rest to the cursor


class ValueField(QLineEdit):
    """A text to select and copy, as wide as the text. It ends in an ellipsis where room is short.

    A tooltip then shows the whole text, if the text has no hint.
    """

    copy_wanted = Signal()
    held = Signal(bool)  # whether Space is down
    _hint = ""
    _text_width = 0  # of the last layout, which comes before each paint of another text

    def show_text(self, text: str, hint: str = "") -> None:
        """Show the beginning of this text, and a hint in the tooltip, which is read aloud too."""
        self._hint = hint
        show_tip(self, hint)
        self.setText(text)
        self.setCursorPosition(0)
        self.updateGeometry()

    def forget_text(self) -> None:
        """Remove the text and the hint. The width stays, so that nothing is laid out anew."""
        self._hint = ""
        show_tip(self, "")
        self.setText(NOT_RECORDED)

    def sizeHint(self) -> QSize:
        """Be as wide as the text."""
        self._text_width = self.fontMetrics().horizontalAdvance(self.text())
        width = self._text_width + _PADDING + _OWN_MARGINS
        return QSize(width, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report the key that copies, and the one that shows a hidden value."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif is_hold_key(event):
            self.held.emit(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Report that Space is up again."""
        if is_hold_key(event):
            self.held.emit(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the beginning of the text again, of which Tab has selected the end."""
        super().focusOutEvent(event)
        self.held.emit(False)
        if not self.hasSelectedText():
            self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text and an ellipsis over its end, except while the field has focus."""
        super().paintEvent(event)
        is_cut = self._text_width >= self.width() - _PADDING
        show_whole_text(self, self._hint or self.text(), is_cut=is_cut or bool(self._hint))
        if is_cut and not self.hasFocus():
            self._paint_ellipsis()

    def _paint_ellipsis(self) -> None:
        """Paint it after the last letter that fits as a whole: half an h would read as an l."""
        side, elide = QtCore.Qt.AlignmentFlag, QtCore.Qt.TextElideMode.ElideRight
        room, metrics = self.width() - _PADDING - _OWN_MARGINS, self.fontMetrics()
        shown = metrics.elidedText(self.text(), elide, room).removesuffix(_ELLIPSIS)
        before = _BEFORE + metrics.horizontalAdvance(shown)
        end, place = self.rect().adjusted(0, 1, -1, -1), side.AlignVCenter | side.AlignAbsolute
        if reads_leftwards(self.text()):
            end.setRight(self.width() - 1 - before)
            place |= side.AlignRight
        else:
            end.setLeft(before)
            place |= side.AlignLeft
        painter = QPainter(self)
        painter.fillRect(end, QGuiApplication.palette().base())
        painter.drawText(end, place, _ELLIPSIS)


def value_field(label: str) -> ValueField:
    """Return the field for the value with this label."""
    field = ValueField()
    field.setObjectName(_object_name(label))
    field.setProperty("role", "value")
    field.setReadOnly(True)
    field.setFrame(False)
    field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    align_with_start(field)
    field.setAccessibleName(label_text(label))
    return field


def _object_name(label: str) -> str:
    """Return how tests and screen readers find a value: ``fullNameValue`` for “Full name”."""
    first, *others = label.replace("-", "").lower().split()
    return f"{first}{''.join(word.capitalize() for word in others)}Value"
