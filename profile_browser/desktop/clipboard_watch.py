"""Notices what other programs copy. Nothing of it is kept, logged or sent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from profile_browser.domain.copied_name import LONGEST_COPIED
from profile_browser.ui.clipboard import read_foreign_text

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from profile_browser.desktop.objective_c import ObjectiveC

_LONGEST = 4 * LONGEST_COPIED  # bytes
SETTLE_AFTER = 100  # milliseconds, so that a program that copies several times is read once
# Password managers mark what they copy. KDE's mark, two of Windows and the one of macOS:
_SECRET_MARKS = (
    "x-kde-passwordmanagerhint",
    "excludeclipboardcontentfrommonitorprocessing",
    "clipboard viewer ignore",
    "org.nspasteboard.concealedtype",
)
_HISTORY_MARK = "canincludeinclipboardhistory"  # of Windows: only its value 0 forbids
_PASTEBOARD_MARK = "org.nspasteboard.ConcealedType"


class ClipboardWatch(QObject):
    """Reports each text of another program once, and when it is gone.

    On Wayland, a window sees the clipboard only while it has the focus.
    """

    copied = Signal(str)
    gone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen: int | None = None  # the hash of the text that was reported last
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_AFTER)
        self._soon.timeout.connect(self._look)

    def start(self) -> None:
        """Look at the clipboard now, and whenever it changes or the program becomes active."""
        QGuiApplication.clipboard().dataChanged.connect(self._note_change)
        if isinstance(application := QGuiApplication.instance(), QGuiApplication):
            application.applicationStateChanged.connect(self._note_activation)
        self._soon.start()

    def stop(self) -> None:
        """Look at the clipboard no more."""
        QGuiApplication.clipboard().dataChanged.disconnect(self._note_change)
        if isinstance(application := QGuiApplication.instance(), QGuiApplication):
            application.applicationStateChanged.disconnect(self._note_activation)
        self._soon.stop()
        self._seen = None
        self.gone.emit()

    @Slot()
    def _note_change(self) -> None:
        self.gone.emit()
        if QGuiApplication.platformName() != "wayland":  # it tells the same text at each activation
            self._seen = None
        self._soon.start()

    @Slot(Qt.ApplicationState)
    def _note_activation(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._soon.start()

    @Slot()
    def _look(self) -> None:
        text = read_foreign_text(_LONGEST, is_secret)
        if text and hash(text) != self._seen:
            self._seen = hash(text)
            self.copied.emit(text)


def is_secret(data: QMimeData) -> bool:
    """Return whether a password manager marked what is on the clipboard."""
    formats = data.formats()
    if any(mark in each.casefold() for each in formats for mark in _SECRET_MARKS):
        return True
    barred = [each for each in formats if _HISTORY_MARK in each.casefold()]
    if any(not any(bytes(data.data(each).data())) for each in barred):
        return True
    return sys.platform == "darwin" and is_concealed()


def is_concealed(runtime: ObjectiveC | None = None) -> bool:
    """Return whether the pasteboard of macOS has the mark, which Qt does not list."""
    from profile_browser.desktop.objective_c import ObjectiveC, is_yes

    objects = ObjectiveC() if runtime is None else runtime
    pasteboard = objects.send(objects.class_named("NSPasteboard"), "generalPasteboard")
    types = objects.send(pasteboard, "types")
    return is_yes(objects.send(types, "containsObject:", objects.text(_PASTEBOARD_MARK)))
