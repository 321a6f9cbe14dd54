"""A bar above the pages: words, and buttons that leave the focus where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QWidget

from profile_browser.ui.announcements import announce
from profile_browser.ui.widgets.containers import PAGE_MARGIN
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.push_button import push_button

if TYPE_CHECKING:
    from collections.abc import Callable


class PageBar(QWidget):
    """Is hidden at first. Its buttons are reached by Tab from left to right."""

    def __init__(self, name: str, words_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "pageBar")
        self._words = PlainLabel(role="muted", name=words_name)
        self._words.setWordWrap(False)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 8)
        self.hide()

    def follow_in_tab_order(self, part: QWidget) -> None:
        """Let Tab go from the last button of a part to this bar."""
        last = part.findChildren(QAbstractButton)[-1]
        for button in self.findChildren(QAbstractButton):
            self.setTabOrder(last, button)
            last = button

    def _announce(self, sentence: str = "") -> None:
        """Have a sentence read aloud, or the words."""
        announce(self, sentence or self._words.text())


def bar_button(text: str, name: str, action: Callable[[], object]) -> QPushButton:
    """Return a button of a bar. A click leaves the focus where it is."""
    button = push_button(text, name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action)
    return button
