"""A button with an eye, which shows something hidden for as long as it is held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from profile_browser.ui.widgets.icons import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from profile_browser.ui.theme import Theme


class RevealButton(IconButton):
    """Is held by the mouse button or by Space."""

    held = Signal(bool)
    clicked_by_mouse = Signal()

    def __init__(self, theme: Theme, object_name: str, name: str = "") -> None:
        super().__init__(theme, "eye", name)
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # losing it hides what was shown
        self.pressed.connect(partial(self.held.emit, True))
        self.released.connect(partial(self.held.emit, False))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hide it, and report that the mouse is done."""
        super().mouseReleaseEvent(event)
        self.clicked_by_mouse.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it, because the person at the keyboard now looks elsewhere."""
        self.held.emit(False)
        super().focusOutEvent(event)
