"""The command line: runs the window or a command, and imports only what that needs."""

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
from profile_browser.records.core_files import prevent_core_files
from profile_browser.records.error_hooks import ErrorHooks, UnexpectedError
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
MAX_LIMIT = 1000
INTERNAL_ERROR = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # the shell's exit code for SIGINT
_log = logging.getLogger("profile_browser")
_OPTION_HELP = {
    **wording.OPTION_HELP,
    "connection_string": wording.address_help(STORES.kinds.schemes),
}
_OPTIONS = (CONNECTION_OPTION, *text_options(STORES.kinds), *TIMEOUT_OPTIONS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code. The arguments default to the process's own."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    start_log()
    prevent_core_files()
    ErrorHooks(_print_internal_error).install()
    streams.escape_unprintable()
    command = COMMANDS.get(arguments[0]) if arguments else None
    try:
        with streams.flushed_output():
            return _run_command(command, arguments[1:]) if command else _open_window(arguments)
    except ConfigurationError as error:
        streams.print_error(wording.error_line(str(error)))
        return BAD_CONFIGURATION
    except KeyboardInterrupt:
        streams.print_error(wording.INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        streams.discard_output()
        return streams.BROKEN_PIPE
    except OSError as error:
        is_output = error.filename is None
        return _handle_write_error(error) if is_output else _handle_internal_error(error)
    except Exception as error:  # noqa: BLE001 - logged, and no traceback on the terminal
        return _handle_internal_error(error)


def _run_command(command: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    streams.require_output()
    return command(arguments)


def _handle_write_error(error: OSError) -> int:
    """Report that standard output could not be written. Such an error has no file name."""
    streams.discard_output()
    streams.print_error(wording.error_line(wording.not_written(error.strerror or "")))
    return streams.WRITE_FAILED


def _handle_internal_error(error: Exception) -> int:
    ErrorHooks(_print_internal_error).handle(error)
    return INTERNAL_ERROR


def _print_internal_error(_: UnexpectedError) -> None:
    streams.print_error(wording.error_line(wording.INTERNAL_ERROR))


def _open_window(arguments: Sequence[str]) -> int:
    options = _make_window_parser().parse_args(arguments)
    configuration = _read_configuration(sample=options.sample)
    chosen = SAMPLE if configuration.blocked else _choose_connection(options, configuration)
    gc.disable()  # until startup is over: a first answer from a cluster comes 40 ms sooner
    try:
        from profile_browser.desktop.plain_imports import remove_import_hook

        remove_import_hook()
        from profile_browser.desktop.application import run
    except ImportError as error:
        _raise_for_missing_library(error)
        raise
    from profile_browser.domain.question import username_of

    text = "" if _is_fallback(chosen, configuration) else options.user or ""
    run(configuration, chosen, text if username_of(text) else "")


def _raise_for_missing_library(error: ImportError) -> None:
    """Raise ConfigurationError that names the system library, if one is missing."""
    from profile_browser.desktop.system_libraries import missing_library

    library = missing_library(str(error))
    if library is not None:
        _log.error("The system lacks %s", library, exc_info=error)
        raise ConfigurationError(wording.library_missing(library)) from error


def _look_up(arguments: Sequence[str]) -> int:
    parser = _make_parser("lookup", wording.LOOKUP_DESCRIPTION)
    parser.add_argument("usernames", metavar="USERNAME", nargs="+", help=wording.USERNAMES_HELP)
    parser.add_argument("--json", action="store_true", help=wording.JSON_HELP)
    parser.add_argument("--exactly", action="store_true", help=wording.EXACTLY_HELP)
    _add_connection_options(parser)
    options = parser.parse_args(arguments)
    connection = _choose_connection_with_password(options)
    from profile_browser.terminal.lookup import look_up_all

    return look_up_all(connection, options.usernames, as_json=options.json, exactly=options.exactly)


def _find(arguments: Sequence[str]) -> int:
    from profile_browser.lookups.strategy import MAX_MATCHES

    parser = _make_parser("find", wording.FIND_DESCRIPTION)
    parser.add_argument("text", metavar="TEXT", help=wording.TEXT_HELP)
    parser.add_argument("--json", action="store_true", help=wording.JSON_HELP)
    limit_help = wording.limit_help(MAX_MATCHES)
    parser.add_argument(
        "--limit", metavar="N", type=_parse_limit, default=MAX_MATCHES, help=limit_help
    )
    _add_connection_options(parser)
    options = parser.parse_args(arguments)
    connection = _choose_connection_with_password(options)
    from profile_browser.terminal.find import find

    return find(connection, options.text, limit=options.limit, as_json=options.json)


def _print_indexes(arguments: Sequence[str]) -> int:
    parser = _make_parser("indexes", wording.INDEXES_DESCRIPTION)
    _add_connection_options(parser)
    options = parser.parse_args(arguments)
    connection = _choose_usable_connection(options, _load_configuration(sample=options.sample))
    from profile_browser.terminal.indexes import print_indexes

    return print_indexes(connection)


def _check(arguments: Sequence[str]) -> int:
    parser = _make_parser("check", wording.CHECK_DESCRIPTION)
    _add_connection_options(parser)
    connection = _choose_connection_with_password(parser.parse_args(arguments))
    from profile_browser.terminal.check import check_connection

    return check_connection(connection)


def _list_connections(arguments: Sequence[str]) -> int:
    _make_parser("connections", wording.CONNECTIONS_DESCRIPTION).parse_args(arguments)
    from profile_browser.terminal.connections import list_connections

    return list_connections(_load_configuration())


def _change_password(arguments: Sequence[str]) -> int:
    from profile_browser.settings.selection import named_connection
    from profile_browser.terminal.password import FORGET, SET, change_password

    parser = _make_parser("password", wording.KEYRING_DESCRIPTION)
    parser.add_argument("action", choices=(SET, FORGET), help=wording.KEYRING_ACTION_HELP)
    _add_option(parser, CONNECTION_OPTION)
    options = parser.parse_args(arguments)
    configuration = _load_configuration()
    connection = named_connection(options.connection, os.environ, configuration)
    return change_password(options.action, connection)


def _print_audit_entries(arguments: Sequence[str]) -> int:
    from profile_browser.messages import audit as audit_wording

    parser = _make_parser("audit", audit_wording.DESCRIPTION)
    parser.add_argument("files", metavar="FILE", nargs="+", help=audit_wording.FILES_HELP)
    parser.add_argument("--user", metavar="NAME", required=True, help=audit_wording.USER_HELP)
    options = parser.parse_args(arguments)
    from profile_browser.terminal.audit import print_entries

    return print_entries(_load_configuration().audit, options.files, options.user)


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "lookup": _look_up,
    "find": _find,
    "connections": _list_connections,
    "check": _check,
    "password": _change_password,
    "indexes": _print_indexes,
    "audit": _print_audit_entries,
}


def _choose_connection_with_password(options: argparse.Namespace) -> Connection:
    """Return the connection for a command, with its password, and warn about file faults."""
    connection = _choose_usable_connection(options, _load_configuration(sample=options.sample))
    from profile_browser.settings.passwords import with_password

    complete = with_password(connection)
    streams.exit_on_interrupt()
    return complete


def _choose_usable_connection(
    options: argparse.Namespace, configuration: Configuration
) -> Connection:
    """Return the chosen connection.

    Raises ConfigurationError instead of falling back to the sample data if the files have faults.
    """
    connection = _choose_connection(options, configuration)
    if _is_fallback(connection, configuration):
        from profile_browser.messages.settings import NOTHING_USABLE

        raise ConfigurationError(NOTHING_USABLE)
    return connection


def _is_fallback(connection: Connection, configuration: Configuration) -> bool:
    """Whether the sample data stands in for connections that cannot be used."""
    return connection.is_sample and bool(configuration.faults)


def _choose_connection(options: argparse.Namespace, configuration: Configuration) -> Connection:
    if options.sample:
        return SAMPLE
    given = {name: getattr(options, name) for name in _OPTIONS}
    return chosen_connection(given, os.environ, configuration, STORES.kinds) or SAMPLE


def _load_configuration(*, sample: bool = False) -> Configuration:
    """Read the configuration, and print its faults. Raises ConfigurationError if it is blocked."""
    configuration = _read_configuration(sample=sample)
    if configuration.blocked:
        raise ConfigurationError(configuration.blocked)
    for fault in configuration.faults:
        streams.print_error(wording.error_line(fault))
    return configuration


def _read_configuration(*, sample: bool = False) -> Configuration:
    """Return the configuration; the files are not read for the sample data."""
    if sample:
        return Configuration()
    from profile_browser.settings.connection_files import configuration_files, read_configuration

    return read_configuration(*configuration_files(), STORES.kinds)


def _make_window_parser() -> argparse.ArgumentParser:
    parser = _make_parser("", f"{wording.DESCRIPTION} {wording.COMMANDS_HINT}")
    parser.add_argument("user", metavar="USERNAME", nargs="?", help=wording.USERNAME_HELP)
    parser.add_argument("--version", action="version", version=f"{wording.PROGRAM} {__version__}")
    _add_connection_options(parser)
    return parser


def _make_parser(command: str, description: str) -> argparse.ArgumentParser:
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


def _parse_limit(text: str) -> int:
    try:
        limit = int(text)
    except ValueError:
        limit = 0
    if not 1 <= limit <= MAX_LIMIT:
        raise argparse.ArgumentTypeError(wording.limit_refused(text, MAX_LIMIT))
    return limit


def _add_option(group: argparse._ActionsContainer, name: str) -> None:
    flag = f"--{name.replace('_', '-')}"
    location_keys = STORES.kinds.location_keys
    if name in location_keys:
        metavar, explained = wording.NAME, location_keys[name].hint
    else:
        metavar, explained = wording.OPTION_VALUES[name], _OPTION_HELP[name]
    group.add_argument(flag, dest=name, metavar=metavar, help=explained)


if __name__ == "__main__":
    sys.exit(main())
