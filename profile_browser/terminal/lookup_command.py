"""The options of ``profile-browser lookup``: usernames on the command line, or a list in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import terminal as wording
from profile_browser.messages import terminal_lists as list_wording
from profile_browser.messages.details import DETAILS_HELP
from profile_browser.terminal.arguments import (
    add_connection_options,
    make_parser,
)
from profile_browser.terminal.chosen_connection import load_configuration
from profile_browser.terminal.command_connection import with_password_and_reason
from profile_browser.terminal.reasons import add_reason_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from profile_browser.domain.configuration import Configuration

_FROM = "--from"
_FORMATS = ("--json", "--csv", "--missing-only")
_FOR_USERNAMES, _FOR_LISTS = ("--exactly", "--details"), ("--csv", "--missing-only", "--column")


def run_lookup(arguments: Sequence[str]) -> int:
    """Look up what the arguments say, and return the exit code. Raises ConfigurationError."""
    parser = _make_parser()
    options = parser.parse_args(arguments)
    if fault := _find_fault(options):
        parser.error(fault)
    configuration = load_configuration(sample=bool(options.sample))
    if options.file is None:
        return _look_up_usernames(options, configuration)
    return _look_up_list(options, configuration)


def _make_parser() -> argparse.ArgumentParser:
    parser = make_parser("lookup", wording.LOOKUP_DESCRIPTION)
    parser.add_argument("usernames", metavar="USERNAME", nargs="*", help=wording.USERNAMES_HELP)
    parser.add_argument(_FROM, metavar="FILE", dest="file", help=list_wording.FROM_HELP)
    parser.add_argument("--column", metavar="NAME", default="", help=list_wording.COLUMN_HELP)
    parser.add_argument("--json", action="store_true", help=list_wording.JSON_HELP)
    parser.add_argument("--csv", action="store_true", help=list_wording.CSV_HELP)
    parser.add_argument("--missing-only", action="store_true", help=list_wording.MISSING_ONLY_HELP)
    parser.add_argument("--exactly", action="store_true", help=wording.EXACTLY_HELP)
    parser.add_argument("--details", action="store_true", help=DETAILS_HELP)
    add_reason_option(parser)
    add_connection_options(parser)
    return parser


def _find_fault(options: argparse.Namespace) -> str:
    """Return why the options do not go together; empty if they do."""
    if options.file is None and not options.usernames:
        return list_wording.NOBODY_NAMED
    if options.file is None:
        return next(map(list_wording.only_with_list, _given(options, _FOR_LISTS)), "")
    if options.usernames:
        return list_wording.USERNAMES_BESIDE_LIST
    unfit = _given(options, _FOR_USERNAMES)
    if unfit:
        return list_wording.not_together(_FROM, unfit[0])
    first, *others = [*_given(options, _FORMATS), _FROM]
    return list_wording.not_together(first, others[0]) if len(others) > 1 else ""


def _given(options: argparse.Namespace, names: Sequence[str]) -> list[str]:
    return [name for name in names if getattr(options, name[2:].replace("-", "_"))]


def _look_up_usernames(options: argparse.Namespace, configuration: Configuration) -> int:
    connection, reason = with_password_and_reason(options, configuration)
    from profile_browser.terminal.lookup import LookupOptions, look_up_all  # noqa: PLC0415 - drivers

    chosen = LookupOptions(options.json, options.exactly, options.details, reason)
    return look_up_all(connection, options.usernames, chosen)


def _look_up_list(options: argparse.Namespace, configuration: Configuration) -> int:
    from profile_browser.terminal.list_source import ListSource, require_list  # noqa: PLC0415

    require_list(options.file)  # before a password is asked for
    connection, reason = with_password_and_reason(options, configuration)
    from profile_browser.terminal.list_run import ListRun  # noqa: PLC0415 - drivers
    from profile_browser.terminal.row_printer import OutputFormat, RowPrinter  # noqa: PLC0415

    given = _given(options, _FORMATS)
    printer = RowPrinter(OutputFormat(given[0]) if given else OutputFormat.TEXT, connection)
    source = ListSource(options.file, options.column, connection, configuration.largest_list)
    return ListRun(connection, source, printer, reason).run()
