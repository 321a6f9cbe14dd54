"""Which connections the administrator's file and the person's own describe together."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import site_config_dir, user_config_path

from profile_browser.domain.configuration import (
    CLEAR_AFTER,
    Configuration,
    ConfigurationError,
    KnownConnection,
    Source,
)
from profile_browser.messages import settings as wording
from profile_browser.settings.connection_table import connection_of
from profile_browser.settings.description import CONNECTIONS
from profile_browser.settings.policy import Policy, read_policy, read_preferences
from profile_browser.settings.toml_file import UnreadableFileError, read_toml_and_text
from profile_browser.settings.values import FaultError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKinds
    from profile_browser.messages.settings import KeyPath

FILE_NAME = "connections.toml"
_PROGRAM = "profile-browser"
_FIRST_FOLDERS = (Path("/etc/xdg") / _PROGRAM,) if sys.platform == "linux" else ()


class _Contents(NamedTuple):
    """What one file says. ``keys`` are those of broken tables too."""

    connections: Mapping[str, Connection] = MappingProxyType({})
    keys: AbstractSet[str] = frozenset()
    faults: tuple[str, ...] = ()
    policy: Policy = Policy()
    writable: bool = True


def configuration_files() -> tuple[Path, Path]:
    """Return where the administrator's file and the person's own are looked for.

    The administrator's is the first that is there. On Linux the usual folder comes before those of
    ``XDG_CONFIG_DIRS``, so that no variable of a person's hides the administrator's policy.
    Raises ConfigurationError for an account without a home.
    """
    try:
        return system_file(), user_config_path(_PROGRAM, appauthor=False) / FILE_NAME
    except RuntimeError as error:
        raise ConfigurationError(wording.NO_HOME) from error


def system_file() -> Path:
    """Return where the administrator's file is, or would be."""
    listed = site_config_dir(_PROGRAM, appauthor=False, multipath=True)
    folders = [*_FIRST_FOLDERS, *map(Path, listed.split(os.pathsep))]
    files: list[Path] = [folder / FILE_NAME for folder in folders]
    return next(filter(_may_be_there, files), files[-1])


def _may_be_there(path: Path) -> bool:
    """Return whether a file is there, or cannot be seen to be missing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def read_configuration(system: Path, own: Path, kinds: StoreKinds) -> Configuration:
    """Return all that the two files say; whatever they hold, it never raises.

    If the administrator's file cannot be read, nobody knows what it demands: nothing is set up.
    """
    try:
        of_system = _read_contents(system, kinds, is_system=True)
    except UnreadableFileError as error:
        wait = wording.lookups_wait(str(system), error.reason)
        return Configuration(faults=(wait,), others_allowed=False, writable=False, blocked=wait)
    policy = of_system.policy
    of_person = _read_own(own, kinds, policy)
    managed = policy.managed or not policy.others_allowed
    left_out = sorted(of_system.keys & of_person.keys) if managed else []
    own_faults = (
        *of_person.faults,
        *(wording.table_managed(str(own), key) for key in left_out),
    )
    return Configuration(
        known=tuple(_merged(of_system, of_person, managed=managed)),
        faults=(*of_system.faults, *own_faults),
        own_faults=own_faults,
        others_allowed=policy.others_allowed,
        sample_allowed=policy.sample_allowed,
        writable=of_person.writable,
        audit=policy.audit,
        title_shows_username=bool(
            _first_choice(policy.title_shows_username, of_person.policy.title_shows_username)
        ),
        offer_copied=_first_choice(policy.offer_copied, of_person.policy.offer_copied),
        masks=policy.masks,
        largest_list=policy.largest_list,
        clear_after=_clear_after(policy, of_person.policy),
    )


def find_file_faults(system: Path, own: Path, kinds: StoreKinds) -> list[str]:
    """Return every fault of both files, also of one that is not used because of the other."""
    configuration = read_configuration(system, own, kinds)
    try:
        of_person = _read_contents(own, kinds).faults
    except UnreadableFileError as error:
        of_person = (str(error),)
    return list(dict.fromkeys((*configuration.faults, *of_person)))


def _first_choice(of_system: bool | None, of_person: bool | None) -> bool | None:
    return of_person if of_system is None else of_system


def _clear_after(of_system: Policy, of_person: Policy) -> int:
    chosen = of_person.clear_after if of_system.clear_after is None else of_system.clear_after
    return CLEAR_AFTER if chosen is None else chosen


def _read_own(own: Path, kinds: StoreKinds, policy: Policy) -> _Contents:
    """Return what the person's file says, as far as it may say anything."""
    try:
        contents = _read_contents(own, kinds)
    except UnreadableFileError as error:
        contents = _Contents(faults=(str(error),), writable=False)
    if policy.others_allowed:
        return contents
    ignored = (wording.file_ignored(str(own)),) if contents.keys else ()
    return _Contents(faults=ignored, writable=False)


def _merged(
    of_system: _Contents, of_person: _Contents, *, managed: bool
) -> Iterator[KnownConnection]:
    """Yield the connections in the files' order; a table that replaces another takes its place.

    A broken table replaces too: nobody is sent to a cluster that they meant to leave. A replaced
    table's demand for the audit log or for reasons holds.
    """
    policy = of_system.policy
    barred = of_system.keys if managed else set()
    replaced = set() if managed else of_person.keys
    for key in dict.fromkeys((*of_system.keys, *of_person.keys)):
        if key in of_person.connections and key not in barred:
            known = KnownConnection(of_person.connections[key], Source.OWN, editable=True)
        elif key in of_system.connections and key not in replaced:
            known = KnownConnection(of_system.connections[key], Source.SYSTEM, editable=not managed)
        else:
            continue
        connection = policy.audit.applied_to(known.connection)
        audit = connection.audit or key in policy.audited
        reason = connection.audit_reason or key in policy.reasoned
        yield known._replace(connection=replace(connection, audit=audit, audit_reason=reason))


def _read_contents(path: Path, kinds: StoreKinds, *, is_system: bool = False) -> _Contents:
    """Return what a file says. Raises UnreadableFileError."""
    data, text = read_toml_and_text(path)
    found = data.pop(CONNECTIONS, {})
    tables = found if isinstance(found, dict) else {}
    if is_system:
        policy, faults = read_policy(data, tables)
    else:
        policy, faults = read_preferences(data)
    if tables is not found:
        faults[CONNECTIONS,] = wording.NO_TABLES
    connections = {}
    for key, table in tables.items():
        try:
            connections[key] = connection_of(key, table, path.parent, kinds)
        except FaultError as fault:
            faults |= {(CONNECTIONS, key, *inner): why for inner, why in fault.faults.items()}
    sentences = tuple(_sentences(str(path), text, faults)) if faults else ()
    return _Contents(connections, tables.keys(), sentences, policy, tables is found)


def _sentences(file: str, text: str, faults: Mapping[KeyPath, str]) -> Iterator[str]:
    """Yield a sentence for each fault, with its line in the text of the file."""
    from profile_browser.settings.toml_lines import line_numbers, line_of

    lines = line_numbers(text)
    line_by_path = {path: line_of(path, lines) for path in faults}
    for path in sorted(faults, key=line_by_path.__getitem__):
        line, why = line_by_path[path], faults[path]
        if path[0] == CONNECTIONS and len(path) > 1:
            yield wording.fault_of_table(file, str(path[1]), path[2:], why, line)
        else:
            yield wording.fault_beside(file, path, why, line)
