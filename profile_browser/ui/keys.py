"""The keys: one table that both makes the shortcuts and lists them for F1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from profile_browser.messages import window as wording
from profile_browser.ui.widgets.basics import plain_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Key(NamedTuple):
    """A key, or the first that the desktop has for a thing, and what it does.

    A key without a meaning works, and F1 does not list it.
    """

    sequence: str | QKeySequence | QKeySequence.StandardKey
    meaning: str
    action: Callable[[], object]

    def on_this_desktop(self) -> QKeySequence:
        """Return the key here: Ctrl is Command on a Mac.

        A desktop's further keys for the same are left out, because Backspace is one of them.
        """
        if isinstance(self.sequence, QKeySequence.StandardKey):
            return QKeySequence.keyBindings(self.sequence)[0]
        return QKeySequence(self.sequence)

    def shown(self) -> str:
        """Return the key as the desktop writes it."""
        return self.on_this_desktop().toString(QKeySequence.SequenceFormat.NativeText)


def bind(keys: Sequence[Key], window: QWidget) -> None:
    """Make the keys work in this window."""
    for key in keys:
        QShortcut(key.on_this_desktop(), window, key.action)


def keys_dialog(keys: Sequence[Key], parent: QWidget) -> QDialog:
    """Return the list of keys that F1 shows."""
    dialog = QDialog(parent)
    dialog.setObjectName("keysDialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(wording.KEYS_TITLE)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    for row, (shown, meaning) in enumerate(_rows(keys)):
        grid.addWidget(plain_label(shown, role="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(meaning), row, 1)
    grid.setColumnStretch(1, 1)
    buttons = QDialogButtonBox()
    buttons.addButton(wording.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addLayout(grid)
    layout.addWidget(buttons)
    dialog.setMinimumWidth(420)
    return dialog


def _rows(keys: Sequence[Key]) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    enter, escape = (
        QKeySequence(key).toString(native) for key in (Qt.Key.Key_Enter, Qt.Key.Key_Escape)
    )
    of_widgets = [(enter, wording.KEY_LOOK_UP), (escape, wording.KEY_ESCAPE)]
    return [*of_widgets, *((key.shown(), key.meaning) for key in keys if key.meaning)]
