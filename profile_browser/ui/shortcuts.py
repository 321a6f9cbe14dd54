"""Keyboard shortcuts: one table makes them work and is shown by F1."""

import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

LIST_KEY = "Ctrl+Shift+L"
# Command+H hides the whole program on a Mac.
HIDE_KEY = "Ctrl+Shift+H" if sys.platform == "darwin" else "Ctrl+H"


class Shortcut(NamedTuple):
    """A key and what it does.

    ``key`` is a key's name, or an action for which each desktop has its key. A shortcut without
    a meaning works, but F1 does not list it.
    """

    key: str | QKeySequence.StandardKey
    meaning: str
    action: Callable[[], object]

    def sequence(self) -> QKeySequence:
        """Return the key on this desktop; Ctrl is Command on a Mac.

        Only the first of a desktop's keys counts, because Backspace is among the others.
        """
        if isinstance(self.key, QKeySequence.StandardKey):
            return QKeySequence.keyBindings(self.key)[0]
        return QKeySequence(self.key)


def native_text(sequence: QKeySequence | str) -> str:
    """Return a key as this desktop writes it."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)


def bind(shortcuts: Iterable[Shortcut], window: QWidget) -> None:
    """Make the shortcuts work in this window."""
    for shortcut in shortcuts:
        QShortcut(shortcut.sequence(), window, shortcut.action)
