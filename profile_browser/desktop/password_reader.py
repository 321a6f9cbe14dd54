"""Finds out where passwords are, on a thread of its own, because a keyring may block."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.lookups.thread_runner import ThreadRunner

if TYPE_CHECKING:
    from profile_browser.desktop.services import Passwords
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.password_source import PasswordSource
    from profile_browser.lookups.worker_thread import Report


class PasswordReader(QObject):
    """Answers the latest request. While the keyring waits to be unlocked, nothing else does."""

    found = Signal(object, object)  # the Connection; the PasswordSource or None

    def __init__(self, passwords: Passwords, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = ThreadRunner("passwords", partial(_PasswordWorker, passwords), self)
        self._runner.replied.connect(self._report)

    @Slot(object)
    def ask(self, connection: Connection) -> None:
        """Find out where the password of this connection is, and forget older requests."""
        self._runner.ask(connection)

    def close(self) -> None:
        """Answer no more. A keyring that blocks is left to end by itself."""
        self._runner.close()

    @Slot(object)
    def _report(self, found: _Found) -> None:
        self.found.emit(found.connection, found.source)


class _Found(NamedTuple):
    connection: Connection
    source: PasswordSource | None


class _PasswordWorker:
    """Asks for the source of one password."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords

    def answer(self, connection: Connection, report: Report) -> _Found:
        """Return where the password of a connection is."""
        del report  # there is nothing to say before the end
        return _Found(connection, self._passwords.source(connection))

    def close(self) -> None:
        """Do nothing: a keyring cannot be interrupted."""
