"""Which connections the administrator's file and the person's own describe together."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import (
    Configuration,
    ConfigurationError,
    KnownConnection,
    Source,
)
from profile_browser.messages import settings as wording
from profile_browser.settings.connection_table import (
    TableRefusedError,
    connection_of,
    names_password,
)
from profile_browser.settings.system_rules import (
    RULES,
    SystemRules,
    faults_of_rules,
    legible_rules,
    rules_of,
)
from profile_browser.settings.toml_file import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKinds

FILE_NAME = "connections.toml"
CONNECTIONS = "connections"
_PROGRAM = "profile-browser"
_FIRST_FOLDERS = (Path("/etc/xdg") / _PROGRAM,) if sys.platform == "linux" else ()


@dataclass(frozen=True)
class _Contents:
    """What one file says. ``keys`` holds those of broken tables too; a person's has no rules."""

    connections: Mapping[str, Connection]
    keys: AbstractSet[str] = frozenset()
    faults: tuple[str, ...] = ()
    rules: SystemRules = field(default_factory=SystemRules)
    readable: bool = True


def configuration_files() -> tuple[Path, Path]:
    """Return where the administrator's file and the person's own are looked for.

    The administrator's is the first that is there. On Linux the usual folder comes before those of
    ``XDG_CONFIG_DIRS``, so that no variable of a person's takes the administrator's rules away.
    Raises ConfigurationError for an account without a home.
    """
    from platformdirs import (  # noqa: PLC0415 - the sample directory starts without it
        site_config_dir,
        user_config_path,
    )

    listed = site_config_dir(_PROGRAM, appauthor=False, multipath=True)
    folders = [*_FIRST_FOLDERS, *map(Path, listed.split(os.pathsep))]
    files = [folder / FILE_NAME for folder in folders]
    system = next(filter(_may_be_there, files), files[-1])
    try:
        return system, user_config_path(_PROGRAM, appauthor=False) / FILE_NAME
    except RuntimeError as error:
        raise ConfigurationError(wording.NO_HOME) from error


def _may_be_there(path: Path) -> bool:
    """Tell whether a file is there, or cannot be seen to be missing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def read_configuration(system: Path, own: Path, kinds: StoreKinds) -> Configuration:
    """Return all that the two files say; whatever they hold, it never raises."""
    of_system, of_person = _contents(system, kinds, is_system=True), _contents(own, kinds)
    rules = of_system.rules
    if not rules.others_allowed:
        return _alone(of_system, own if of_person.keys else None)
    barred = of_system.keys & of_person.keys if rules.managed else frozenset()
    return Configuration(
        known=tuple(_recorded(_merged(of_system, of_person), rules)),
        faults=(
            *of_system.faults,
            *of_person.faults,
            *(wording.table_managed(str(own), key) for key in sorted(barred)),
        ),
        writable=of_person.readable,
        audit=rules.audit,
    )


def _alone(of_system: _Contents, ignored: Path | None) -> Configuration:
    faults = of_system.faults
    if ignored is not None:
        faults = (*faults, wording.file_ignored(str(ignored)))
    known = (KnownConnection(found, Source.SYSTEM) for found in of_system.connections.values())
    rules = of_system.rules
    return Configuration(
        known=tuple(_recorded(known, rules)),
        faults=faults,
        others_allowed=False,
        writable=False,
        audit=rules.audit,
    )


def _recorded(known: Iterable[KnownConnection], rules: SystemRules) -> Iterator[KnownConnection]:
    """Yield the connections with their reads recorded where the administrator's file demands it.

    A person's table that takes the place of such a one does not end the record.
    """
    for one in known:
        connection = rules.audit.applied_to(one.connection)
        if connection.key in rules.audited:
            connection = replace(connection, audit=True)
        yield replace(one, connection=connection)


def _merged(of_system: _Contents, of_person: _Contents) -> Iterator[KnownConnection]:
    """Yield the connections in the files' order; a table that replaces another takes its place.

    A broken table replaces too: nobody is sent to a cluster that they meant to leave.
    """
    for key, connection in of_system.connections.items():
        managed = of_system.rules.managed
        if managed or key not in of_person.keys:
            yield KnownConnection(connection, Source.SYSTEM, editable=not managed)
        elif key in of_person.connections:
            yield KnownConnection(of_person.connections[key], Source.OWN, editable=True)
    for key, connection in of_person.connections.items():
        if key not in (of_system.keys if of_system.rules.managed else of_system.connections):
            yield KnownConnection(connection, Source.OWN, editable=True)


def _contents(path: Path, kinds: StoreKinds, *, is_system: bool = False) -> _Contents:
    try:
        data = read_toml(path).data
    except ConfigurationError as error:
        rules = legible_rules(path) if is_system else SystemRules()
        return _Contents({}, faults=(str(error),), rules=rules, readable=False)
    found = data.get(CONNECTIONS, {})
    tables = found if isinstance(found, dict) else {}
    rules = rules_of(data, tables) if is_system else SystemRules()
    faults = list(_faults_beside(path, data, rules if is_system else None))
    if tables is not found:
        faults.append(wording.no_tables(str(path)))
        return _Contents({}, faults=tuple(faults), rules=rules, readable=False)
    connections = dict(_connections(path, tables, faults, kinds))
    return _Contents(connections, keys=tables.keys(), faults=tuple(faults), rules=rules)


def _connections(
    path: Path, tables: Mapping[str, object], faults: list[str], kinds: StoreKinds
) -> Iterator[tuple[str, Connection]]:
    for key, table in tables.items():
        try:
            yield key, connection_of(key, table, path.parent, kinds)
        except TableRefusedError as error:
            faults.append(wording.fault_of_table(str(path), key, str(error)))


def _faults_beside(
    path: Path, data: Mapping[str, object], rules: SystemRules | None
) -> Iterator[str]:
    """Yield what is wrong with the keys beside the connections; a person's file has no rules."""
    if rules is not None:
        for name, sentence in faults_of_rules(data, rules):
            yield wording.fault_beside(str(path), name, sentence)
    for name, value in data.items():
        if name != CONNECTIONS and (rules is None or name not in RULES):
            secret = names_password({name: value})
            sentence = wording.FILE_HOLDS_SIGN_IN if secret else wording.KEY_UNKNOWN
            yield wording.fault_beside(str(path), name, sentence)
