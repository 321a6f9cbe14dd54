"""The connection that the command line and the environment describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.address import AddressRefusedError, parse_address
from profile_browser.domain.connection import (
    DEFAULT_COLLECTION,
    DEFAULT_CONNECT_TIMEOUT,
    DEFAULT_KV_TIMEOUT,
    DEFAULT_SCOPE,
    Connection,
    Environment,
    faults_of,
)
from profile_browser.domain.wording import refusals
from profile_browser.domain.wording.settings import (
    SAMPLE_TITLE,
    connection_title,
    fault_of_option,
    option_needs_cluster,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ENVIRONMENT_PREFIX = "PROFILE_BROWSER_"
TEXT_OPTIONS = ("connection_string", "bucket", "username", "scope", "collection", "trust_store")
TIMEOUT_OPTIONS = ("kv_timeout", "connect_timeout")
# These mean nothing without a cluster; a password or a timeout may well be set for all programs.
_NEED_A_CLUSTER = ("bucket", "username", "scope", "collection", "trust_store")

SAMPLE = Connection(title=SAMPLE_TITLE, environment=Environment.SAMPLE)


class ConfigurationError(ValueError):
    """Options that cannot work together; the message is a sentence that names the option."""


def connection_from(
    options: Mapping[str, str | None], environment: Mapping[str, str], *, sample: bool = False
) -> Connection:
    """Return what options and environment variables describe; an option beats a variable.

    Without a connection string it is the sample directory. Raises ConfigurationError.
    """
    given = _given(options, environment)
    if sample:
        return SAMPLE
    if "connection_string" not in given:
        for name in _NEED_A_CLUSTER:
            if name in given:
                raise ConfigurationError(option_needs_cluster(name))
        return SAMPLE
    return _checked(_connection(given, environment))


def variable_of(option: str) -> str:
    """Return the environment variable that means the same as this option."""
    return f"{ENVIRONMENT_PREFIX}{option.upper()}"


def _given(options: Mapping[str, str | None], environment: Mapping[str, str]) -> dict[str, str]:
    named = {
        name: options.get(name) or environment.get(variable_of(name), "")
        for name in (*TEXT_OPTIONS, *TIMEOUT_OPTIONS)
    }
    return {name: value for name, value in named.items() if value}


def _connection(given: Mapping[str, str], environment: Mapping[str, str]) -> Connection:
    text = given.get
    address, bucket = text("connection_string", ""), text("bucket", "")
    return Connection(
        title=_title(bucket, address),
        connection_string=address,
        bucket=bucket,
        scope=text("scope", DEFAULT_SCOPE),
        collection=text("collection", DEFAULT_COLLECTION),
        username=text("username", ""),
        password=environment.get(variable_of("password"), ""),
        trust_store=text("trust_store", ""),
        kv_timeout=_seconds("kv_timeout", text("kv_timeout", DEFAULT_KV_TIMEOUT)),
        connect_timeout=_seconds(
            "connect_timeout", text("connect_timeout", DEFAULT_CONNECT_TIMEOUT)
        ),
    )


def _seconds(option: str, text: str | float) -> float:
    try:
        return float(text)
    except ValueError:
        raise ConfigurationError(
            fault_of_option(option, refusals.not_a_number(str(text)))
        ) from None


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
