"""The connection that the command line and the environment describe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import Connection, find_faults
from profile_browser.domain.refusal import RefusedError
from profile_browser.messages.refusals import not_a_number, refusal_text
from profile_browser.messages.settings import (
    CONNECTION_NEEDED,
    connection_title,
    fault_of_option,
    option_needs_cluster,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from profile_browser.domain.store_kind import StoreKinds

ENVIRONMENT_PREFIX = "PROFILE_BROWSER_"
CONNECTION_STRING = "connection_string"
TIMEOUT_OPTIONS = ("kv_timeout", "connect_timeout")


def text_options(kinds: StoreKinds) -> tuple[str, ...]:
    """Return the options that describe a connection, in the order in which they are listed."""
    return (CONNECTION_STRING, *kinds.location_keys, "username", "trust_store")


def connection_from(
    options: Mapping[str, str | None], environment: Mapping[str, str], kinds: StoreKinds
) -> Connection:
    """Return what options and environment variables describe; an option beats a variable.

    Raises ConfigurationError, also where options need a connection string and there is none.
    """
    given = _given(text_options(kinds), options, environment)
    if CONNECTION_STRING not in given:
        lonely = next(iter(given), None)
        raise ConfigurationError(option_needs_cluster(lonely) if lonely else CONNECTION_NEEDED)
    return with_timeouts(_connection(given, kinds), options, environment)


def with_timeouts(
    connection: Connection, options: Mapping[str, str | None], environment: Mapping[str, str]
) -> Connection:
    """Return the connection with the timeouts that are set. Raises ConfigurationError."""
    given = _given(TIMEOUT_OPTIONS, options, environment)
    timeouts: dict[str, Any] = {name: _seconds(name, text) for name, text in given.items()}
    return _checked(replace(connection, **timeouts)) if timeouts else connection


def variable_of(option: str) -> str:
    """Return the environment variable that means the same as this option."""
    return f"{ENVIRONMENT_PREFIX}{option.upper()}"


def _given(
    names: Sequence[str], options: Mapping[str, str | None], environment: Mapping[str, str]
) -> dict[str, str]:
    named = {name: options.get(name) or environment.get(variable_of(name), "") for name in names}
    return {name: value for name, value in named.items() if value}


def _connection(given: Mapping[str, str], kinds: StoreKinds) -> Connection:
    try:
        connection = Connection(
            kind=kinds.kind_of(given[CONNECTION_STRING]),
            title="",
            connection_string=given[CONNECTION_STRING],
            location={name: given[name] for name in kinds.location_keys if name in given},
            username=given.get("username", ""),
            trust_store=given.get("trust_store", ""),
        )
        host = connection.address.hosts[0].name
    except RefusedError as error:
        sentence = refusal_text(error.refusal)
        raise ConfigurationError(fault_of_option(CONNECTION_STRING, sentence)) from None
    database = next(iter(connection.location.values()), "")
    return _checked(replace(connection, title=connection_title(database, host)))


def _seconds(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ConfigurationError(fault_of_option(option, not_a_number(text))) from None


def _checked(connection: Connection) -> Connection:
    for option, refusal in find_faults(connection).items():
        raise ConfigurationError(fault_of_option(option, refusal_text(refusal)))
    return connection
