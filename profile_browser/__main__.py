"""The command line: picks the window or a command, and imports only that."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from typing import TYPE_CHECKING

from profile_browser import __version__
from profile_browser.domain.configuration import Configuration, ConfigurationError
from profile_browser.messages import terminal as wording
from profile_browser.records.error_hooks import ErrorWatch, UnforeseenError
from profile_browser.records.log import start_log
from profile_browser.settings.selection import (
    CONNECTION_OPTION,
    TIMEOUT_OPTIONS,
    chosen_connection,
    text_options,
)
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal import streams

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.connection import Connection

BAD_CONFIGURATION = 2
LARGEST_LIMIT = 1000
OWN_ERROR = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # what a shell makes of an interrupt
_log = logging.getLogger("profile_browser")
_OPTIONS = (CONNECTION_OPTION, *text_options(STORES.kinds), *TIMEOUT_OPTIONS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, those of the process unless given; an exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    start_log()
    ErrorWatch(_complain_of_own_error).start()
    streams.prepare()
    command = COMMANDS.get(words[0]) if words else None
    try:
        with streams.written():
            return command(words[1:]) if command else _open_window(words)
    except ConfigurationError as error:
        streams.complain(wording.refused(str(error)))
        return BAD_CONFIGURATION
    except KeyboardInterrupt:
        streams.complain(wording.INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        streams.discard_output()
        return streams.READER_GONE
    except OSError as error:
        return _not_written(error) if error.filename is None else _own_error(error)
    except Exception as error:  # noqa: BLE001 - the log has it, and no terminal shows a traceback
        return _own_error(error)


def _not_written(error: OSError) -> int:
    """Tell of output that went nowhere: unlike a file's, such an error names none."""
    streams.discard_output()
    streams.complain(wording.refused(wording.not_written(error.strerror or "")))
    return streams.NOT_WRITTEN


def _own_error(error: Exception) -> int:
    ErrorWatch(_complain_of_own_error).note(error)
    return OWN_ERROR


def _complain_of_own_error(_: UnforeseenError) -> None:
    streams.complain(wording.refused(wording.OWN_ERROR))


def _open_window(words: Sequence[str]) -> int:
    options = _window_parser().parse_args(words)
    configuration = _configuration(sample=options.sample)
    chosen = SAMPLE if configuration.blocked else _chosen(options, configuration)
    gc.disable()  # until the start has settled: nothing it makes is garbage, and a look takes 15 ms
    try:
        from profile_browser.desktop.plain_imports import take_hook_off

        take_hook_off()
        from profile_browser.desktop.application import run
    except ImportError as error:
        _refuse_missing_library(error)
        raise
    from profile_browser.domain.question import username_of

    username = "" if _stands_in(chosen, configuration) else username_of(options.user or "")
    run(configuration, chosen, username)


def _refuse_missing_library(error: ImportError) -> None:
    """Name the library of the system that Qt lacks, where that is what has failed."""
    from profile_browser.desktop.system_libraries import missing_library

    library = missing_library(str(error))
    if library is not None:
        _log.error("The system lacks %s", library, exc_info=error)
        raise ConfigurationError(wording.library_missing(library)) from error


def _look_up(words: Sequence[str]) -> int:
    parser = _parser("lookup", wording.LOOKUP_DESCRIPTION)
    parser.add_argument("usernames", metavar="USERNAME", nargs="+", help=wording.USERNAMES_HELP)
    parser.add_argument("--json", action="store_true", help=wording.JSON_HELP)
    _add_connection_options(parser)
    options = parser.parse_args(words)
    connection = _usable_connection(options)
    from profile_browser.terminal.lookup import look_up_all

    return look_up_all(connection, options.usernames, as_json=options.json)


def _find(words: Sequence[str]) -> int:
    from profile_browser.lookups.strategy import LONGEST_LIST

    parser = _parser("find", wording.FIND_DESCRIPTION)
    parser.add_argument("text", metavar="TEXT", help=wording.TEXT_HELP)
    parser.add_argument("--json", action="store_true", help=wording.JSON_HELP)
    limit_help = wording.limit_help(LONGEST_LIST)
    parser.add_argument("--limit", metavar="N", type=_limit, default=LONGEST_LIST, help=limit_help)
    _add_connection_options(parser)
    options = parser.parse_args(words)
    connection = _usable_connection(options)
    from profile_browser.terminal.find import find

    return find(connection, options.text, limit=options.limit, as_json=options.json)


def _print_indexes(words: Sequence[str]) -> int:
    parser = _parser("indexes", wording.INDEXES_DESCRIPTION)
    _add_connection_options(parser)
    options = parser.parse_args(words)
    connection = _chosen_of_usable(options, _told_configuration(sample=options.sample))
    from profile_browser.terminal.indexes import print_indexes

    return print_indexes(connection)


def _check(words: Sequence[str]) -> int:
    parser = _parser("check", wording.CHECK_DESCRIPTION)
    _add_connection_options(parser)
    connection = _usable_connection(parser.parse_args(words))
    from profile_browser.terminal.check import check_connection

    return check_connection(connection)


