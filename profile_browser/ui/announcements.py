"""What is read aloud by screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str) -> None:
    """Have a sentence read aloud that this widget, or the page around it, has just shown."""
    # To import these takes 1.5 ms, and a start announces nothing.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - see above

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
