"""The options of ``profile-browser find``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.lookups.strategy import MAX_MATCHES
from profile_browser.messages import terminal as wording
from profile_browser.terminal.arguments import add_connection_options, make_parser, number_type
from profile_browser.terminal.command_connection import choose_connection_and_reason
from profile_browser.terminal.reasons import add_reason_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_MAX_LIMIT = 1000


def run_find(arguments: Sequence[str]) -> int:
    """Search for what the arguments say, and return the exit code. Raises ConfigurationError."""
    options = _make_parser().parse_args(arguments)
    connection, reason = choose_connection_and_reason(options)
    from profile_browser.terminal.find import find  # noqa: PLC0415 - drivers

    return find(connection, options.text, limit=options.limit, as_json=options.json, reason=reason)


def _make_parser() -> argparse.ArgumentParser:
    parser = make_parser("find", wording.FIND_DESCRIPTION)
    parser.add_argument("text", metavar="TEXT", help=wording.TEXT_HELP)
    parser.add_argument("--json", action="store_true", help=wording.JSON_HELP)
    limit = number_type(_MAX_LIMIT, wording.limit_refused)
    limit_help = wording.limit_help(MAX_MATCHES)
    parser.add_argument("--limit", metavar="N", type=limit, default=MAX_MATCHES, help=limit_help)
    add_reason_option(parser)
    add_connection_options(parser)
    return parser
