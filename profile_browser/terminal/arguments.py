"""The parsers of the command line, and the options that every command with a connection has."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from profile_browser import __version__
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import terminal as wording
from profile_browser.messages.language import OPTION as LANGUAGE_OPTION
from profile_browser.messages.language import VARIABLE as LANGUAGE_VARIABLE
from profile_browser.messages.language import known_languages
from profile_browser.settings.selection import CONNECTION_OPTION, TIMEOUT_OPTIONS, text_options
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_SHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OPTION_HELP = {
    **wording.OPTION_HELP,
    "connection_string": wording.address_help(STORES.kinds),
}
OPTIONS = (CONNECTION_OPTION, *text_options(STORES.kinds), *TIMEOUT_OPTIONS)


def make_window_parser() -> argparse.ArgumentParser:
    """Return the parser for the window."""
    parser = make_parser("", f"{wording.DESCRIPTION} {wording.COMMANDS_HINT}", epilog="")
    parser.add_argument("user", metavar="USERNAME", nargs="?", help=wording.USERNAME_HELP)
    parser.add_argument("--new-window", action="store_true", help=wording.NEW_WINDOW_HELP)
    version = f"{wording.PROGRAM} {__version__}"
    parser.add_argument("--version", action="version", version=version, help=wording.VERSION_HELP)
    add_connection_options(parser)
    return parser


def make_parser(
    command: str, description: str, epilog: str = wording.COMMON_EXIT_CODES
) -> argparse.ArgumentParser:
    """Return a parser that has no options yet."""
    parser = argparse.ArgumentParser(
        prog=f"{wording.PROGRAM} {command}".rstrip(),
        description=description,
        epilog=epilog,
        allow_abbrev=False,
    )
    languages = wording.language_help(known_languages())
    parser.add_argument(LANGUAGE_OPTION, metavar="CODE", type=parse_language, help=languages)
    return parser


def parse_language(code: str) -> str:
    """Return the code of a known language. Raises ArgumentTypeError."""
    known = known_languages()
    if code not in known:
        raise argparse.ArgumentTypeError(wording.language_unknown(code, known))
    return code


def number_type(largest: int, refused: Callable[[str, int], str]) -> Callable[[str], int]:
    """Return a type of options: a number from 1 to this one, or else the sentence that refuses."""

    def parse_number(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = 0
        if not 1 <= number <= largest:
            raise argparse.ArgumentTypeError(refused(text, largest))
        return number

    return parse_number


def check_language_variable(environment: Mapping[str, str]) -> None:
    """Raise ConfigurationError if the variable names no known language."""
    code = environment.get(LANGUAGE_VARIABLE)
    if code and code not in (known := known_languages()):
        raise ConfigurationError(wording.language_variable_unknown(LANGUAGE_VARIABLE, code, known))


def add_connection_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose or describe a connection, and a note on their variables."""
    parser.epilog = f"{wording.CONNECTION_NOTE} {parser.epilog}".rstrip()
    group = parser.add_argument_group(wording.CONNECTION_GROUP)
    _add_sample_options(group)
    for name in OPTIONS:
        add_option(group, name)


def _add_sample_options(group: argparse._ArgumentGroup) -> None:
    """Add the options that open sample data, whose connection is the value ``sample``."""
    either = group.add_mutually_exclusive_group()
    for name, connection in (("sample", SAMPLE), ("sample-shop", SAMPLE_SHOP)):
        explained = wording.OPTION_HELP[name]
        either.add_argument(
            f"--{name}", dest="sample", action="store_const", const=connection, help=explained
        )


def add_option(group: argparse._ActionsContainer, name: str) -> None:
    """Add one of ``OPTIONS``."""
    flag = f"--{name.replace('_', '-')}"
    if name in STORES.kinds.location_names:
        metavar, explained = wording.NAME, wording.location_help(STORES.kinds, name)
    else:
        metavar, explained = wording.OPTION_VALUES[name], _OPTION_HELP[name]
    group.add_argument(flag, dest=name, metavar=metavar, help=explained)
