"""Keeps connections in the person's own file, whatever else happens to that file meanwhile."""

from __future__ import annotations

import logging
import re
import tomllib
import unicodedata
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as wording
from profile_browser.settings.atomic_file import locked, write_whole
from profile_browser.settings.connection_table import (
    KEYS,
    TableRefusedError,
    connection_of,
    table_of,
)
from profile_browser.settings.toml_file import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path
    from types import ModuleType
    from typing import Any

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKinds

_CONNECTIONS = "connections"
_NOT_BARE = re.compile(r"[^a-z0-9]+")
_NAMELESS = "connection"

_log = logging.getLogger(__name__)


def save_connection(
    own_file: Path, connection: Connection, kinds: StoreKinds, *, replacing: str | None
) -> None:
    """Keep a connection in the person's file, in place of the one with this key if one is given.

    The password is not written. Raises ConfigurationError where the connection has a fault, its
    key is another's, or the file cannot be read or written.
    """
    key, table = connection.key, table_of(connection)
    asked = _read(own_file, key, table, kinds)
    with locked(own_file):
        text, tables = _text_and_tables(own_file)
        if key != replacing and key in tables:
            raise ConfigurationError(wording.key_taken(key))

        def change() -> str:
            if replacing is None or replacing not in tables:
                return _added(text, key, table)
            return _replaced(own_file, text, replacing, connection, kinds)

        changed = _changed(own_file, text, {key, replacing}, change)
        if _read(own_file, key, _tables(changed).get(key), kinds) != asked:
            raise ConfigurationError(wording.file_too_odd(str(own_file)))
        write_whole(own_file, changed)


def delete_connection(own_file: Path, key: str) -> None:
    """Take a connection out of the person's file, if it is there. Raises ConfigurationError."""
    with locked(own_file):
        text, tables = _text_and_tables(own_file)
        if key in tables:
            changed = _changed(own_file, text, {key}, lambda: _document().without_table(text, key))
            write_whole(own_file, changed)


def saved_keys(own_file: Path) -> Collection[str]:
    """Return the keys in the person's file, of broken tables too. Raises ConfigurationError."""
    return _text_and_tables(own_file)[1].keys()


def key_for(title: str, taken: Collection[str]) -> str:
    """Return a key that needs no quotes for a connection with this title."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    stem = _NOT_BARE.sub("-", plain).strip("-") or _NAMELESS
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _added(text: str, key: str, table: Mapping[str, object]) -> str:
    changed: str = _document().with_table(text, key, table)
    return changed


def _replaced(
    own_file: Path, text: str, key: str, connection: Connection, kinds: StoreKinds
) -> str:
    """Return the text with a table changed; values that say the same stay as they are written."""
    if key != connection.key:
        text = _document().with_other_key(text, key, connection.key)
    before = _read(own_file, connection.key, _tables(text)[connection.key], kinds)
    table = table_of(connection)
    after = _read(own_file, connection.key, table, kinds)
    differing = {name for name in KEYS if getattr(before, name) != getattr(after, name)}
    places = {*before.location, *after.location}
    differing |= {one for one in places if before.location.get(one) != after.location.get(one)}
    values = {name: value for name, value in table.items() if name in differing}
    changed: str = _document().with_values(
        text, connection.key, values, frozenset(differing - values.keys())
    )
    return changed


def _text_and_tables(own_file: Path) -> tuple[str, dict[str, Any]]:
    file = read_toml(own_file)
    tables = file.data.get(_CONNECTIONS, {})
    if not isinstance(tables, dict):
        raise ConfigurationError(wording.no_tables(str(own_file)))
    return file.text, tables


def _read(own_file: Path, key: str, table: object, kinds: StoreKinds) -> Connection:
    try:
        return connection_of(key, table, own_file.parent, kinds)
    except TableRefusedError as error:
        raise ConfigurationError(wording.fault_of_table(str(own_file), key, str(error))) from None


def _changed(
    own_file: Path, before: str, touched: set[str | None], change: Callable[[], str]
) -> str:
    """Return the changed text. Raises ConfigurationError if more than these tables would change."""
    try:
        after = change()
        if _document().rest_of(before, touched) == _document().rest_of(after, touched):
            return after
    except ConfigurationError:
        raise
    except Exception as error:
        _log.exception("A connections file could not be changed")
        raise ConfigurationError(wording.file_too_odd(str(own_file))) from error
    raise ConfigurationError(wording.file_too_odd(str(own_file)))


def _tables(text: str) -> dict[str, Any]:
    tables: dict[str, Any] = tomllib.loads(text).get(_CONNECTIONS, {})
    return tables


def _document() -> ModuleType:
    from profile_browser.settings import connection_document  # noqa: PLC0415 - reading needs no tomlkit

    return connection_document
