"""Asks for the password that a connection lacks, or one in place of a refused one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.messages import connections as wording

if TYPE_CHECKING:
    from profile_browser.desktop.services import Passwords
    from profile_browser.domain.problem import Problem
    from profile_browser.ui.main_window import MainWindow
    from profile_browser.ui.theme import Theme


class PasswordPrompt(QObject):
    """Remembers the password that was given."""

    taken = Signal(object)  # the Connection

    def __init__(self, passwords: Passwords, theme: Theme, window: MainWindow) -> None:
        super().__init__(window)
        self._passwords, self._theme, self._window = passwords, theme, window
        self._problem: Problem | None = None

    def ask(self, problem: Problem) -> None:
        """Ask for the password of the connection with this problem."""
        from profile_browser.ui.dialogs.password import PasswordDialog

        self._problem = problem
        if not self._passwords.has_variable:  # the keyring's password was not the refused one
            self._passwords.forget(problem.connection)
        dialog = PasswordDialog(
            problem.connection,
            reason=wording.password_reason(problem),
            why_not_kept=self._why_not_kept(problem),
            theme=self._theme,
            parent=self._window,
        )
        dialog.password_given.connect(self._take)
        dialog.open()

    def _why_not_kept(self, problem: Problem) -> str:
        """Return why a password is kept for this run only; empty if it can be kept longer."""
        secret = problem.connection.kind.secret
        if self._passwords.has_variable:
            return wording.variable_overrides_keyring(secret)
        return "" if self._passwords.can_keep else wording.kept_this_run(secret)

    @Slot(str, bool)
    def _take(self, password: str, keep: bool) -> None:
        if self._problem is not None:
            connection, self._problem = self._problem.connection, None
            self._passwords.remember(connection, password, keep=keep)
            self.taken.emit(connection)
