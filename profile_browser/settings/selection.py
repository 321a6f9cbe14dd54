"""Which connection the command line and the environment choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as wording
from profile_browser.settings.options import (
    SAMPLE,
    TEXT_OPTIONS,
    connection_from,
    variable_of,
    with_timeouts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection

CONNECTION_OPTION = "connection"


def chosen_connection(
    options: Mapping[str, str | None],
    environment: Mapping[str, str],
    configuration: Configuration,
) -> Connection:
    """Return the connection that a key or the options describe, else the first that is set up.

    Where none is set up it is the sample directory. Options beat variables. Raises
    ConfigurationError.
    """
    chosen = _chosen(options, environment, configuration)
    return configuration.audit.applied_to(chosen)


def _chosen(
    options: Mapping[str, str | None],
    environment: Mapping[str, str],
    configuration: Configuration,
) -> Connection:
    key = _key(options, environment)
    if key is not None:
        return with_timeouts(_known(key, configuration), options, environment)
    if _described_by(options) or _described_in(environment):
        if not configuration.others_allowed:
            raise ConfigurationError(wording.OTHERS_FORBIDDEN)
        return connection_from(options, environment)
    if configuration.known:
        return with_timeouts(configuration.known[0].connection, options, environment)
    return SAMPLE


def named_connection(
    key: str | None, environment: Mapping[str, str], configuration: Configuration
) -> Connection:
    """Return the connection with this key, or the variable's. Raises ConfigurationError."""
    named = _variable(environment) if key is None else key
    if named is None:
        raise ConfigurationError(wording.CONNECTION_NEEDED)
    return _known(named, configuration)


def _key(options: Mapping[str, str | None], environment: Mapping[str, str]) -> str | None:
    """Return the key that was asked for; an empty one too, which nobody means to be the first."""
    key = options.get(CONNECTION_OPTION)
    described = _described_by(options)
    if key is None and not described:
        key = _variable(environment)
        described = _described_in(environment)
    if key is not None and described:
        raise ConfigurationError(wording.option_beside_key(described))
    return key


def _variable(environment: Mapping[str, str]) -> str | None:
    return environment.get(variable_of(CONNECTION_OPTION)) or None


def _described_by(options: Mapping[str, str | None]) -> str:
    """Return the first option that describes a connection."""
    return next((wording.flag(name) for name in TEXT_OPTIONS if options.get(name)), "")


def _described_in(environment: Mapping[str, str]) -> str:
    names = map(variable_of, TEXT_OPTIONS)
    return next((name for name in names if environment.get(name)), "")


def _known(key: str, configuration: Configuration) -> Connection:
    try:
        return configuration.by_key[key].connection
    except KeyError:
        raise ConfigurationError(wording.key_unknown(key, [*configuration.by_key])) from None
