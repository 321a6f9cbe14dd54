"""Which connections the administrator's file and the person's own describe together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import (
    Configuration,
    ConfigurationError,
    KnownConnection,
    Source,
)
from profile_browser.domain.wording import settings as wording
from profile_browser.settings.connection_table import (
    TableRefusedError,
    connection_of,
    names_password,
)
from profile_browser.settings.toml_file import legible_switches, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from profile_browser.domain.connection import Connection

FILE_NAME = "connections.toml"
CONNECTIONS, MANAGED, OTHER_CONNECTIONS = "connections", "managed", "other_connections"
_PROGRAM = "profile-browser"


@dataclass(frozen=True)
class _Contents:
    """What one file says. ``keys`` holds those of broken tables too."""

    connections: Mapping[str, Connection]
    keys: AbstractSet[str] = frozenset()
    faults: tuple[str, ...] = ()
    managed: bool = False
    others_allowed: bool = True
    readable: bool = True


def configuration_files() -> tuple[Path, Path]:
    """Return where the administrator's file and the person's own are looked for."""
    from platformdirs import (  # noqa: PLC0415 - the sample directory starts without it
        site_config_path,
        user_config_path,
    )

    system = site_config_path(_PROGRAM, appauthor=False)
    return system / FILE_NAME, user_config_path(_PROGRAM, appauthor=False) / FILE_NAME


def read_configuration(system: Path, own: Path) -> Configuration:
    """Return all that the two files say; whatever they hold, it never raises."""
    of_system, of_person = _contents(system, is_system=True), _contents(own)
    if not of_system.others_allowed:
        return _alone(of_system, own if of_person.keys else None)
    barred = of_system.keys & of_person.keys if of_system.managed else frozenset()
    return Configuration(
        known=tuple(_merged(of_system, of_person)),
        faults=(
            *of_system.faults,
            *of_person.faults,
            *(wording.table_managed(str(own), key) for key in sorted(barred)),
        ),
        writable=of_person.readable,
    )


def _alone(of_system: _Contents, ignored: Path | None) -> Configuration:
    faults = of_system.faults
    if ignored is not None:
        faults = (*faults, wording.file_ignored(str(ignored)))
    known = (KnownConnection(found, Source.SYSTEM) for found in of_system.connections.values())
    return Configuration(tuple(known), faults, others_allowed=False, writable=False)


def _merged(of_system: _Contents, of_person: _Contents) -> Iterator[KnownConnection]:
    """Yield the connections in the files' order; a table that replaces another takes its place.

    A broken table replaces too: nobody is sent to a cluster that they meant to leave.
    """
    for key, connection in of_system.connections.items():
        if of_system.managed or key not in of_person.keys:
            yield KnownConnection(connection, Source.SYSTEM, editable=not of_system.managed)
        elif key in of_person.connections:
            yield KnownConnection(of_person.connections[key], Source.OWN, editable=True)
    for key, connection in of_person.connections.items():
        if key not in (of_system.keys if of_system.managed else of_system.connections):
            yield KnownConnection(connection, Source.OWN, editable=True)


def _contents(path: Path, *, is_system: bool = False) -> _Contents:
    try:
        data = read_toml(path).data
    except ConfigurationError as error:
        rules = legible_switches(path) if is_system else {}
        return _Contents(
            {},
            faults=(str(error),),
            managed=rules.get(MANAGED, False),
            others_allowed=rules.get(OTHER_CONNECTIONS, True),
            readable=False,
        )
    tables = data.get(CONNECTIONS, {})
    faults = list(_faults_beside(path, data, is_system=is_system))
    if not isinstance(tables, dict):
        return _Contents({}, faults=(*faults, wording.no_tables(str(path))), readable=False)
    connections = dict(_connections(path, tables, faults))
    return _Contents(
        connections,
        keys=tables.keys(),
        faults=tuple(faults),
        # A switch that is neither on nor off is taken for the careful one.
        managed=is_system and data.get(MANAGED, False) is not False,
        others_allowed=not is_system or data.get(OTHER_CONNECTIONS, True) is True,
    )


def _connections(
    path: Path, tables: Mapping[str, object], faults: list[str]
) -> Iterator[tuple[str, Connection]]:
    for key, table in tables.items():
        try:
            yield key, connection_of(key, table, path.parent)
        except TableRefusedError as error:
            faults.append(wording.fault_of_table(str(path), key, str(error)))


def _faults_beside(path: Path, data: Mapping[str, object], *, is_system: bool) -> Iterator[str]:
    """Yield what is wrong with the keys beside the connections."""
    switches = {MANAGED, OTHER_CONNECTIONS} if is_system else set()
    for name, value in data.items():
        if name in switches and not isinstance(value, bool):
            yield wording.fault_beside(str(path), name, wording.NO_SWITCH)
        elif name not in {CONNECTIONS, *switches}:
            secret = names_password({name: value})
            sentence = wording.FILE_HOLDS_SIGN_IN if secret else wording.KEY_UNKNOWN
            yield wording.fault_beside(str(path), name, sentence)
