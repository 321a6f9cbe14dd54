"""Reads the configuration, and chooses the connection that the options and the environment name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as settings_wording
from profile_browser.messages import terminal as wording
from profile_browser.settings.selection import NO_CONNECTION, chosen_connection
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal import streams
from profile_browser.terminal.arguments import OPTIONS

if TYPE_CHECKING:
    import argparse

    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection


def choose_usable_connection(
    options: argparse.Namespace, configuration: Configuration
) -> Connection:
    """Return the chosen connection.

    Raises ConfigurationError instead of falling back to the sample data if the files have faults,
    or if none is set up and the sample data is turned off.
    """
    connection = choose_connection(options, configuration)
    if connection.is_absent:
        raise ConfigurationError(settings_wording.NOTHING_SET_UP)
    if is_fallback(connection, configuration) and not options.sample:
        raise ConfigurationError(settings_wording.NOTHING_USABLE)
    return connection


def is_fallback(connection: Connection, configuration: Configuration) -> bool:
    """Whether the sample data stands in for connections that cannot be used."""
    return connection.is_sample and bool(configuration.faults)


def choose_connection(options: argparse.Namespace, configuration: Configuration) -> Connection:
    """Return the chosen connection; without one, the sample data, or none if that is turned off.

    Raises ConfigurationError if the sample data is asked for and turned off.
    """
    sample: Connection | None = options.sample
    if sample:
        if not configuration.sample_allowed:
            raise ConfigurationError(settings_wording.SAMPLE_FORBIDDEN)
        return sample
    given = {name: getattr(options, name) for name in OPTIONS}
    chosen = chosen_connection(given, os.environ, configuration, STORES.kinds)
    return chosen or (SAMPLE if configuration.sample_allowed else NO_CONNECTION)


def given_options_of(options: argparse.Namespace) -> dict[str, str]:
    """Return the options and variables about the connection that this start was given."""
    from profile_browser.settings.given_options import given_options

    given = {name: getattr(options, name) for name in OPTIONS}
    return given_options(given, os.environ, STORES.kinds, options.sample)


def load_configuration(*, sample: bool = False) -> Configuration:
    """Read the configuration, and print its faults. Raises ConfigurationError if it is blocked.

    For the sample data, faults do not matter.
    """
    configuration = read_configuration(sample=sample)
    if sample:
        return configuration
    if configuration.blocked:
        raise ConfigurationError(configuration.blocked)
    for fault in configuration.faults:
        streams.print_error(wording.error_line(fault))
    return configuration


def read_configuration(*, sample: bool = False) -> Configuration:
    """Return the configuration.

    The sample data needs no home folder. Whether it is allowed, the administrator's file says.
    """
    from profile_browser.settings import connection_files

    try:
        files = connection_files.configuration_files()
    except ConfigurationError:
        if not sample:
            raise
        system = connection_files.system_file()
        files = system, system.with_name("none")
    return connection_files.read_configuration(*files, STORES.kinds)
