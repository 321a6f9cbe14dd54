"""Sentences about options, variables, files, passwords and a connection's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.plain_text import brief, printable, quoted
from profile_browser.messages.secrets import SECRETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import Secret

KeyPath = tuple[str | int, ...]  # the keys, and the places in arrays, that lead to a value

SAMPLE_TITLE, SHOP_TITLE = "Sample data", "Sample shop"
SHOP_LABELS = {  # by path, as an administrator would write them into a file
    "contact.phone": "Phone",
    "account.balance": "Balance",
    "preferences.newsletter": "Newsletter",
    "customer_since": "Customer since",
    "orders.last_at": "Last order",
    "tags": "Tags",
}
NO_CONNECTION = "No connection"
LONGEST_NAME = 45  # characters of a database and of a host in the name of their connection
KEY_UNKNOWN = "This key is unknown."
KEY_EMPTY = "The connection's key, in the brackets, is empty."
NO_TABLE = "This must be a table, as in [connections.staging]."
NO_TABLES = "These must be tables, as in [connections.staging]."
NO_TEXT = "This must be text in quotes."
NO_NUMBER = "This must be a number of seconds, without quotes."
NO_SWITCH = "This must be true or false, without quotes."
PATH_NOT_ABSOLUTE = "This must be an absolute path."
AUDIT_NEEDS_IT = "This is missing. The audit log needs it, so no account can be shown."
ENVIRONMENT_UNKNOWN = "This must be production, staging, development or other, in quotes."
CONTROL_CHARACTERS = "This must not contain control or invisible characters."
TOO_LONG = "This is too long."
NOT_A_FILE = "it is not a file"
TOO_ODD = "it contains a value that is too long or nested too deeply"
OWN_FILE_NOTE = "Saving a connection in the window rewrites this file; comments are not kept."
NO_SUCH_HOME = "This names a home folder that does not exist."

OTHERS_FORBIDDEN = (
    "Your administrator allows only the connections that are set up. "
    "Choose one of them with --connection; profile-browser connections lists them."
)
NOT_EDITABLE = "Your administrator manages this connection. It cannot be changed here."
CONNECTION_NEEDED = "Choose a connection with --connection; profile-browser connections lists them."
NO_HOME = (
    "Your computer account has no home folder, so it has no place for connections. "
    "Ask your administrator for one. With --sample, the program opens the sample data."
)
SAMPLE_FORBIDDEN = (
    "Your administrator has turned the sample data off. Leave --sample and --sample-shop out; "
    "profile-browser connections lists the connections that are set up."
)
NOTHING_SET_UP = "No connection is set up. Ask your administrator for one."
BLOCKED = "Your administrator's settings cannot be read, so nothing can be looked up."
OWN_FILE_IN_USE = "Another program is saving connections. Try again."
OWN_FILE_FAULTY = "This was not saved: one of your own settings cannot be read."
NAME_TAKEN = "Another connection already has this name."
NOTHING_USABLE = "No connection can be used. With --sample, the program opens the sample data."


def connection_title(database: str, host: str) -> str:
    """Name a connection that is described without a name. A gateway has no database."""
    server = brief(host, LONGEST_NAME)
    return f"{brief(database, LONGEST_NAME)} on {server}" if database else server


def same_key(name: str) -> str:
    """Say that a table gives one key by two names."""
    return f"This means the same as {name}. Leave one of them out."


def same_option(name: str) -> str:
    """Say that an option, or a variable, is given by two names."""
    return same_key(flag(name))


def option_unused(option: str, kind: str, instead: str = "") -> str:
    """Say that an option means nothing in a kind of store, and which one to use instead."""
    said = f"{flag(option)} is not an option for {kind}."
    return f"{said} Use {flag(instead)}." if instead else said


def option_needs_address(option: str) -> str:
    """Say that an option is used without the one that it needs."""
    return f"{flag(option)} needs --connection-string as well."


def option_beside_key(name: str) -> str:
    """Say that a chosen connection cannot be changed by options."""
    return (
        f"{name} cannot be combined with a chosen connection, which is used as it is set up. "
        "Leave one of them out."
    )


def key_unknown(key: str, known: Sequence[str]) -> str:
    """Say that no connection has this key, and which keys there are."""
    if not known:
        return f"There is no connection {quoted(key)}. No connections are set up."
    available = ", ".join(brief(one, LONGEST_NAME) for one in known)
    return f"There is no connection {quoted(key)}. Available: {available}."


def key_taken(key: str) -> str:
    """Say that another connection has this key."""
    return f"A connection {quoted(key)} already exists."


def fault_of_option(option: str, sentence: str) -> str:
    """Put an option's name before what is wrong with it."""
    return f"{flag(option)}: {sentence}"


