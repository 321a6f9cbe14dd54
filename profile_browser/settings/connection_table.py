"""A connection as a table of a file: read, checked and written by its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.connection import Connection, find_faults
from profile_browser.domain.refusal import RefusedError
from profile_browser.messages import settings as wording
from profile_browser.messages.refusals import refusal_text
from profile_browser.settings.description import (
    CONNECTION_STRING,
    RECORD,
    describe_table,
    read_title,
)
from profile_browser.settings.values import FaultError, read_values, refuse_password

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from profile_browser.domain.store_kind import StoreKind, StoreKinds
    from profile_browser.messages.settings import KeyPath


def connection_of(key: str, table: object, folder: Path, kinds: StoreKinds) -> Connection:
    """Return the connection that a table describes. Raises FaultError."""
    if not isinstance(table, dict):
        refuse_password(key, table)
        raise FaultError(wording.NO_TABLE)
    if not key:
        raise FaultError(wording.KEY_EMPTY)
    title = read_title(key)  # where the table has no other
    kind, faults = _kind_of(table.get(CONNECTION_STRING), kinds)
    names = _names_in(table, kind)
    description = describe_table(kind, folder).items()
    values, refused = read_values(
        table, {names.get(name, name): read for name, read in description}
    )
    faults |= refused | _find_doubles(table, kind)
    location = {name: values.pop(used) for name, used in names.items() if used in values}
    values["title"] = values.get("title") or title
    connection = Connection(kind=kind, key=key, location=location, **values)
    for name, refusal in find_faults(connection).items():
        faults.setdefault((names.get(name, name),), refusal_text(refusal))
    if faults:
        raise FaultError(faults)
    return connection


def table_of(connection: Connection) -> dict[str, object]:
    """Return what a table must hold to describe this connection: what differs from the defaults."""
    from profile_browser.settings import record_table  # noqa: PLC0415 - only to save

    default = Connection(kind=connection.kind, title=connection.key)
    return {
        name: record_table.record_table(connection.record) if name == RECORD else value
        for name in describe_table(connection.kind)
        if (value := _value(connection, name)) != _value(default, name)
    }


def changed_table(
    written: Mapping[str, object], before: Connection, after: Connection
) -> dict[str, object]:
    """Return a written table with a connection's changes; the rest stays as it is written."""
    old, new = table_of(before), table_of(after)
    same = {name for name in describe_table(after.kind) if old.get(name) == new.get(name)}
    names = _names_in(written, after.kind)
    same_names = {names.get(name, name) for name in same}
    kept = {name: value for name, value in written.items() if name in same_names}
    changed = {names.get(name, name): value for name, value in new.items()}
    return kept | {name: value for name, value in changed.items() if name not in kept}


def _names_in(table: Mapping[str, object], kind: StoreKind) -> dict[str, str]:
    """Return which of its names the table uses for each key of the location."""
    return {
        key.name: next((name for name in key.names if name in table), key.name)
        for key in kind.location
    }


def _find_doubles(table: Mapping[str, object], kind: StoreKind) -> dict[KeyPath, str]:
    """Return a fault for each key that is given by more than one of its names."""
    given = [[name for name in key.names if name in table] for key in kind.location]
    return {(name,): wording.same_key(names[0]) for names in given for name in names[1:]}


def _kind_of(written: object, kinds: StoreKinds) -> tuple[StoreKind, dict[KeyPath, str]]:
    """Return the kind of store that a connection string names, and what is wrong with it."""
    if not isinstance(written, str) or not written:
        return kinds.usual, {}
    try:
        return kinds.kind_of(written), {}
    except RefusedError as error:
        return kinds.usual, {(CONNECTION_STRING,): refusal_text(error.refusal)}


def _value(connection: Connection, name: str) -> object:
    location = connection.location
    return location[name] if name in location else getattr(connection, name)
