"""Which connection the command line and the environment choose or describe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import Connection, find_faults
from profile_browser.domain.refusal import RefusedError
from profile_browser.domain.store_kind import StoreKind
from profile_browser.messages import settings as wording
from profile_browser.messages.refusals import not_a_number, refusal_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.store_kind import StoreKinds

    Options = Mapping[str, str | None]

ENVIRONMENT_PREFIX = "PROFILE_BROWSER_"
PASSWORD_VARIABLE = f"{ENVIRONMENT_PREFIX}PASSWORD"
CONNECTION_OPTION, CONNECTION_STRING, _USERNAME = "connection", "connection_string", "username"
# What a window shows where no connection is set up and the sample data is turned off.
NO_CONNECTION = Connection(kind=StoreKind(name="none", title=""), title=wording.NO_CONNECTION)
TIMEOUT_OPTIONS = ("kv_timeout", "connect_timeout")


def text_options(kinds: StoreKinds) -> tuple[str, ...]:
    """Return the options that describe a connection, in the order in which they are listed."""
    return (CONNECTION_STRING, *kinds.location_names, _USERNAME, "trust_store")


def variable_of(option: str) -> str:
    """Return the environment variable that means the same as this option."""
    return f"{ENVIRONMENT_PREFIX}{option.upper()}"


def chosen_connection(
    options: Options,
    environment: Mapping[str, str],
    configuration: Configuration,
    kinds: StoreKinds,
) -> Connection | None:
    """Return the connection that a key or the options describe, else the first that is set up.

    None where none is set up. Options beat variables. Raises ConfigurationError.
    """
    if configuration.blocked:
        raise ConfigurationError(configuration.blocked)
    key, described = _wanted(options, environment, kinds)
    if key is not None and described:
        raise ConfigurationError(wording.option_beside_key(described))
    if described and not configuration.others_allowed:
        raise ConfigurationError(wording.OTHERS_FORBIDDEN)
    given = _given(options, environment, kinds)
    if described:
        chosen = _described(given, options, kinds)
    elif key is not None:
        chosen = _known(key, configuration)
    elif configuration.known:
        chosen = configuration.known[0].connection
    else:
        return None
    return configuration.audit.applied_to(_with_timeouts(chosen, given))


def wanted_options(
    options: Options, environment: Mapping[str, str], kinds: StoreKinds
) -> dict[str, str]:
    """Return what options and variables say about the connection, by the names of the options."""
    key, _described = _wanted(options, environment, kinds)
    named = {} if key is None else {CONNECTION_OPTION: key}
    return named | _given(options, environment, kinds)


def named_connection(
    key: str | None, environment: Mapping[str, str], configuration: Configuration
) -> Connection:
    """Return the connection with this key, or the variable's. Raises ConfigurationError."""
    named = _variable(environment) if key is None else key
    if named is None:
        raise ConfigurationError(wording.CONNECTION_NEEDED)
    return _known(named, configuration)


def _wanted(
    options: Options, environment: Mapping[str, str], kinds: StoreKinds
) -> tuple[str | None, str]:
    """Return the key that is asked for, and the first name that describes a connection instead.

    Variables count only where no option does. An empty key on the command line is a key: nobody
    means the first connection by it.
    """
    names = text_options(kinds)
    key = options.get(CONNECTION_OPTION)
    described = next((wording.flag(name) for name in names if options.get(name)), "")
    if key is None and not described:
        key = _variable(environment)
        described = next((name for name in map(variable_of, names) if environment.get(name)), "")
    return key, described


def _variable(environment: Mapping[str, str]) -> str | None:
    return environment.get(variable_of(CONNECTION_OPTION)) or None


def _given(options: Options, environment: Mapping[str, str], kinds: StoreKinds) -> dict[str, str]:
    """Return the values of options and variables; an option beats its variable."""
    names = (*text_options(kinds), *TIMEOUT_OPTIONS)
    named = {name: options.get(name) or environment.get(variable_of(name), "") for name in names}
    return {name: value for name, value in named.items() if value}


def _known(key: str, configuration: Configuration) -> Connection:
    try:
        return configuration.by_key[key].connection
    except KeyError:
        raise ConfigurationError(wording.key_unknown(key, [*configuration.by_key])) from None


def _described(given: Mapping[str, str], options: Options, kinds: StoreKinds) -> Connection:
    from profile_browser.domain.address import parse_address  # noqa: PLC0415 - seldom

    if CONNECTION_STRING not in given:
        raise ConfigurationError(wording.option_needs_address(next(iter(given))))
    try:
        kind = kinds.kind_of(given[CONNECTION_STRING])
        host = parse_address(given[CONNECTION_STRING], kind).hosts[0].name
        _refuse_unused(kind, options, kinds)
        connection = Connection(
            kind=kind,
            title="",
            connection_string=given[CONNECTION_STRING],
            location=_location(kind, given, options),
            username=given.get(_USERNAME, ""),
            trust_store=given.get("trust_store", ""),
        )
    except RefusedError as error:
        raise _fault(CONNECTION_STRING, refusal_text(error.refusal)) from None
    database = next(iter(connection.location.values()), "")
    return replace(connection, title=wording.connection_title(database, host))


def _refuse_unused(kind: StoreKind, options: Options, kinds: StoreKinds) -> None:
    """Refuse an option of other kinds. Variables are ignored: they may be for another address."""
    known = {name for key in kind.location for name in key.names}
    known |= {_USERNAME} if kind.has_user else set()
    for option in (*kinds.location_names, _USERNAME):
        if options.get(option) and option not in known:
            instead = _same_key(kind, option, kinds)
            raise ConfigurationError(wording.option_unused(option, kind.title, instead))


def _same_key(kind: StoreKind, option: str, kinds: StoreKinds) -> str:
    """Return the key of a kind that means the same as this option of other kinds; or nothing."""
    keys = (key for other in kinds.kinds for key in other.location if option in key.names)
    names = {name for key in keys for name in key.names}
    return next((key.name for key in kind.location if names.intersection(key.names)), "")


def _location(kind: StoreKind, given: Mapping[str, str], options: Options) -> dict[str, str]:
    """Return the location by the names of the kind's keys. An option beats every variable."""
    location: dict[str, str] = {}
    for key in kind.location:
        names = [name for name in key.names if name in given]
        names = [name for name in names if options.get(name)] or names
        for other in names[1:]:
            raise _fault(other, wording.same_option(names[0]))
        if names:
            location[key.name] = given[names[0]]
    return location


def _with_timeouts(connection: Connection, given: Mapping[str, str]) -> Connection:
    timeouts: dict[str, Any] = {
        name: _seconds(name, given[name]) for name in TIMEOUT_OPTIONS if name in given
    }
    changed = replace(connection, **timeouts)
    for option, refusal in find_faults(changed).items():
        raise _fault(option, refusal_text(refusal))
    return changed


def _seconds(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise _fault(option, not_a_number(text)) from None


def _fault(option: str, sentence: str) -> ConfigurationError:
    return ConfigurationError(wording.fault_of_option(option, sentence))
