"""Links that macOS opens: it sends them to the running program as events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFileOpenEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent


class LinkEvents(QObject):
    """Emits links, and keeps those that come before the window is ready for them."""

    opened = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._early: list[str] | None = []
        parent.installEventFilter(self)

    def release(self) -> None:
        """Emit the link that came last, and from now on each one at once."""
        early, self._early = self._early or [], None
        for address in early[-1:]:
            self.opened.emit(address)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the events that open a link. A file is none."""
        if not isinstance(event, QFileOpenEvent) or event.url().isLocalFile():
            return False
        address = event.url().toString(event.url().ComponentFormattingOption.FullyEncoded)
        if self._early is None:
            self.opened.emit(address)
        else:
            self._early.append(address)
        return True
