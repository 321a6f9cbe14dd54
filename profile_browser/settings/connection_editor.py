"""Saves connections in the person's own file, whatever else happens to that file meanwhile."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as wording
from profile_browser.settings.connection_table import changed_table, connection_of, table_of
from profile_browser.settings.description import CONNECTIONS
from profile_browser.settings.toml_file import UnreadableFileError, read_toml
from profile_browser.settings.toml_writer import locked, toml_text, write_whole
from profile_browser.settings.values import FaultError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from typing import Any

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKinds

_NOT_BARE = re.compile(r"[^a-z0-9]+")
_NAMELESS = "connection"


def save_connection(
    own_file: Path,
    connection: Connection,
    kinds: StoreKinds,
    *,
    replacing: str = "",
    taken: Collection[str] = (),
) -> str:
    """Save a connection in the person's file, in place of the one with this key if there is one.

    Returns its key: its own, the replaced one's, or a new one made from its title; ``taken`` are
    keys that it must not have. The password is not written. Raises ConfigurationError where the
    connection has a fault, its key is another's, or the file cannot be read or written.
    """
    with locked(own_file):
        data = _read_tables(own_file)
        tables = data[CONNECTIONS]
        key = _free_key(connection, replacing, {*taken, *tables} - {replacing})
        table = table_of(replace(connection, key=key))
        saved = _checked(own_file, key, table, kinds)
        if replacing in tables:
            written = tables[replacing]
            table = changed_table(written, _checked(own_file, replacing, written, kinds), saved)
        renamed = {key if name == replacing else name: tables[name] for name in tables}
        data[CONNECTIONS] = renamed | {key: table}
        _write(own_file, data)
    return key


def delete_connection(own_file: Path, key: str) -> None:
    """Take a connection out of the person's file, if it is there. Raises ConfigurationError."""
    with locked(own_file):
        data = _read_tables(own_file)
        if key in data[CONNECTIONS]:
            del data[CONNECTIONS][key]
            _write(own_file, data)


def key_for(title: str, taken: Collection[str]) -> str:
    """Return a key that needs no quotes for a connection with this title."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    stem = _NOT_BARE.sub("-", plain).strip("-") or _NAMELESS
    keys = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(key for key in keys if key not in taken)


def _free_key(connection: Connection, replacing: str, others: Collection[str]) -> str:
    key = connection.key or replacing or key_for(connection.title, others)
    if key in others:
        raise ConfigurationError(wording.key_taken(key), wording.NAME_TAKEN)
    return key


def _read_tables(own_file: Path) -> dict[str, Any]:
    """Return what the file holds, with tables of connections, if only an empty one."""
    data = {CONNECTIONS: {}, **read_toml(own_file)}
    if not isinstance(data[CONNECTIONS], dict):
        raise ConfigurationError(
            wording.fault_beside(str(own_file), (CONNECTIONS,), wording.NO_TABLES),
            wording.OWN_FILE_FAULTY,
        )
    return data


def _checked(own_file: Path, key: str, table: object, kinds: StoreKinds) -> Connection:
    try:
        return connection_of(key, table, own_file.parent, kinds)
    except FaultError as fault:
        sentences = [
            wording.fault_of_table(str(own_file), key, *one) for one in fault.faults.items()
        ]
        raise ConfigurationError("\n".join(sentences), wording.OWN_FILE_FAULTY) from None


def _write(own_file: Path, data: dict[str, Any]) -> None:
    try:
        text = toml_text(data)
    except (ValueError, RecursionError):
        raise UnreadableFileError(own_file, wording.TOO_ODD) from None
    write_whole(own_file, f"# {wording.OWN_FILE_NOTE}\n\n{text}")
