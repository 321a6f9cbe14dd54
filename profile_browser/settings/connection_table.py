"""A connection as the table of a file: strictly read, so that no slip is taken for a setting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from profile_browser.domain.connection import Connection, Environment, find_faults
from profile_browser.domain.refusal import RefusedError
from profile_browser.messages import settings as wording
from profile_browser.messages.plain_text import printable
from profile_browser.messages.refusals import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from profile_browser.domain.store_kind import StoreKind, StoreKinds

LONGEST_TITLE, LONGEST_TEXT = 100, 1000  # characters
PASSWORD = "password"  # noqa: S105 - the name of a key that is refused


class TableRefusedError(ValueError):
    """A table that is no connection; the message says why, sentence by sentence."""


class _ValueRefusedError(ValueError):
    """A value that a key cannot have."""


def connection_of(key: str, table: object, folder: Path, kinds: StoreKinds) -> Connection:
    """Return the connection that a table describes; a relative trust store is in the folder.

    Raises TableRefusedError.
    """
    if not isinstance(table, dict):
        secret = names_password({key: table})
        raise TableRefusedError(wording.FILE_HOLDS_SIGN_IN if secret else wording.NO_TABLE)
    _check_key(key)
    kind, refused = _kind_of(table, kinds)
    values, faults = _values_of(table, folder, kind)
    location = {key.name: values.pop(key.name) for key in kind.location if key.name in values}
    connection = replace(Connection(kind=kind, title=key, key=key, location=location), **values)
    found = {name: refusal_text(refusal) for name, refusal in find_faults(connection).items()}
    if faults := faults | (found | refused | faults):
        sentences = [wording.fault_of_key(name, sentence) for name, sentence in faults.items()]
        raise TableRefusedError(" ".join(sentences))
    return connection


def _kind_of(table: Mapping[str, object], kinds: StoreKinds) -> tuple[StoreKind, dict[str, str]]:
    """Return the kind of store that a table names, and what is wrong where it names none."""
    name = "connection_string"
    written = table.get(name)
    if not isinstance(written, str) or not written:
        return kinds.usual, {}
    try:
        return kinds.kind_of(written), {}
    except RefusedError as error:
        return kinds.usual, {name: refusal_text(error.refusal)}


def _check_key(key: str) -> None:
    """Raise TableRefusedError where a key can be no title, which it is where no other is given."""
    if not key:
        raise TableRefusedError(wording.KEY_EMPTY)
    try:
        _title(key)
    except _ValueRefusedError as error:
        raise TableRefusedError(str(error)) from None


def table_of(connection: Connection) -> dict[str, object]:
    """Return what a table must hold to describe this connection: what is not as usual."""
    usual = Connection(kind=connection.kind, title=connection.key)
    values = {
        name: _plain(value)
        for name in KEYS
        if (value := getattr(connection, name)) != getattr(usual, name)
    }
    first = {name: values.pop(name) for name in KEYS[:3] if name in values}
    return {**first, **connection.unusual_location, **values}


def names_password(value: object) -> bool:
    """Tell whether anything in here is called a password."""
    return any(name.casefold() == PASSWORD for name in _names(value))


def _values_of(
    table: Mapping[str, object], folder: Path, kind: StoreKind
) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, value in table.items():
        try:
            values[name] = _value(name, value, folder, kind)
        except _ValueRefusedError as error:
            faults[name] = str(error)
    if not values.get("title"):
        values.pop("title", None)
    return values, faults


def _value(name: str, value: object, folder: Path, kind: StoreKind) -> object:
    if names_password({name: value}):
        raise _ValueRefusedError(wording.FILE_HOLDS_SIGN_IN)
    readers = _READERS | {key.name: _text for key in kind.location}
    if name not in readers:
        raise _ValueRefusedError(wording.KEY_UNKNOWN)
    read = readers[name](value)
    return _path(str(read), folder) if name == "trust_store" and read else read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _ValueRefusedError(wording.NO_TEXT)
    if len(value) > LONGEST_TEXT:
        raise _ValueRefusedError(wording.TOO_LONG)
    if printable(value) != value:
        raise _ValueRefusedError(wording.CONTROL_CHARACTERS)
    return value


def _title(value: object) -> str:
    title = _text(value)
    if len(title) > LONGEST_TITLE:
        raise _ValueRefusedError(wording.TOO_LONG)
    return title


def _environment(value: object) -> Environment:
    if not isinstance(value, str) or value not in set(Environment) - {Environment.SAMPLE}:
        raise _ValueRefusedError(wording.ENVIRONMENT_UNKNOWN)
    return Environment(value)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _ValueRefusedError(wording.NO_NUMBER)
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise _ValueRefusedError(wording.NO_SWITCH)
    return value


def _path(text: str, folder: Path) -> str:
    try:
        return str(folder / Path(text).expanduser())
    except RuntimeError:
        raise _ValueRefusedError(wording.NO_SUCH_HOME) from None


_READERS: dict[str, Callable[[object], object]] = {
    "title": _title,
    "environment": _environment,
    "connection_string": _text,
    "username": _text,
    "trust_store": _text,
    "kv_timeout": _seconds,
    "query_timeout": _seconds,
    "connect_timeout": _seconds,
    "search": _switch,
    "suggestions": _switch,
    "audit": _switch,
}
KEYS = tuple(_READERS)


def _names(value: object) -> Iterator[str]:
    """Yield each key in a value, however deep: without recursion, which a file could exhaust."""
    left = [value]
    while left:
        inner = left.pop()
        if isinstance(inner, dict):
            yield from inner
            left.extend(inner.values())
        elif isinstance(inner, list):
            left.extend(inner)


def _plain(value: object) -> object:
    if isinstance(value, Environment):
        return value.value
    return int(value) if isinstance(value, float) and value.is_integer() else value
