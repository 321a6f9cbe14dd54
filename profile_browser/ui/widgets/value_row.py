"""One field of a profile: its name, its value, and ways to copy it."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QWidget,
)

from profile_browser.messages import copying
from profile_browser.messages.catalogue import label_text
from profile_browser.messages.profile import NOT_RECORDED, copied_text, hint, shown_text
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.icons import IconButton
from profile_browser.ui.widgets.labels import START
from profile_browser.ui.widgets.styling import restyle
from profile_browser.ui.widgets.tooltips import show_tip, show_whole_text

if TYPE_CHECKING:
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.ui.theme import Theme


# Characters, more than the field shows. Much more would be slow to draw; Qt's limit is 32,767.
LONGEST_SHOWN = 2000
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
# Device-independent pixels around the text: those of the style sheet, and Qt's own.
_PADDING, _OWN_MARGINS = 10, 6
_LABEL_GAP = 18  # device-independent pixels between the names of the fields and their values
_LABEL_WIDTH = 20  # average characters in a line of a field's name


class ValueRow(QObject):
    """Shows a value in a read-only field, which never interprets it and never widens the window.

    The same menu opens everywhere on the row, and by the keyboard.
    """

    copied = Signal(str)

    def __init__(self, label: str, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        name = _object_name(label)
        self._label = label
        self._value: MoreValue | None = None
        self._is_recorded = False
        self._parts: tuple[QWidget, ...] = ()
        self._menu: QMenu | None = None
        self._layout = QHBoxLayout()
        self.value = _value_field(label_text(label), name)
        self.value.copy_wanted.connect(self._copy_chosen)
        self.button = IconButton(theme, "copy", copying.copy_field(label))
        self.button.setObjectName(f"{name}Copy")
        _keep_space(self.button)
        self.button.clicked.connect(self.copy)

    def add_to(self, grid: QGridLayout, row: int, shown: QWidget) -> None:
        """Add the row to a grid. ``shown`` is the field, or a frame around it."""
        label = _name_label(label_text(self._label), self.value)
        cell = QWidget()
        cell.setLayout(self._layout)
        self._layout.setContentsMargins(0, 1, 0, 1)
        self._layout.setSpacing(2)
        self._layout.addWidget(shown)
        self._layout.addWidget(self.button)
        self._layout.addStretch(1)
        self._parts = (label, cell)
        grid.addWidget(label, row, 0)
        grid.addWidget(cell, row, 1)
        if grid.parentWidget() is not None:  # else a part would be missing from the first paint
            for part in self._parts:
                part.show()
        for part in (label, cell, self.value):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            part.customContextMenuRequested.connect(partial(self._open_menu, part))

    def remove(self) -> None:
        """Remove the row from its grid."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self.deleteLater()

    def show_value(self, value: MoreValue) -> None:
        """Show the value, or the beginning of a long one. An absent value cannot be copied."""
        self._value = value
        text = shown_text(value, LONGEST_SHOWN, local_text)
        self._is_recorded = text != NOT_RECORDED
        self.value.show_text(text, hint(value))
        state = "damaged" if value.is_damaged else str(self._is_recorded).lower()
        restyle(self.value, "recorded", state)
        self.button.setVisible(self._is_recorded)
        self._layout.activate()  # else the field would be painted again at its new width
        self.value.setUpdatesEnabled(True)

    def clear(self) -> None:
        """Remove the value. The field is not painted before it has the next one."""
        self._value, self._is_recorded = None, False
        self._close_menu()  # it would copy the value of the next person
        self.value.setUpdatesEnabled(False)  # here and in the labels: saves 0.3 ms of a lookup
        self.value.forget_text()

    @Slot()
    def copy(self) -> None:
        """Copy the whole value as it is stored, even if only its beginning is shown."""
        if self._value is not None:
            self._copy_text(copied_text(self._value))

    @Slot()
    def _copy_chosen(self) -> None:
        """Copy what is selected, or the whole value if that is nothing or all."""
        selected = self.value.selectedText()
        if selected not in {"", self.value.text()}:
            self._copy_text(selected)
        elif self._is_recorded:
            self.copy()

    def _copy_text(self, text: str) -> None:
        put_text(text)
        self.copied.emit(copying.copied(self._label))

    def _open_menu(self, part: QWidget, place: QPoint) -> None:
        self._close_menu()
        self._menu = menu = QMenu(part)
        menu.setObjectName("valueMenu")
        name = copying.copy_field(self._label).replace("&", "&&")  # Qt would make it a mnemonic
        copy = menu.addAction(name, self.copy)
        copy.setEnabled(self._is_recorded)
        if self.value.selectedText() not in {"", self.value.text()}:
            menu.addAction(copying.COPY_SELECTION, self._copy_chosen)
        menu.setActiveAction(copy)  # so that Return is enough
        menu.popup(part.mapToGlobal(place))

    def _close_menu(self) -> None:
        if self._menu is not None:
            self._menu.close()
            self._menu.deleteLater()
            self._menu = None


class ValueField(QLineEdit):
    """A text to select and copy, as wide as the text. It ends in an ellipsis where room is short.

    A tooltip then shows the whole text, if the text has no hint.
    """

    copy_wanted = Signal()
    _hint = ""

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
        width = self.fontMetrics().horizontalAdvance(self.text()) + _PADDING + _OWN_MARGINS
        return QSize(width, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report the key that copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the beginning of the text again, of which Tab has selected the end."""
        super().focusOutEvent(event)
        if not self.hasSelectedText():
            self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text and an ellipsis over its end, except while the field has focus."""
        super().paintEvent(event)
        is_cut = self._is_cut()
        show_whole_text(self, self._hint or self.text(), is_cut=is_cut or bool(self._hint))
        if self.hasFocus() or not is_cut:
            return
        end = self.rect().adjusted(0, 1, -1, -1)
        width = self.fontMetrics().horizontalAdvance(_ELLIPSIS) + _PADDING
        if _reads_leftwards(self.text()):
            end.setWidth(width)
        else:
            end.setLeft(end.right() - width)
        painter = QPainter(self)
        painter.fillRect(end, QGuiApplication.palette().base())
        painter.drawText(end, Qt.AlignmentFlag.AlignCenter, _ELLIPSIS)

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) >= self.width() - _PADDING


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


def _name_label(text: str, named: QWidget) -> ElidedWordsLabel:
    """Return the name of a field, on several lines if it is long."""
    label = ElidedWordsLabel(role="muted", name="")
    label.setBuddy(named)
    label.ensurePolished()
    metrics = label.fontMetrics()
    widest = metrics.averageCharWidth() * _LABEL_WIDTH
    label.setContentsMargins(0, 0, _LABEL_GAP, 0)
    label.setMinimumWidth(min(metrics.horizontalAdvance(text) + 1, widest) + _LABEL_GAP)
    label.setMaximumWidth(widest + _LABEL_GAP)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    label.setText(text)
    return label


def _value_field(label: str, name: str) -> ValueField:
    field = ValueField()
    field.setObjectName(name)
    field.setProperty("role", "value")
    field.setReadOnly(True)
    field.setFrame(False)
    field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    field.setAlignment(START)
    field.setAccessibleName(label)
    return field
