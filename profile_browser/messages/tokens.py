"""Sentences about the tokens of a gateway, and the command that makes them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _, number
from profile_browser.messages.plain_text import either, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Why a token file cannot be read.
IS_LINK = _("it is a symbolic link; name the file itself")
NOT_A_FILE = _("it is not a file")
OTHER_OWNER = _("it belongs to another account; use the account that runs the gateway")
OPEN_TO_OTHERS = _("other accounts can read or change it; set its mode to 600")
NOT_TOKENS = _(
    "it does not contain tokens as profile-browser token writes them; restore it, "
    "or delete it and make new tokens"
)

DESCRIPTION = _(
    "Make, list and revoke the tokens that desks use to ask a gateway. Run it as "
    "the account that runs the gateway, which notices changes at once. Exit codes: "
    "0 done, 2 the options are not valid, or the token file cannot be used."
)
ACTION_HELP = _("what to do with tokens")
NEW_HELP = _("make a token and print it once; only its SHA-256 is kept")
LIST_HELP = _("list the tokens and their rights, without the tokens themselves")
REVOKE_HELP = _("remove a token, which is then refused at once")
NAME_HELP = _("the name that the audit log records, such as that of the person at the desk")
FILE_HELP = _("the token file, instead of the usual one or that of the administrator's file")
JSON_HELP = _("print one JSON object per line")
SHOWN_ONCE = _(
    "This is the only time that the token is shown. Enter it at the desk like a password."
)
NO_TOKENS = _("There are no tokens.")
NO_HOME = _(
    "This computer account has no home folder, so it has no usual place for "
    "tokens. Name a file with --token-file, or with token_file in the "
    "administrator's file."
)
COLUMNS = (_("Name"), _("May"), _("Created"), _("Expires"), _("State"))
VALID, EXPIRES_SOON, EXPIRED = _("valid"), _("expires soon"), _("expired")


def days_help(usual: int) -> str:
    """Explain the option for the life of a token."""
    return _("after how many days the token expires ({usual})").format(usual=usual)


def may_help(rights: Iterable[str], usual: Iterable[str]) -> str:
    """Explain the option for the rights of a token."""
    return _("what the token may do: {rights} ({usual})").format(
        rights=", ".join(rights), usual=",".join(usual)
    )


def made(name: str, rights: Iterable[str], expires: str, file: str) -> str:
    """Say that a token was made."""
    return _("Token {name} may {rights} until {expires}. It was added to {file}.").format(
        name=quoted(name), rights=", ".join(rights), expires=expires, file=printable(file)
    )


def nobody_signs_in(file: str) -> str:
    """Say that a gateway has no desks yet."""
    return _(
        "No token in {file} is valid, so desks cannot sign in. Make one with "
        "profile-browser token new."
    ).format(file=printable(file))


def revoked(name: str) -> str:
    """Say that a token was removed."""
    return _("Token {name} is revoked.").format(name=quoted(name))


def name_taken(name: str) -> str:
    """Say that there is such a token, and what to do."""
    return _("There is a token {name} already. Revoke it first, or choose another name.").format(
        name=quoted(name)
    )


def name_unknown(name: str, names: Sequence[str]) -> str:
    """Say that there is no such token, and which one may be meant."""
    said = _("There is no token {name}.").format(name=quoted(name))
    close = get_close_matches(name.casefold(), {one.casefold(): one for one in names}, n=1)
    meant = next((one for one in names if close and one.casefold() == close[0]), None)
    if meant is not None:
        return _("{said} Did you mean {meant}?").format(said=said, meant=quoted(meant))
    return (
        _("{said} profile-browser token list shows all.").format(said=said)
        if names
        else f"{said} {NO_TOKENS}"
    )


def name_refused(name: str, longest: int) -> str:
    """Say what a name must be."""
    return _(
        "{name} cannot be the name of a token. A name has 1 to {longest} visible "
        "characters, without spaces at the ends."
    ).format(name=quoted(name), longest=longest)


def name_reserved(prefix: str) -> str:
    """Say that a name looks like that of a person who signs in elsewhere."""
    return _("The name of a token must not begin with {prefix}").format(prefix=prefix)


def folder_missing(folder: str) -> str:
    """Say that there is no folder for the token file."""
    return _("There is no folder {folder}. Create it, or choose another token file.").format(
        folder=printable(folder)
    )


def folder_given(folder: str) -> str:
    """Say that a folder was named instead of a file."""
    return _("{folder} is a folder. Name the token file itself.").format(folder=printable(folder))


def days_refused(text: str, most: int) -> str:
    """Say which numbers of days are accepted."""
    return _("{text} is not a number of days from 1 to {most}").format(
        text=quoted(text), most=number(most)
    )


def right_unknown(text: str, rights: Iterable[str]) -> str:
    """Say which rights there are."""
    return _("{text} is not a right: choose {rights}, or several with commas").format(
        text=quoted(text), rights=either(rights)
    )
