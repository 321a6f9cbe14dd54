"""Which connection the command line and the environment choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as wording
from profile_browser.settings.options import (
    connection_from,
    text_options,
    variable_of,
    with_timeouts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKinds

CONNECTION_OPTION = "connection"


def chosen_connection(
    options: Mapping[str, str | None],
    environment: Mapping[str, str],
    configuration: Configuration,
    kinds: StoreKinds,
) -> Connection | None:
    """Return the connection that a key or the options describe, else the first that is set up.

    None where none is set up. Options beat variables. Raises ConfigurationError.
    """
    chosen = _chosen(options, environment, configuration, kinds)
    return None if chosen is None else configuration.audit.applied_to(chosen)


def _chosen(
    options: Mapping[str, str | None],
    environment: Mapping[str, str],
    configuration: Configuration,
    kinds: StoreKinds,
) -> Connection | None:
    names = text_options(kinds)
    key = _key(options, environment, names)
    if key is not None:
        return with_timeouts(_known(key, configuration), options, environment)
    if _described_by(options, names) or _described_in(environment, names):
        if not configuration.others_allowed:
            raise ConfigurationError(wording.OTHERS_FORBIDDEN)
        return connection_from(options, environment, kinds)
    if configuration.known:
        return with_timeouts(configuration.known[0].connection, options, environment)
    return None


def named_connection(
    key: str | None, environment: Mapping[str, str], configuration: Configuration
) -> Connection:
    """Return the connection with this key, or the variable's. Raises ConfigurationError."""
    named = _variable(environment) if key is None else key
    if named is None:
        raise ConfigurationError(wording.CONNECTION_NEEDED)
    return _known(named, configuration)


def _key(
    options: Mapping[str, str | None], environment: Mapping[str, str], names: Sequence[str]
) -> str | None:
    """Return the key that was asked for; an empty one too, which nobody means to be the first."""
    key = options.get(CONNECTION_OPTION)
    described = _described_by(options, names)
    if key is None and not described:
        key = _variable(environment)
        described = _described_in(environment, names)
    if key is not None and described:
        raise ConfigurationError(wording.option_beside_key(described))
    return key


def _variable(environment: Mapping[str, str]) -> str | None:
    return environment.get(variable_of(CONNECTION_OPTION)) or None


def _described_by(options: Mapping[str, str | None], names: Sequence[str]) -> str:
    """Return the first option that describes a connection."""
    return next((wording.flag(name) for name in names if options.get(name)), "")


def _described_in(environment: Mapping[str, str], names: Sequence[str]) -> str:
    variables = map(variable_of, names)
    return next((name for name in variables if environment.get(name)), "")


def _known(key: str, configuration: Configuration) -> Connection:
    try:
        return configuration.by_key[key].connection
    except KeyError:
        raise ConfigurationError(wording.key_unknown(key, [*configuration.by_key])) from None
