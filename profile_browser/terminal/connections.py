"""``profile-browser connections``: lists the configured connections and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import terminal as wording
from profile_browser.messages.plain_text import printable
from profile_browser.messages.problems import location_facts
from profile_browser.settings.connection_files import configuration_files, find_file_faults
from profile_browser.stores.registry import STORES
from profile_browser.terminal.streams import print_error
from profile_browser.terminal.table import aligned

if TYPE_CHECKING:
    from profile_browser.domain.configuration import Configuration, KnownConnection

_GOOD, _FAULTY = 0, 2


def list_connections(configuration: Configuration) -> int:
    """Print the connections as a table. The exit code says whether the files have faults."""
    if configuration.known:
        rows = [tuple(wording.COLUMNS.values()), *map(_row, configuration.known)]
        for line in aligned(rows):
            print(line)
    else:
        print_error(wording.NO_CONNECTIONS)
    return _FAULTY if configuration.faults else _GOOD


def print_faults() -> int:
    """Print every fault of the administrator's file and the user's own."""
    faults = find_file_faults(*configuration_files(), STORES.kinds)
    for line in faults or [wording.NO_FAULTS]:
        print(line)
    return _FAULTY if faults else _GOOD


def _row(known: KnownConnection) -> tuple[str, ...]:
    connection = known.connection
    return (
        printable(connection.key),
        printable(connection.title),
        connection.environment.value,
        printable(connection.connection_string),
        printable(" · ".join(location_facts(connection).values())),
        wording.SOURCES[known.source],
    )
