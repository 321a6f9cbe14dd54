"""``profile-browser password``: saves a password in the keyring or removes it, for rollouts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import keyring as wording
from profile_browser.settings.passwords import Passwords
from profile_browser.terminal.password_prompt import asked_password

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

SET, FORGET = "set", "forget"
_DONE = 0
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def change_password(action: str, connection: Connection) -> int:
    """Save or remove the password or token of a connection. Raises ConfigurationError."""
    passwords = Passwords()
    if not passwords.can_keep:
        raise ConfigurationError(wording.no_keyring(connection.kind.secret))
    return _set(passwords, connection) if action == SET else _forget(passwords, connection)


def _set(passwords: Passwords, connection: Connection) -> int:
    password = _read_password(connection)
    if not password:
        raise ConfigurationError(wording.nothing_entered(connection.kind.secret))
    if not passwords.remember(connection, password, keep=True):
        raise ConfigurationError(wording.not_saved(connection.kind.secret))
    print(wording.password_saved(connection))
    return _DONE


def _forget(passwords: Passwords, connection: Connection) -> int:
    if not passwords.forget(connection):
        raise ConfigurationError(wording.not_removed(connection.kind.secret))
    print(wording.password_removed(connection))
    return _DONE


def _read_password(connection: Connection) -> str:
    if sys.stdin is None or sys.stdin.isatty():
        return asked_password(connection)
    try:
        return sys.stdin.readline().rstrip("\r\n").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError:
        raise ConfigurationError(wording.entered_not_text(connection.kind.secret)) from None
