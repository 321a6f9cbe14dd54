"""The commands: each opens one of the three doors, and imports only what that needs."""

from __future__ import annotations

import gc
import logging
import os
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import terminal as wording
from profile_browser.records.core_files import prevent_core_files
from profile_browser.records.error_hooks import ErrorHooks, UnexpectedError
from profile_browser.records.log import start_log
from profile_browser.settings.selection import CONNECTION_OPTION
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal import streams
from profile_browser.terminal.arguments import (
    add_connection_options,
    add_option,
    check_language_variable,
    make_parser,
    make_window_parser,
)
from profile_browser.terminal.chosen_connection import (
    choose_connection,
    choose_usable_connection,
    given_options_of,
    is_fallback,
    load_configuration,
    read_configuration,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NoReturn

    from profile_browser.desktop.instance.start import Start
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection

BAD_CONFIGURATION = 2
INTERNAL_ERROR = 70  # EX_SOFTWARE of sysexits.h
_log = logging.getLogger("profile_browser")


def run_program(arguments: Sequence[str]) -> int:
    """Run the window or a command, and return its exit code."""
    start_log()
    prevent_core_files()
    ErrorHooks(_print_internal_error).install()
    streams.escape_unprintable()
    command = COMMANDS.get(arguments[0]) if arguments else None
    try:
        check_language_variable(os.environ)
        with streams.flushed_output():
            return _run_command(command, arguments[1:]) if command else _open_window(arguments)
    except ConfigurationError as error:
        streams.print_error(wording.error_line(str(error)))
        return BAD_CONFIGURATION
    except KeyboardInterrupt:
        streams.print_error(wording.INTERRUPTED)
        return streams.INTERRUPTED
    except BrokenPipeError:
        streams.discard_output()
        return streams.BROKEN_PIPE
    except OSError as error:
        is_output = error.filename is None
        return _handle_write_error(error) if is_output else _handle_internal_error(error)
    except Exception as error:  # noqa: BLE001 - logged, and no traceback on the terminal
        return _handle_internal_error(error)


def _run_command(command: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    streams.raise_on_interrupt()
    streams.require_output()
    gc.freeze()  # what is here now stays: collections need not look at it
    gc.enable()
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
    options = make_window_parser().parse_args(arguments)
    configuration = read_configuration(sample=bool(options.sample))
    blocked = configuration.blocked
    chosen = (options.sample or SAMPLE) if blocked else choose_connection(options, configuration)
    from profile_browser.desktop.instance.client import Reply
    from profile_browser.desktop.instance.start import make_start, try_hand_over

    stands_in = is_fallback(chosen, configuration) and not options.sample
    text = "" if stands_in or chosen.is_absent else options.user or ""
    text = text if text and _names_somebody(text, chosen) else ""
    language, wants_own = getattr(options, "language", None) or "", options.new_window or stands_in
    start = make_start(text, given_options_of(options), language, wants_own=wants_own)
    match try_hand_over(start):
        case Reply.TAKEN:
            return 0
        case Reply.NOT_TAKEN:
            streams.print_error(wording.error_line(wording.OTHER_OPTIONS))
            start = start._replace(handover=None)
    return _run_window(configuration, chosen, text, start)


def _names_somebody(text: str, connection: Connection) -> bool:
    from profile_browser.domain.question import username_of

    return bool(username_of(text, connection.record))


def _run_window(
    configuration: Configuration, connection: Connection, text: str, start: Start
) -> NoReturn:
    try:
        from profile_browser.desktop.qt_import import import_qt

        import_qt()
        from profile_browser.desktop.application import run
    except ImportError as error:
        _raise_for_missing_library(error)
        raise
    run(configuration, connection, text, start)


def _raise_for_missing_library(error: ImportError) -> None:
    """Raise ConfigurationError that names the system library, if one is missing."""
    from profile_browser.desktop.system_libraries import missing_library

    library = missing_library(str(error))
    if library is not None:
        _log.error("The system lacks %s", library, exc_info=error)
        raise ConfigurationError(wording.library_missing(library)) from error


def _look_up(arguments: Sequence[str]) -> int:
    from profile_browser.terminal.lookup_command import run_lookup

    return run_lookup(arguments)


def _find(arguments: Sequence[str]) -> int:
    from profile_browser.terminal.find_command import run_find

    return run_find(arguments)


def _print_indexes(arguments: Sequence[str]) -> int:
    parser = make_parser("indexes", wording.INDEXES_DESCRIPTION)
    add_connection_options(parser)
    options = parser.parse_args(arguments)
    connection = choose_usable_connection(options, load_configuration(sample=bool(options.sample)))
    from profile_browser.terminal.indexes import print_indexes

    return print_indexes(connection)


def _check(arguments: Sequence[str]) -> int:
    from profile_browser.terminal.command_connection import (
        choose_connection_and_reason,
        choose_connection_with_password,
    )
    from profile_browser.terminal.reasons import add_reason_option

    parser = make_parser("check", wording.CHECK_DESCRIPTION)
    parser.add_argument("--user", metavar="USERNAME", default="", help=wording.CHECK_USER_HELP)
    add_reason_option(parser)
    add_connection_options(parser)
    options = parser.parse_args(arguments)
    if options.user:
        connection, reason = choose_connection_and_reason(options)
    else:
        connection, reason = choose_connection_with_password(options), ""
    from profile_browser.terminal.check import check_connection

    return check_connection(connection, options.user, reason)


def _list_connections(arguments: Sequence[str]) -> int:
    parser = make_parser("connections", wording.CONNECTIONS_DESCRIPTION)
    parser.add_argument("--check", action="store_true", help=wording.CHECK_FILES_HELP)
    from profile_browser.terminal.connections import list_connections, print_faults

    if parser.parse_args(arguments).check:
        return print_faults()
    return list_connections(load_configuration())


def _change_password(arguments: Sequence[str]) -> int:
    from profile_browser.messages import keyring as keyring_wording
    from profile_browser.settings.selection import named_connection
    from profile_browser.terminal.password import FORGET, SET, change_password

    parser = make_parser("password", keyring_wording.DESCRIPTION)
    parser.add_argument("action", choices=(SET, FORGET), help=keyring_wording.ACTION_HELP)
    add_option(parser, CONNECTION_OPTION)
    options = parser.parse_args(arguments)
    configuration = load_configuration()
    connection = named_connection(options.connection, os.environ, configuration)
    return change_password(options.action, connection)


def _print_audit_entries(arguments: Sequence[str]) -> int:
    from profile_browser.messages import audit as audit_wording
    from profile_browser.terminal.audit import add_filters, filters_of, print_entries

    parser = make_parser("audit", audit_wording.DESCRIPTION)
    parser.add_argument("files", metavar="FILE", nargs="*", help=audit_wording.FILES_HELP)
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help=audit_wording.JSON_HELP)
    options = parser.parse_args(arguments)
    configuration = load_configuration()
    return print_entries(
        configuration.audit,
        options.files,
        filters_of(options),
        as_json=options.json,
        layouts=[known.connection.record for known in configuration.known],
    )


def _change_tokens(arguments: Sequence[str]) -> int:
    from profile_browser.messages import tokens as token_wording
    from profile_browser.settings.connection_files import system_file
    from profile_browser.settings.gateway_file import read_gateway_rules
    from profile_browser.terminal.token import add_actions, run_action

    parser = make_parser("token", token_wording.DESCRIPTION)
    add_actions(parser)
    options = parser.parse_args(arguments)
    return run_action(options, lambda: read_gateway_rules(system_file()).token_file)


def _serve(arguments: Sequence[str]) -> int:
    from profile_browser.messages import gateway_settings as gateway_wording
    from profile_browser.settings.connection_files import system_file
    from profile_browser.settings.gateway_file import read_gateway_rules
    from profile_browser.terminal.serve import add_serve_options, choose_served_connection
    from profile_browser.terminal.token import chosen_token_file

    parser = make_parser("serve", gateway_wording.DESCRIPTION)
    add_serve_options(parser)
    add_connection_options(parser)
    options = parser.parse_args(arguments)
    try:
        from profile_browser.gateway.server import Gateway, ServerOptions
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("profile_browser"):
            raise
        raise ConfigurationError(gateway_wording.LIBRARIES_NEEDED) from error
    rules = read_gateway_rules(system_file())
    configuration = load_configuration(sample=bool(options.sample))
    chosen = ServerOptions(
        host=options.host,
        port=options.port,
        certificate=options.certificate,
        key=options.key,
        behind_proxy=options.behind_proxy,
        token_file=chosen_token_file(options.token_file, lambda: rules.token_file),
        log_file=options.log_file,
        has_docs=options.docs,
    )
    connection = choose_served_connection(options, configuration)
    gateway = Gateway(connection, rules, configuration.audit, chosen)
    gateway.serve(streams.print_now, streams.print_error)
    return 0


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "lookup": _look_up,
    "find": _find,
    "connections": _list_connections,
    "check": _check,
    "password": _change_password,
    "indexes": _print_indexes,
    "audit": _print_audit_entries,
    "token": _change_tokens,
    "serve": _serve,
}
