"""The help of the main window: the list of shortcuts and the administration guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from profile_browser.ui.shortcuts import Shortcut
    from profile_browser.ui.theme import Theme


class WindowHelp(QObject):
    """Opens its dialogs above the window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self.shortcuts: Sequence[Shortcut] = ()

    @Slot()
    def show_shortcuts(self) -> None:
        """Show the list of keyboard shortcuts."""
        from profile_browser.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415 - on request

        ShortcutsDialog(self.shortcuts, self._window).open()

    @Slot()
    def show_guide(self) -> None:
        """Show the administration guide."""
        from profile_browser.ui.dialogs.guide import GuideDialog  # noqa: PLC0415 - on request

        GuideDialog(self._theme, self._window).open()
