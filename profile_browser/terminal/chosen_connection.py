"""Reads the configuration, and chooses the connection that the options and the environment name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import Configuration, ConfigurationError
from profile_browser.messages import terminal as wording
from profile_browser.settings.selection import chosen_connection
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal import streams
from profile_browser.terminal.arguments import OPTIONS
from profile_browser.terminal.reasons import require_reason

if TYPE_CHECKING:
    import argparse

    from profile_browser.domain.connection import Connection


def choose_connection_with_password(options: argparse.Namespace) -> Connection:
    """Return the connection for a command, with its password, and warn about file faults."""
    connection = choose_usable_connection(options, load_configuration(sample=options.sample))
    return _with_password(connection)


def choose_connection_and_reason(options: argparse.Namespace) -> tuple[Connection, str]:
    """Return the same for a command that shows people, and the reason for the audit log.

    Raises ConfigurationError, before a password is asked for, if a demanded reason is missing.
    """
    connection = choose_usable_connection(options, load_configuration(sample=options.sample))
    reason = require_reason(connection, options.reason)
    return _with_password(connection), reason


def _with_password(connection: Connection) -> Connection:
    from profile_browser.settings.passwords import with_password

    complete = with_password(connection)
    streams.exit_on_interrupt()
    return complete


def choose_usable_connection(
    options: argparse.Namespace, configuration: Configuration
) -> Connection:
    """Return the chosen connection.

    Raises ConfigurationError instead of falling back to the sample data if the files have faults.
    """
    connection = choose_connection(options, configuration)
    if is_fallback(connection, configuration):
        from profile_browser.messages.settings import NOTHING_USABLE

        raise ConfigurationError(NOTHING_USABLE)
    return connection


def is_fallback(connection: Connection, configuration: Configuration) -> bool:
    """Whether the sample data stands in for connections that cannot be used."""
    return connection.is_sample and bool(configuration.faults)


def choose_connection(options: argparse.Namespace, configuration: Configuration) -> Connection:
    """Return the chosen connection, or the sample data if there is none."""
    if options.sample:
        return SAMPLE
    given = {name: getattr(options, name) for name in OPTIONS}
    return chosen_connection(given, os.environ, configuration, STORES.kinds) or SAMPLE


def load_configuration(*, sample: bool = False) -> Configuration:
    """Read the configuration, and print its faults. Raises ConfigurationError if it is blocked."""
    configuration = read_configuration(sample=sample)
    if configuration.blocked:
        raise ConfigurationError(configuration.blocked)
    for fault in configuration.faults:
        streams.print_error(wording.error_line(fault))
    return configuration


def read_configuration(*, sample: bool = False) -> Configuration:
    """Return the configuration; the files are not read for the sample data."""
    if sample:
        return Configuration()
    from profile_browser.settings.connection_files import configuration_files, read_configuration

    return read_configuration(*configuration_files(), STORES.kinds)
