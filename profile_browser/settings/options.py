"""The connection that the command line and the environment describe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.address import AddressRefusedError, parse_address
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import (
    DEFAULT_COLLECTION,
    DEFAULT_SCOPE,
    Connection,
    Environment,
    faults_of,
)
from profile_browser.messages import refusals
from profile_browser.messages.settings import (
    SAMPLE_TITLE,
    connection_title,
    fault_of_option,
    option_needs_cluster,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

ENVIRONMENT_PREFIX = "PROFILE_BROWSER_"
TEXT_OPTIONS = ("connection_string", "bucket", "username", "scope", "collection", "trust_store")
TIMEOUT_OPTIONS = ("kv_timeout", "connect_timeout")
# These mean nothing without a cluster; a password or a timeout may well be set for all programs.
_NEED_A_CLUSTER = ("bucket", "username", "scope", "collection", "trust_store")

SAMPLE = Connection(title=SAMPLE_TITLE, environment=Environment.SAMPLE)


def connection_from(
    options: Mapping[str, str | None], environment: Mapping[str, str]
) -> Connection:
    """Return what options and environment variables describe; an option beats a variable.

    Without a connection string it is the sample directory. Raises ConfigurationError.
    """
    given = _given(TEXT_OPTIONS, options, environment)
    if "connection_string" not in given:
        for name in _NEED_A_CLUSTER:
            if name in given:
                raise ConfigurationError(option_needs_cluster(name))
        return SAMPLE
    return with_timeouts(_connection(given), options, environment)


def with_timeouts(
    connection: Connection, options: Mapping[str, str | None], environment: Mapping[str, str]
) -> Connection:
    """Return the connection with the timeouts that are set. Raises ConfigurationError."""
    given = _given(TIMEOUT_OPTIONS, options, environment)
    timeouts: dict[str, Any] = {name: _seconds(name, text) for name, text in given.items()}
    return _checked(replace(connection, **timeouts))


def variable_of(option: str) -> str:
    """Return the environment variable that means the same as this option."""
    return f"{ENVIRONMENT_PREFIX}{option.upper()}"


def _given(
    names: Sequence[str], options: Mapping[str, str | None], environment: Mapping[str, str]
) -> dict[str, str]:
    named = {name: options.get(name) or environment.get(variable_of(name), "") for name in names}
    return {name: value for name, value in named.items() if value}


def _connection(given: Mapping[str, str]) -> Connection:
    text = given.get
    address, bucket = text("connection_string", ""), text("bucket", "")
    return Connection(
        title=_title(bucket, address),
        connection_string=address,
        bucket=bucket,
        scope=text("scope", DEFAULT_SCOPE),
        collection=text("collection", DEFAULT_COLLECTION),
        username=text("username", ""),
        trust_store=text("trust_store", ""),
    )


def _seconds(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ConfigurationError(fault_of_option(option, refusals.not_a_number(text))) from None


def _title(bucket: str, connection_string: str) -> str:
    try:
        host = parse_address(connection_string).hosts[0]
    except AddressRefusedError as error:
        raise ConfigurationError(fault_of_option("connection_string", str(error))) from None
    return connection_title(bucket, host.name)


def _checked(connection: Connection) -> Connection:
    for option, sentence in faults_of(connection).items():
        raise ConfigurationError(fault_of_option(option, sentence))
    return connection
