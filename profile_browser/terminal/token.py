"""``profile-browser token``: makes, lists and revokes the tokens of a gateway."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.gateway_api import Right
from profile_browser.messages import tokens as wording
from profile_browser.messages.plain_text import printable
from profile_browser.settings.tokens import LONGEST_LIFE, TokenFile, usual_token_file
from profile_browser.terminal.arguments import number_type
from profile_browser.terminal.streams import print_error
from profile_browser.terminal.table import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.settings.tokens import Token

# Not named like its word: a test takes that for a statement of SQL that changes something.
NEW, LIST, CANCEL = "new", "list", "revoke"
_DONE = 0
_USUAL_DAYS = 90
_SOON = timedelta(days=14)
_USUAL_RIGHTS = (Right.LOOKUP, Right.SEARCH)


def add_actions(parser: argparse.ArgumentParser) -> None:
    """Add what can be done with tokens, each with its options."""
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, help=wording.ACTION_HELP
    )
    for name, explained in (
        (NEW, wording.NEW_HELP),
        (LIST, wording.LIST_HELP),
        (CANCEL, wording.REVOKE_HELP),
    ):
        action = actions.add_parser(name, help=explained, description=explained, allow_abbrev=False)
        if name != LIST:
            action.add_argument("name", metavar="NAME", help=wording.NAME_HELP)
        else:
            action.add_argument("--json", action="store_true", help=wording.JSON_HELP)
        if name == NEW:
            _add_choices(action)
        action.add_argument("--token-file", metavar="FILE", help=wording.FILE_HELP)


def run_action(options: argparse.Namespace, read_file_rule: Callable[[], str]) -> int:
    """Do what the options say. ``read_file_rule`` returns the administrator's token file.

    Raises ConfigurationError.
    """
    file = TokenFile(chosen_token_file(options.token_file, read_file_rule))
    if options.action == NEW:
        return make_token(file, options.name, options.days, options.may)
    if options.action == CANCEL:
        return revoke_token(file, options.name)
    return list_tokens(file, as_json=options.json)


def make_token(file: TokenFile, name: str, days: int, may: Sequence[Right]) -> int:
    """Print a new token, and nothing else, on standard output."""
    print(file.add(name, days, may))
    token = next(token for token in file.tokens if token.name == name)
    rights, expires = _rights(token), _day(token.expires)
    print_error(wording.made(name, rights, expires, str(file.path)))
    print_error(wording.SHOWN_ONCE)
    return _DONE


def list_tokens(file: TokenFile, *, as_json: bool) -> int:
    """Print what is known of the tokens."""
    tokens, now = file.tokens, datetime.now(UTC)
    if as_json:
        for token in tokens:
            print(json.dumps(_facts(token, now)))
    elif tokens:
        for line in aligned([wording.COLUMNS, *(_row(token, now) for token in tokens)]):
            print(line)
    else:
        print_error(wording.NO_TOKENS)
    return _DONE


def revoke_token(file: TokenFile, name: str) -> int:
    """Remove a token."""
    file.remove(name)
    print_error(wording.revoked(name))
    return _DONE


def _add_choices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--days",
        metavar="N",
        type=number_type(LONGEST_LIFE, wording.days_refused),
        default=_USUAL_DAYS,
        help=wording.days_help(_USUAL_DAYS),
    )
    parser.add_argument(
        "--may",
        metavar="RIGHTS",
        type=_parse_rights,
        default=_USUAL_RIGHTS,
        help=wording.may_help(Right, _USUAL_RIGHTS),
    )


def chosen_token_file(given: str | None, read_file_rule: Callable[[], str]) -> Path:
    """Return the token file. A folder is made only for the usual one."""
    chosen = given if given is not None else read_file_rule()
    if given is None and not chosen:
        return usual_token_file()
    path = Path(chosen)
    if not path.parent.is_dir():
        raise ConfigurationError(wording.folder_missing(str(path.parent)))
    if path.is_dir():
        raise ConfigurationError(wording.folder_given(chosen))
    return path


def _parse_rights(text: str) -> Sequence[Right]:
    try:
        return [Right(name.strip()) for name in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(wording.right_unknown(text, Right)) from None


def _facts(token: Token, now: datetime) -> dict[str, object]:
    return {
        "name": token.name,
        "may": _rights(token),
        "created": token.created.isoformat(),
        "expires": token.expires.isoformat(),
        "expired": token.is_expired(now),
    }


def _row(token: Token, now: datetime) -> Sequence[str]:
    rights = ", ".join(_rights(token))
    days = (_day(token.created), _day(token.expires))
    return (printable(token.name), rights, *days, _state(token, now))


def _state(token: Token, now: datetime) -> str:
    if token.is_expired(now):
        return wording.EXPIRED
    return wording.EXPIRES_SOON if token.is_expired(now + _SOON) else wording.VALID


def _rights(token: Token) -> list[str]:
    return [right.value for right in Right if right in token.may]


def _day(moment: datetime) -> str:
    return moment.astimezone().isoformat(sep=" ", timespec="minutes")