def fault_of_table(file: str, key: str, path: KeyPath, sentence: str, line: int = 0) -> str:
    """Say which table of which file cannot be used, and which key in it is why."""
    why = _fault_of_key(path, sentence)
    return f"{_place(file, line)}: connection {quoted(key)} cannot be used. {why}"


def fault_beside(file: str, path: KeyPath, sentence: str, line: int = 0) -> str:
    """Say what is wrong with a key that stands beside the connections of a file."""
    return f"{_place(file, line)}: {_fault_of_key(path, sentence)}"


def _place(file: str, line: int) -> str:
    """Name a file, and the line if it is known."""
    return f"{printable(file)}, line {line}" if line else printable(file)


def _fault_of_key(path: KeyPath, sentence: str) -> str:
    """Put a dotted key before what is wrong with it, without the places in arrays."""
    names = ".".join(brief(name, 40) for name in path if isinstance(name, str))
    return f"{names}: {sentence}" if names else sentence


def not_toml(line: int) -> str:
    """Say where a file cannot be understood any more."""
    return f"line {line} is not valid TOML"


def not_utf8(line: int) -> str:
    """Say where a file holds something else than text."""
    return f"line {line} is not text in UTF-8"


def too_large(size: int, limit: int) -> str:
    """Say how many bytes a file has, and how many it may have."""
    return f"it has {size:,} bytes, and at most {limit:,} are allowed"


def file_unreadable(file: str, reason: str) -> str:
    """Say that a file cannot be read, and why."""
    return f"{printable(file)} cannot be read: {printable(reason)}."


def lookups_wait(file: str, reason: str) -> str:
    """Say that no server is asked while the administrator's file cannot be read, and why."""
    return (
        f"Nothing can be looked up until your administrator has repaired {printable(file)}: "
        f"{printable(reason)}."
    )


def table_managed(file: str, key: str) -> str:
    """Say that a person's table is left out, because the administrator manages this connection."""
    return (
        f"{printable(file)}: connection {quoted(key)} is ignored, "
        "because your administrator manages it."
    )


def file_ignored(file: str) -> str:
    """Say that a person's file is left out, because no other connections are allowed."""
    return f"{printable(file)} is ignored, because your administrator allows no other connections."


def file_not_written(file: str, reason: str) -> str:
    """Say that a change could not be kept."""
    return f"{printable(file)} could not be written: {printable(reason)}."


def own_file_unreadable(reason: str) -> str:
    """Say that a person's connections cannot be read, and why, without the file's name."""
    return f"Your own connections cannot be read: {printable(reason)}."


def own_file_not_written(reason: str) -> str:
    """Say that a change could not be kept, and why, without the file's name."""
    return f"This could not be saved: {printable(reason)}."


def file_in_use(file: str) -> str:
    """Say that another program has been writing a file for too long."""
    return f"{printable(file)} is being written by another program. Try again."


def password_prompt(connection: Connection) -> str:
    """Ask for a password or a token on a terminal."""
    question = SECRETS[connection.kind.secret].question
    user, title = quoted(connection.username), printable(connection.title)
    return f"{question.format(user=user, connection=title)}: "


def no_sign_in(secret: Secret) -> str:
    """Say that there is no password or token, and how to give one."""
    return (
        f"There is no {secret} for this connection. Set PROFILE_BROWSER_PASSWORD, save a {secret} "
        "with profile-browser password set, or run the command in a terminal, where it can ask."
    )


def file_holds(secret: str) -> str:
    """Say that a file has a password or a token, and where it belongs."""
    return (
        f"A file must not contain a {secret}. Remove it, and save the {secret} with "
        "profile-browser password set."
    )


def whole_number_needed(least: int, most: int) -> str:
    """Say between which numbers a setting must be."""
    return f"This must be a whole number from {least:,} to {most:,}, without quotes."


def key_too_short(shortest: int) -> str:
    """Say how long the key of the audit log must be."""
    return f"This must have at least {shortest} characters."


def flag(option: str) -> str:
    """Return an option as it is typed on the command line."""
    return f"--{option.replace('_', '-')}"


def credential_unreadable(file: str, reason: str | None) -> str:
    """Say that the password of a service cannot be read."""
    why = printable(reason) if reason else "it is not text in UTF-8"
    return f"The password in {printable(file)} cannot be read: {why}."
