"""The dialog that F1 opens: every shortcut and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from profile_browser.messages import matches as matches_wording
from profile_browser.messages import window as wording
from profile_browser.messages.controls import key_and_meaning
from profile_browser.ui.shortcuts import native_text
from profile_browser.ui.widgets.containers import UprightScrollArea, prepare_scroll_area
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from profile_browser.ui.shortcuts import Shortcut

_MINIMUM_WIDTH = 420


class ShortcutsDialog(QDialog):
    """Lists the shortcuts of the window, and the keys that widgets handle themselves."""

    def __init__(self, shortcuts: Iterable[Shortcut], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keysDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(wording.SHORTCUTS_TITLE)
        self.setMinimumWidth(_MINIMUM_WIDTH)
        buttons = QDialogButtonBox()
        buttons.addButton(wording.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        area = _scrolling(_grid(shortcuts))
        layout.addWidget(area)
        layout.addWidget(buttons)
        area.setFocus()  # Enter presses the button all the same

    def sizeHint(self) -> QSize:
        """Be as high as the list, where the screen is."""
        return super().sizeHint().boundedTo(self.screen().availableSize())


def _scrolling(grid: QGridLayout) -> QScrollArea:
    area, content = _KeysArea(), QWidget()
    prepare_scroll_area(area, "keysArea")
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the keyboard scrolls it
    area.setAccessibleName(wording.SHORTCUTS_TITLE)
    content.setLayout(grid)
    area.setWidget(content)
    return area


class _KeysArea(UprightScrollArea):
    def sizeHint(self) -> QSize:
        """Be as high as the list."""
        content = self.widget()
        return content.sizeHint() if content is not None else super().sizeHint()


def _grid(shortcuts: Iterable[Shortcut]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(1, 1)
    for row, (key, meaning) in enumerate(_rows(shortcuts)):
        grid.addWidget(PlainLabel(key, role="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        label = PlainLabel(meaning)
        label.setAccessibleName(key_and_meaning(key, meaning))
        grid.addWidget(label, row, 1)
    return grid


def _rows(shortcuts: Iterable[Shortcut]) -> Iterator[tuple[str, str]]:
    yield native_text("Enter"), wording.KEY_LOOK_UP
    yield native_text("Esc"), wording.KEY_ESCAPE
    yield native_text("Ctrl+C"), matches_wording.KEY_COPY
    yield native_text("Shift+F10"), matches_wording.KEY_MENU
    for shortcut in shortcuts:
        if shortcut.meaning:
            yield native_text(shortcut.sequence()), shortcut.meaning
