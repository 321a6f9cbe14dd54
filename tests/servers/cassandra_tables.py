"""Tables of Cassandra that hold the records of a suite, each with its search table."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from cassandra.concurrent import execute_concurrent_with_args

from profile_browser.domain.document import document_id
from profile_browser.domain.user import flat_values
from profile_browser.stores.cassandra.entries import Entry, entries_for
from profile_browser.stores.cassandra.indexes import index_script_of
from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.cassandra.statements import name_of, table_of
from profile_browser.stores.record_fit import described_paths
from tests.servers.accounts import READER, STRANGER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cassandra.cluster import Session

    from profile_browser.domain.record import RecordLayout

    Record = Mapping[str, object]
    Records = Mapping[str, Record]

KEYSPACE = "crm"
KEY = "id"
_UNDESCRIBED = "undescribed"


def set_up(session: Session, password: str) -> None:
    """Create the keyspace, an account that may read all its tables, and one that may not."""
    replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
    for statement in (
        f"CREATE KEYSPACE {KEYSPACE} WITH replication = {replication}",
        f"CREATE ROLE {READER} WITH PASSWORD = '{password}' AND LOGIN = true",
        f"CREATE ROLE {STRANGER} WITH PASSWORD = '{password}' AND LOGIN = true",
        f"GRANT SELECT ON KEYSPACE {KEYSPACE} TO {READER}",
    ):
        session.execute(statement)


class Tables:
    """Creates a table for each set of records. The same records again have the same table."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers = count()
        self._made: dict[tuple[str, RecordLayout], Place] = {}

    def place_for(self, records: Records, layout: RecordLayout) -> Place:
        """Return where these records are."""
        known = repr(records), layout
        if known not in self._made:
            table = f"people{next(self._numbers)}"
            self._made[known] = Place(KEYSPACE, table, KEY, f"{table}_search", layout=layout)
            self._fill(self._made[known], records)
        return self._made[known]

    def _fill(self, place: Place, records: Records) -> None:
        kept = {
            document_id(name, template=place.layout.id): record for name, record in records.items()
        }
        for statement in [*_definitions(place, kept.values()), index_script_of(place)]:
            self._session.execute(statement)
        table = table_of(place.database, place.collection)
        rows = [
            [json.dumps({KEY: key, **_stored(record, place.layout)})]
            for key, record in kept.items()
        ]
        self._insert(f"INSERT INTO {table} JSON ?", rows)
        entries = [
            entry for key, record in kept.items() for entry in _entries(key, record, place.layout)
        ]
        names = ", ".join(map(name_of, Entry._fields))
        search_table = table_of(place.database, place.search_table)
        self._insert(f"INSERT INTO {search_table} ({names}) VALUES (?, ?, ?, ?)", entries)

    def _insert(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        prepared = self._session.prepare(statement)
        execute_concurrent_with_args(self._session, prepared, list(rows))


def _definitions(place: Place, records: Iterable[Record]) -> list[str]:
    """Return the statements for the types and the table of these records."""
    whole, nested = _columns(place.layout)
    whole |= {name: "text" for record in records for name in record if name not in whole}
    types = {name: name_of(f"{place.collection}_{name}") for name in nested}
    columns = {KEY: "text PRIMARY KEY", **whole, **{n: f"frozen<{types[n]}>" for n in types}}
    listed = ", ".join(f"{name_of(name)} {kind}" for name, kind in columns.items())
    return [
        *(f"CREATE TYPE {KEYSPACE}.{types[name]} ({_texts(nested[name])})" for name in nested),
        f"CREATE TABLE {table_of(place.database, place.collection)} ({listed})",
    ]


def _texts(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}" text' for name in names)


def _columns(layout: RecordLayout) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the described columns with their types, and the fields of those with an own type."""
    whole: dict[str, str] = {}
    nested: dict[str, list[str]] = {}
    for path in described_paths(layout):
        name, _, inner = path.partition(".")
        if inner:
            nested.setdefault(name, [_UNDESCRIBED]).append(inner)
        else:
            whole[name] = "boolean" if path == layout.path_of("disabled") else "text"
    return whole, nested


def _stored(record: Record, layout: RecordLayout) -> dict[str, object]:
    """Return a record as its table can hold it: without values of another type."""
    whole, nested = _columns(layout)
    return {
        name: value if name in nested else _fitting(value, whole.get(name, ""))
        for name, value in record.items()
    }


def _fitting(value: object, kind: str) -> object:
    if not kind:  # nobody described it
        return value if isinstance(value, str) else json.dumps(value)
    return value if isinstance(value, bool if kind == "boolean" else str) else None


def _entries(key: str, record: Record, layout: RecordLayout) -> set[Entry]:
    paths = {name: layout.path_of(name) for name in ("username", "email", "full_name")}
    values = flat_values(record, paths.values())
    texts = {name: values.get(path) for name, path in paths.items()}
    return entries_for(key, **{n: t if isinstance(t, str) else "" for n, t in texts.items()})
