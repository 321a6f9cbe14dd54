"""The connection of a command: ready to be used, with its password and the reason for a lookup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import terminal as wording
from profile_browser.messages.window import sample_warning
from profile_browser.terminal import streams
from profile_browser.terminal.chosen_connection import choose_usable_connection, load_configuration
from profile_browser.terminal.password_prompt import with_password
from profile_browser.terminal.reasons import require_reason

if TYPE_CHECKING:
    import argparse

    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection


def choose_connection_with_password(options: argparse.Namespace) -> Connection:
    """Return the connection for a command, with its password, and warn about file faults."""
    connection = choose_usable_connection(options, load_configuration(sample=bool(options.sample)))
    return with_password(connection)


def choose_connection_and_reason(options: argparse.Namespace) -> tuple[Connection, str]:
    """Return the same for a command that shows people, and the reason for the audit log."""
    return with_password_and_reason(options, load_configuration(sample=bool(options.sample)))


def with_password_and_reason(
    options: argparse.Namespace, configuration: Configuration
) -> tuple[Connection, str]:
    """Return the chosen connection with its password, and the reason for the audit log.

    Says so if the sample data stands in for it, because no connection is set up.
    Raises ConfigurationError, before a password is asked for, if a demanded reason is missing.
    """
    connection = choose_usable_connection(options, configuration)
    if connection.is_sample and not options.sample:  # a script would take them for customers
        streams.print_error(wording.NO_CONNECTIONS)
        streams.print_error(sample_warning(connection))
    reason = require_reason(connection, options.reason)
    return with_password(connection), reason
