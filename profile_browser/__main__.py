"""The command line: picks the window or a command, and imports only that."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from profile_browser import __version__
from profile_browser.domain.question import username_of
from profile_browser.domain.wording import terminal as wording
from profile_browser.records.log import start_log
from profile_browser.settings.options import (
    TEXT_OPTIONS,
    TIMEOUT_OPTIONS,
    ConfigurationError,
    connection_from,
)
from profile_browser.settings.passwords import with_password
from profile_browser.terminal import streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection

LOOKUP = "lookup"
BAD_CONFIGURATION = 2
INTERRUPTED = 130  # what a shell makes of an interrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, those of the process unless given; an exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    start_log()
    streams.prepare()
    try:
        return _look_up(words[1:]) if words[:1] == [LOOKUP] else _open_window(words)
    except ConfigurationError as error:
        streams.complain(wording.refused(str(error)))
        return BAD_CONFIGURATION
    except KeyboardInterrupt:
        streams.complain(wording.INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        streams.discard_output()
        return streams.READER_GONE


def _look_up(words: Sequence[str]) -> int:
    options = _lookup_parser().parse_args(words)
    connection = _connection(options)
    from profile_browser.terminal.lookup import look_up_all

    return look_up_all(connection, options.usernames, as_json=options.json)


def _open_window(words: Sequence[str]) -> int:
    options = _window_parser().parse_args(words)
    connection = _connection(options)
    from profile_browser.app import run

    run(connection, username_of(options.user or ""))


def _connection(options: argparse.Namespace) -> Connection:
    given = {name: getattr(options, name) for name in (*TEXT_OPTIONS, *TIMEOUT_OPTIONS)}
    return with_password(connection_from(given, os.environ, sample=options.sample))


def _window_parser() -> argparse.ArgumentParser:
    parser = _parser(wording.PROGRAM, f"{wording.DESCRIPTION} {wording.COMMANDS_HINT}")
    parser.add_argument("user", metavar="USERNAME", nargs="?", help=wording.USERNAME_HELP)
    parser.add_argument("--version", action="version", version=f"{wording.PROGRAM} {__version__}")
    return parser


def _lookup_parser() -> argparse.ArgumentParser:
    parser = _parser(f"{wording.PROGRAM} {LOOKUP}", wording.LOOKUP_DESCRIPTION)
    parser.add_argument("usernames", metavar="USERNAME", nargs="+", help=wording.USERNAMES_HELP)
    parser.add_argument("--json", action="store_true", help=wording.JSON_HELP)
    return parser


def _parser(program: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program, description=description, epilog=wording.EPILOG, allow_abbrev=False
    )
    group = parser.add_argument_group(wording.CONNECTION_GROUP)
    group.add_argument("--sample", action="store_true", help=wording.OPTION_HELP["sample"])
    for name in (*TEXT_OPTIONS, *TIMEOUT_OPTIONS):
        metavar = wording.OPTION_VALUES[name]
        flag = f"--{name.replace('_', '-')}"
        group.add_argument(flag, dest=name, metavar=metavar, help=wording.OPTION_HELP[name])
    return parser


if __name__ == "__main__":
    sys.exit(main())
