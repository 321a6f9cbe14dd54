"""The clipboard: what the program copies, and emptying it of that later.

Everything that the program copies goes through ``put_text``. Only a digest of the text is kept.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

_CLIPBOARD, _SELECTION = QClipboard.Mode.Clipboard, QClipboard.Mode.Selection
_key = secrets.token_bytes(16)  # without it, nobody can guess a short text from its digest
_copied: set[bytes] = set()  # the digest of the text that was copied last, if any


def put_text(text: str) -> None:
    """Copy this text, and remember that it was copied here."""
    data = QMimeData()
    data.setText(text)
    _copied.clear()
    _copied.add(_digest(data.text()))  # Qt replaces characters that are none
    QGuiApplication.clipboard().setMimeData(data)


def read_text(mode: QClipboard.Mode = _CLIPBOARD) -> str:
    """Return the text on the clipboard, wherever it was copied; empty if there is none."""
    return QGuiApplication.clipboard().text(mode)


def holds_own() -> bool:
    """Return whether the clipboard still holds what was copied in this program.

    Some clipboard managers take a text over at once, so the text counts as well as its owner.
    """
    if QGuiApplication.clipboard().ownsClipboard():
        return True
    if _copied and _digest(read_text()) not in _copied:
        _copied.clear()  # the same text from another program is not ours
    return bool(_copied)


def clear_own() -> None:
    """Empty the clipboard, and the selection of X11, if they hold what was copied here."""
    clipboard = QGuiApplication.clipboard()
    if holds_own():
        clipboard.clear(_CLIPBOARD)
    if clipboard.ownsSelection():
        clipboard.clear(_SELECTION)
    _copied.clear()


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), key=_key).digest()
