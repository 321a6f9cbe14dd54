"""Clears a window of everybody who was looked up, because nobody may be in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QToolTip

from profile_browser.domain.privacy import ClearReason
from profile_browser.messages import privacy as wording
from profile_browser.ui import clipboard
from profile_browser.ui.dialogs.password import PasswordDialog

if TYPE_CHECKING:
    from profile_browser.domain.question import Question
    from profile_browser.ui.main_window import MainWindow


class PeopleClearing:
    """Clears one window. Between the two steps, everything that is pending is dropped."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._kept: Question | None = None
        self._sentence = ""

    @property
    def is_needed(self) -> bool:
        """Whether anything is to be forgotten."""
        window = self._window
        return (
            window.pages.shows_outcome
            or window.is_waiting
            or window.lists.exists
            or bool(window.search.field.text())
            or window.navigation.has_memory
            or window.area.has_offer
            or clipboard.holds_own()
        )

    def prepare(self, reason: ClearReason, minutes: int) -> None:
        """Close what is open above the window. Keep the person who was shown, unless it is left."""
        if reason is ClearReason.IDLE:
            self._kept = self._window.pages.shown_question
            masking = self._window.pages.theme.masking
            name = "" if self._kept is None else masking.question(self._kept.text)
            self._sentence = wording.cleared_after(minutes, name)
        else:
            self._sentence = wording.LOCKED
        _close_popups()

    def finish(self) -> None:
        """Forget everybody, and say why."""
        window = self._window
        window.navigation.forget_all(self._kept)
        window.search.forget()
        window.pages.show_sentence(self._sentence)
        window.status.report(self._sentence)
        window.area.clear_offer()
        clipboard.clear_own()


def _close_popups() -> None:
    """Close menus, lists of suggestions and questions, which may name people or hold a password."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        continue
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox | QFileDialog | PasswordDialog) and widget.isVisible():
            QDialog.reject(widget)
