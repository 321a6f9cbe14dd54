"""Finds texts of a window that do not fit where they are shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QToolButton,
    QWidget,
)

from profile_browser.ui.widgets.elided_labels import ElidedLabel, ElidedWordsLabel, elide_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARGINS = 10  # device-independent pixels beside the text of a field
_NAMED = 60  # characters of a text that say which one it is


def cut_texts(window: QWidget) -> list[str]:
    """Return what is visible and cut, or outside of the window."""
    shown = [part for part in window.findChildren(QWidget) if part.isVisible()]
    cut = [_name(part) for part in shown if _is_cut(part) or _is_outside(part, window)]
    headers = [header for part in shown if isinstance(part, QTableView) for header in _cut(part)]
    return cut + headers


def mnemonics_used_twice(window: QWidget) -> list[str]:
    """Return the keys that press more than one button of a window."""
    buttons = [part for part in window.findChildren(QAbstractButton) if part.isVisible()]
    keys = Counter(QKeySequence.mnemonic(button.text()).toString() for button in buttons)
    return [key for key, count in keys.items() if key and count > 1]


def _name(part: QWidget) -> str:
    text = part.text() if isinstance(part, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{part.objectName() or type(part).__name__}: {text[:_NAMED]!r}"


def _is_cut(part: QWidget) -> bool:
    match part:
        case QLabel():
            return part.pixmap().isNull() and _is_label_cut(part)
        case QPushButton() | QCheckBox() | QToolButton() if part.text():
            return part.width() < part.sizeHint().width()
        case QLineEdit():
            text = part.text() or part.placeholderText()
            is_told = bool(part.toolTip()) and not part.text()
            return not is_told and _width(part, text) > part.width() - _MARGINS
        case QComboBox():
            return _width(part, part.currentText()) > _room(part)
    return False


def _width(part: QWidget, text: str) -> int:
    return part.fontMetrics().horizontalAdvance(text)


def _is_label_cut(label: QLabel) -> bool:
    inside, text = label.contentsRect(), label.text()
    metrics = label.fontMetrics()
    if isinstance(label, ElidedLabel):
        return False  # the status bar's, which is meant to end in an ellipsis
    if isinstance(label, ElidedWordsLabel) and elide_words(text, metrics, inside.width()) != text:
        return True
    if label.wordWrap():
        return (
            _widest_word(label) > inside.width()
            or label.heightForWidth(label.width()) > label.height()
        )
    return _width(label, text) > inside.width() or metrics.height() > inside.height()


def _widest_word(label: QLabel) -> int:
    return max((_width(label, word) for word in QLabel.text(label).split()), default=0)


def _room(choice: QComboBox) -> int:
    """Return how wide the text of a combo box can be, in device-independent pixels."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    edit = QStyle.SubControl.SC_ComboBoxEditField
    return (
        choice.style()
        .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, edit, choice)
        .width()
    )


def _cut(table: QTableView) -> Iterator[str]:
    header: QHeaderView = table.horizontalHeader()
    for column in range(header.count()):
        needed = header.sectionSizeHint(column)
        if not header.isSectionHidden(column) and header.sectionSize(column) < needed:
            title = table.model().headerData(column, Qt.Orientation.Horizontal)
            yield f"{table.objectName()}, header {title!r}"


def _is_outside(part: QWidget, window: QWidget) -> bool:
    """Return whether a part cannot be seen, and cannot be scrolled to either."""
    if not isinstance(part, QLabel | QAbstractButton | QLineEdit | QComboBox):
        return False
    place = QRect(part.mapTo(window, QPoint()), part.size())
    if place.left() < 0 or place.right() > window.width():
        return True
    return not _scrolls(part) and (place.top() < 0 or place.bottom() > window.height())


def _scrolls(part: QWidget) -> bool:
    parent = part.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return isinstance(parent, QScrollArea)
