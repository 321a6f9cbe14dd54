"""Asks for the password or token of a connection on the terminal, without echo."""

from __future__ import annotations

import sys
from dataclasses import replace
from getpass import getpass
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages.settings import no_sign_in, password_prompt
from profile_browser.settings.passwords import Passwords
from profile_browser.terminal.streams import exit_on_interrupt

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection


def with_password(connection: Connection) -> Connection:
    """Return the connection with its password. From now on, Ctrl+C ends the process at once."""
    complete = complete_connection(connection, Passwords())
    exit_on_interrupt()
    return complete


def complete_connection(connection: Connection, passwords: Passwords) -> Connection:
    """Return the connection with its password, asked for where none is known.

    Raises ConfigurationError where there is no terminal to ask on, or nothing was entered.
    """
    if connection.is_sample or connection.password:
        return connection
    password = passwords.find(connection) or asked_password(connection)
    if not password:
        raise ConfigurationError(no_sign_in(connection.kind.secret))
    return replace(connection, password=password)


def asked_password(connection: Connection) -> str:
    """Ask for a password; return an empty string where there is no terminal to ask on."""
    if sys.stdin is None or not sys.stdin.isatty():
        return ""
    try:
        return getpass(password_prompt(connection))
    except EOFError:
        return ""
