"""Sentences of the terminal commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.configuration import Source
from profile_browser.messages.catalogue import _, counted, in_context
from profile_browser.messages.plain_text import (
    both,
    either,
    listing,
    quoted,
    without_invisible,
)
from profile_browser.messages.settings import flag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.store_kind import StoreKind, StoreKinds

PROGRAM = "profile-browser"
DESCRIPTION = _("Look up a user's account: type a username and press Enter.")
CONNECTION_NOTE = _(
    "You can also set each connection option as an environment variable: "
    "PROFILE_BROWSER_CONNECTION, PROFILE_BROWSER_USERNAME, and so on. The password "
    "or token comes from PROFILE_BROWSER_PASSWORD or the keyring; otherwise you "
    "are asked for it."
)
COMMON_EXIT_CODES = _(
    "Any command can also end with 70 after an internal error, 74 if the output "
    "could not be written, 130 if you interrupt it, and 141 if the program that "
    "reads its output has ended."
)
USERNAME_HELP = _(
    "a username to look up at startup, or a link such as profile-browser://user/johndoe"
)
NEW_WINDOW_HELP = _("open another window, even if one is open")
OTHER_OPTIONS = _("A window with other options is open already. This start opens another window.")
VERSION_HELP = _("show program's version number and exit")
USERNAMES_HELP = _("usernames to look up, if there is no list")
LOOKUP_DESCRIPTION = _(
    "Look up users without a window: those named here, or a list with --from. Exit "
    "codes: 0 all were found, 1 some were not found, 2 the options or the "
    "configuration are not valid, 3 the lookup failed, a host could not prove who "
    "it is, or a record is damaged."
)
FIND_DESCRIPTION = _(
    "Find people by username, e-mail or name, without a window. The exact username "
    "is tried first. Then text with an @ is searched for as an e-mail, and other "
    "text as the start of a username, an e-mail, a name or a word in a name. A "
    "search ignores case and accents. Exit codes: 0 someone was found, 1 no one "
    "was found, 2 the options or the configuration are not valid, 3 the lookup or "
    "the search failed, a host could not prove who it is, or a record is damaged."
)
TEXT_HELP = _("a username, an e-mail, or the start of a username, e-mail or name")
INDEXES_DESCRIPTION = _(
    "Print the definitions of the indexes, views or mappings that search needs and "
    "an administrator must create. No connection is made. Exit codes: 0 the "
    "definitions were printed, 2 the options or the configuration are not valid."
)
INDEXES_AT_GATEWAY = _(
    "The administrator of the gateway creates what searches need, in the store behind the gateway."
)
NO_INDEX_NEEDED = _("The sample data needs no indexes.")
COMMANDS_HINT = _(
    "Terminal commands: profile-browser lookup looks up users, profile-browser "
    "find also searches by e-mail or name, profile-browser connections lists the "
    "connections, profile-browser check tests one, profile-browser password saves "
    "or removes its password or token, profile-browser indexes prints the "
    "definitions of what search needs in the store, profile-browser audit searches "
    "the audit log, profile-browser serve runs a gateway, profile-browser token "
    "makes its tokens."
)
CONNECTIONS_DESCRIPTION = _(
    "List the connections that are set up. Exit codes: 0 all can be used, 2 a file has a fault."
)
CHECK_FILES_HELP = _("print every fault in the connection files instead")
NO_FAULTS = _("The connection files have no faults.")
CHECK_DESCRIPTION = _(
    "Test a connection, step by step. Exit codes: 0 all steps passed, 2 the "
    "options or the configuration are not valid, 3 a step failed, for example "
    "because a host could not prove who it is."
)
CHECK_USER_HELP = _("compare this user's record with the record layout of the connection")
EXACTLY_HELP = _(
    "look up each username exactly as typed; without this option, white space, "
    "invisible characters, quotes, punctuation and the other parts of a record ID "
    "are removed"
)
JSON_HELP = _(
    "print one JSON object per line, with the four built-in fields, and any added fields in “more”"
)
CONNECTION_GROUP = _("connection options")
OPTION_HELP = {
    "sample": _("use the sample data, regardless of other settings"),
    "sample-shop": _("use the sample data of a shop, whose records have added fields"),
    "connection": _("the key of a connection that is set up"),
    "username": _("the database user to sign in as"),
    "trust_store": _("a file with the certificate of a private authority"),
    "kv_timeout": _("timeout for a read in seconds (30)"),
    "connect_timeout": _("timeout for connecting in seconds (10)"),
}
NAME = "NAME"
OPTION_VALUES = {
    "connection": "KEY",
    "connection_string": "URL",
    "username": NAME,
    "trust_store": "FILE",
    "kv_timeout": "S",
    "connect_timeout": "S",
}
NO_DISPLAY = _("No display is available. In a terminal, use: profile-browser lookup USERNAME")
# The README has the same line.
QT_LIBRARIES_LINE = (
    "sudo apt-get install -y libglib2.0-0 libegl1 libgl1 libfontconfig1 "
    "libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 "
    "libwayland-cursor0 libgssapi-krb5-2"
)
INTERNAL_ERROR = _("An internal error occurred. The log file says where.")
OUTPUT_CLOSED = _("standard output is closed")
INTERRUPTED = _("Interrupted.")
NO_CONNECTIONS = _("No connections are set up.")
COLUMNS = {
    "key": _("Key"),
    "title": _("Title"),
    "environment": _("Environment"),
    "address": _("Address"),
    "location": _("Location"),
    "source": _("Source"),
}
SOURCES = {
    Source.SYSTEM: in_context("source of a connection", "system"),
    Source.OWN: in_context("source of a connection", "own"),
    Source.OPTIONS: in_context("source of a connection", "options"),
    Source.SAMPLE: in_context("source of a connection", "sample"),
}


def location_help(kinds: StoreKinds, name: str) -> str:
    """Explain an option that says where the profiles are: what it means in which stores."""
    stores: dict[str, list[str]] = {}
    for kind in kinds.kinds:
        for key in kind.location:
            if name in key.names:
                meaning = (
                    in_context("option", key.hint)
                    if name == key.name
                    else _("the same as {name}").format(name=flag(key.name))
                )
                stores.setdefault(meaning, []).append(kind.title)
    return "; ".join(f"{listing(titles)}: {meaning}" for meaning, titles in stores.items())


def address_help(kinds: StoreKinds) -> str:
    """Explain the connection string: the schemes of each kind of store."""
    return "; ".join(f"{kind.title}: {_schemes_text(kind)}" for kind in kinds.servers)


def _schemes_text(kind: StoreKind) -> str:
    plain = _("{address} (not encrypted)")
    return either(
        (address if scheme.encrypted else plain.format(address=address))
        for scheme in kind.schemes
        for address in [f"{scheme.name}://host"]
    )


def language_help(codes: Iterable[str]) -> str:
    """Explain the option for the language, with the languages that there are."""
    return _("the language of the program: {codes}").format(codes=either(codes))


def language_unknown(code: str, codes: Iterable[str]) -> str:
    """Say that the program does not speak this language, and which ones it does."""
    return _("The program does not speak {code}. It speaks {codes}.").format(
        code=quoted(code), codes=both(codes)
    )


def language_variable_unknown(variable: str, code: str, codes: Iterable[str]) -> str:
    """Say that the program does not speak the language of an environment variable."""
    return f"{variable}: {language_unknown(code, codes)}"


def limit_help(default: int) -> str:
    """Explain the limit of matches, with its default."""
    return _("maximum number of people to list ({default})").format(default=default)


def limit_refused(text: str, largest: int) -> str:
    """Say which limits are valid."""
    return _("{text} is not a number from 1 to {largest}").format(
        text=quoted(text), largest=largest
    )


def not_written(reason: str) -> str:
    """Say that the output could not be written, with the system's reason."""
    return _("The output could not be written: {reason}.").format(reason=reason)


def library_missing(library: str) -> str:
    """Say which system library Qt needs, and how to install all of them."""
    return _(
        "The window needs the library {library}, which is not installed. On Debian and "
        "Ubuntu, install the libraries that Qt needs: {qt_libraries_line}"
    ).format(library=library, qt_libraries_line=QT_LIBRARIES_LINE)


def lookups_skipped(count: int) -> str:
    """Say how many lookups were skipped after one that would fail again."""
    return counted(
        "{count} more user was not looked up.", "{count} more users were not looked up.", count
    )


def invisible_removed(username: str, count: int) -> str:
    """Say that invisible characters around a username are not looked up."""
    # Translators: {without} is “without 2 invisible characters”.
    return _("Looking up {username} {without}").format(
        username=quoted(username), without=without_invisible(count)
    )


def error_line(sentence: str) -> str:
    """Return a line for standard error, prefixed with the program's name."""
    return f"{PROGRAM}: {sentence}"
