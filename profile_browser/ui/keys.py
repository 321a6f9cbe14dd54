"""Keys that mean the same wherever the focus is, because Qt gives them a meaning only in places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


def is_enter(event: QKeyEvent) -> bool:
    """Return whether this is Enter, on whichever part of the keyboard."""
    return event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}


def handle_key(event: QKeyEvent, focus: QWidget | None) -> bool:
    """Press the focused button by Enter, or open a menu by Shift+F10. Return whether it did."""
    shift = event.modifiers() == QtCore.Qt.KeyboardModifier.ShiftModifier
    if is_enter(event) and isinstance(focus, QAbstractButton):
        focus.click()
    elif event.key() == QtCore.Qt.Key.Key_F10 and shift and focus is not None:
        _ask_for_menu(focus)
    else:
        return False
    return True


def is_hold_key(event: QKeyEvent) -> bool:
    """Return whether this is Space going down or up, which a held key repeats."""
    is_up = event.type() is QEvent.Type.KeyRelease  # whatever else went down meanwhile
    is_plain = is_up or event.modifiers() == QtCore.Qt.KeyboardModifier.NoModifier
    return event.key() == QtCore.Qt.Key.Key_Space and is_plain and not event.isAutoRepeat()


def _ask_for_menu(focus: QWidget) -> None:
    """Send what the menu key sends. Not every desktop sends it for Shift+F10."""
    cursor = focus.inputMethodQuery(QtCore.Qt.InputMethodQuery.ImCursorRectangle)
    place = (cursor if isinstance(cursor, QRect) else focus.rect()).center()
    reason = QtGui.QContextMenuEvent.Reason.Keyboard
    event = QtGui.QContextMenuEvent(reason, place, focus.mapToGlobal(place))
    QCoreApplication.sendEvent(focus, event)
