"""The password of a connection: never an option, because a list of processes would show it."""

from __future__ import annotations

import sys
from dataclasses import replace
from getpass import getpass
from typing import TYPE_CHECKING

from profile_browser.domain.wording.settings import NO_SIGN_IN, password_prompt
from profile_browser.settings.options import ConfigurationError

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection


def with_password(connection: Connection) -> Connection:
    """Return the connection with its password, asked for without echo where none is set.

    Raises ConfigurationError where there is no terminal to ask on, or nothing was entered.
    """
    if connection.is_sample or connection.password:
        return connection
    password = _asked(connection) if sys.stdin is not None and sys.stdin.isatty() else ""
    if not password:
        raise ConfigurationError(NO_SIGN_IN)
    return replace(connection, password=password)


def _asked(connection: Connection) -> str:
    try:
        return getpass(password_prompt(connection.username, connection.title))
    except EOFError:
        return ""
