"""The clipboard: what the program copies, and emptying it of that later.

Everything that the program copies goes through ``put_text``. Only a hash of the text is kept,
which differs from run to run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN_TEXT = "text/plain"
_copied: set[int] = set()  # the hash of the text that was copied last, if any


def put_text(text: str) -> None:
    """Copy this text, and remember that it was copied here."""
    data = QMimeData()
    data.setText(text)
    _copied.clear()
    _copied.add(hash(data.text()))  # Qt replaces characters that are none
    QGuiApplication.clipboard().setMimeData(data)


def read_text() -> str:
    """Return the text on the clipboard, wherever it was copied; empty if there is none."""
    return QGuiApplication.clipboard().text()


def read_selection() -> str:
    """Return the text that the middle button pastes on X11; empty if there is none."""
    return QGuiApplication.clipboard().text(QtGui.QClipboard.Mode.Selection)


def read_foreign_text(longest: int, is_secret: Callable[[QMimeData], bool]) -> str:
    """Return the text that another program copied; empty if there is none, or if it is secret.

    Also empty if it has more than so many bytes. Qt cannot say that before it reads them: 100 MB
    take 0.13 s, and 0.7 s as a text.
    """
    clipboard = QGuiApplication.clipboard()
    data: QMimeData | None = clipboard.mimeData()  # PySide6's annotation lacks the None
    if data is None or clipboard.ownsClipboard():
        return ""
    if not data.hasText() or data.hasUrls() or is_secret(data):
        return ""
    if data.data(_PLAIN_TEXT).size() > longest or holds_own():
        return ""
    return data.text()


def holds_own() -> bool:
    """Return whether the clipboard still holds what was copied in this program.

    Some clipboard managers take a text over at once, so the text counts as well as its owner.
    """
    if QGuiApplication.clipboard().ownsClipboard():
        return True
    if _copied and hash(read_text()) not in _copied:
        _copied.clear()  # the same text from another program is not ours
    return bool(_copied)


def clear_own() -> None:
    """Empty the clipboard, and the selection of X11, if they hold what was copied here."""
    clipboard, mode = QGuiApplication.clipboard(), QtGui.QClipboard.Mode
    if holds_own():
        clipboard.clear(mode.Clipboard)
    if clipboard.ownsSelection():
        clipboard.clear(mode.Selection)
    _copied.clear()