def _list_connections(words: Sequence[str]) -> int:
    _parser("connections", wording.CONNECTIONS_DESCRIPTION).parse_args(words)
    from profile_browser.terminal.connections import list_connections

    return list_connections(_told_configuration())


def _change_password(words: Sequence[str]) -> int:
    from profile_browser.settings.selection import named_connection
    from profile_browser.terminal.password import FORGET, SET, change_password

    parser = _parser("password", wording.KEYRING_DESCRIPTION)
    parser.add_argument("action", choices=(SET, FORGET), help=wording.KEYRING_ACTION_HELP)
    _add_option(parser, CONNECTION_OPTION)
    options = parser.parse_args(words)
    configuration = _told_configuration()
    connection = named_connection(options.connection, os.environ, configuration)
    return change_password(options.action, connection)


def _print_reads(words: Sequence[str]) -> int:
    from profile_browser.messages import audit as audit_wording

    parser = _parser("audit", audit_wording.DESCRIPTION)
    parser.add_argument("files", metavar="FILE", nargs="+", help=audit_wording.FILES_HELP)
    parser.add_argument("--user", metavar="NAME", required=True, help=audit_wording.USER_HELP)
    options = parser.parse_args(words)
    from profile_browser.terminal.audit import print_reads

    return print_reads(_told_configuration().audit, options.files, options.user)


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "lookup": _look_up,
    "find": _find,
    "connections": _list_connections,
    "check": _check,
    "password": _change_password,
    "indexes": _print_indexes,
    "audit": _print_reads,
}


def _usable_connection(options: argparse.Namespace) -> Connection:
    """Return the connection for a command, with its password, and tell what the files lack."""
    connection = _chosen_of_usable(options, _told_configuration(sample=options.sample))
    from profile_browser.settings.passwords import with_password

    complete = with_password(connection)
    streams.end_at_interrupt()
    return complete


def _chosen_of_usable(options: argparse.Namespace, configuration: Configuration) -> Connection:
    """Return the chosen connection. Raises ConfigurationError where the files leave none."""
    connection = _chosen(options, configuration)
    if _stands_in(connection, configuration):
        from profile_browser.messages.settings import NOTHING_USABLE

        raise ConfigurationError(NOTHING_USABLE)
    return connection


def _stands_in(connection: Connection, configuration: Configuration) -> bool:
    """Tell whether the sample directory stands in for a connection that cannot be used."""
    return connection.is_sample and bool(configuration.faults)


def _chosen(options: argparse.Namespace, configuration: Configuration) -> Connection:
    if options.sample:
        return SAMPLE
    given = {name: getattr(options, name) for name in _OPTIONS}
    return chosen_connection(given, os.environ, configuration, STORES.kinds) or SAMPLE


def _told_configuration(*, sample: bool = False) -> Configuration:
    """Return what is set up, and tell what is wrong with it. Raises ConfigurationError."""
    configuration = _configuration(sample=sample)
    if configuration.blocked:
        raise ConfigurationError(configuration.blocked)
    for fault in configuration.faults:
        streams.complain(wording.refused(fault))
    return configuration


def _configuration(*, sample: bool = False) -> Configuration:
    """Return what is set up; for the sample directory nobody looks."""
    if sample:
        return Configuration()
    from profile_browser.settings.connection_files import configuration_files, read_configuration

    return read_configuration(*configuration_files(), STORES.kinds)


def _window_parser() -> argparse.ArgumentParser:
    parser = _parser("", f"{wording.DESCRIPTION} {wording.COMMANDS_HINT}")
    parser.add_argument("user", metavar="USERNAME", nargs="?", help=wording.USERNAME_HELP)
    parser.add_argument("--version", action="version", version=f"{wording.PROGRAM} {__version__}")
    _add_connection_options(parser)
    return parser


def _parser(command: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"{wording.PROGRAM} {command}".rstrip(),
        description=description,
        epilog=wording.EPILOG,
        allow_abbrev=False,
    )


def _add_connection_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(wording.CONNECTION_GROUP)
    group.add_argument("--sample", action="store_true", help=wording.OPTION_HELP["sample"])
    for name in _OPTIONS:
        _add_option(group, name)


def _limit(text: str) -> int:
    try:
        limit = int(text)
    except ValueError:
        limit = 0
    if not 1 <= limit <= LARGEST_LIMIT:
        raise argparse.ArgumentTypeError(wording.limit_refused(text, LARGEST_LIMIT))
    return limit


def _add_option(group: argparse._ActionsContainer, name: str) -> None:
    flag = f"--{name.replace('_', '-')}"
    location_keys = STORES.kinds.location_keys
    if name in location_keys:
        metavar, explained = wording.NAME, location_keys[name].hint
    else:
        metavar, explained = wording.OPTION_VALUES[name], wording.OPTION_HELP[name]
    group.add_argument(flag, dest=name, metavar=metavar, help=explained)


if __name__ == "__main__":
    sys.exit(main())
