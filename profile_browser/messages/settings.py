"""Sentences about options, variables, files, passwords and a connection's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _, noun_text, number
from profile_browser.messages.plain_text import brief, listing, printable, quoted
from profile_browser.messages.secrets import SECRETS, secret_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import Secret

KeyPath = tuple[str | int, ...]  # the keys, and the places in arrays, that lead to a value

SAMPLE_TITLE, SHOP_TITLE = _("Sample data"), _("Sample shop")
SHOP_LABELS = {  # by path, as an administrator would write them into a file
    "contact.phone": _("Phone"),
    "account.balance": _("Balance"),
    "preferences.newsletter": _("Newsletter"),
    "customer_since": _("Customer since"),
    "orders.last_at": _("Last order"),
    "tags": _("Tags"),
}
NO_CONNECTION = _("No connection")
DEFAULT_PART = _("Default")  # of a location, such as a scope
LONGEST_NAME = 45  # characters of a database and of a host in the name of their connection
KEY_UNKNOWN = _("This key is unknown.")
KEY_EMPTY = _("The connection's key, in the brackets, is empty.")
NO_TABLE = _("This must be a table, as in [connections.staging].")
NO_TABLES = _("These must be tables, as in [connections.staging].")
NO_TEXT = _("This must be text in quotes.")
NO_NUMBER = _("This must be a number of seconds, without quotes.")
NO_SWITCH = _("This must be true or false, without quotes.")
PATH_NOT_ABSOLUTE = _("This must be an absolute path.")
AUDIT_NEEDS_IT = _("This is missing. The audit log needs it, so no account can be shown.")
ENVIRONMENT_UNKNOWN = _("This must be production, staging, development or other, in quotes.")
CONTROL_CHARACTERS = _("This must not contain control or invisible characters.")
TOO_LONG = _("This is too long.")
NOT_A_FILE = _("it is not a file")
TOO_ODD = _("it contains a value that is too long or nested too deeply")
OWN_FILE_NOTE = _("Saving a connection in the window rewrites this file; comments are not kept.")
NO_SUCH_HOME = _("This names a home folder that does not exist.")

OTHERS_FORBIDDEN = _(
    "Your administrator allows only the connections that are set up. Choose one of "
    "them with --connection; profile-browser connections lists them."
)
NOT_EDITABLE = _("Your administrator manages this connection. It cannot be changed here.")
CONNECTION_NEEDED = _(
    "Choose a connection with --connection; profile-browser connections lists them."
)
NO_HOME = _(
    "Your computer account has no home folder, so it has no place for connections. "
    "Ask your administrator for one. With --sample, the program opens the sample "
    "data."
)
SAMPLE_FORBIDDEN = _(
    "Your administrator has turned the sample data off. Leave --sample and "
    "--sample-shop out; profile-browser connections lists the connections that are "
    "set up."
)
NOTHING_SET_UP = _("No connection is set up. Ask your administrator for one.")
BLOCKED = _("Your administrator's settings cannot be read, so nothing can be looked up.")
OWN_FILE_IN_USE = _("Another program is saving connections. Try again.")
OWN_FILE_FAULTY = _("This was not saved: one of your own settings cannot be read.")
NAME_TAKEN = _("Another connection already has this name.")
NOTHING_USABLE = _("No connection can be used. With --sample, the program opens the sample data.")


def connection_title(database: str, host: str) -> str:
    """Name a connection that is described without a name. A gateway has no database."""
    server = brief(host, LONGEST_NAME)
    if not database:
        return server
    return _("{database} on {server}").format(database=brief(database, LONGEST_NAME), server=server)


def same_key(name: str) -> str:
    """Say that a table gives one key by two names."""
    return _("This means the same as {name}. Leave one of them out.").format(name=name)


def same_option(name: str) -> str:
    """Say that an option, or a variable, is given by two names."""
    return same_key(flag(name))


def option_unused(option: str, kind: str, instead: str = "") -> str:
    """Say that an option means nothing in a kind of store, and which one to use instead."""
    said = _("{option} is not an option for {kind}.").format(option=flag(option), kind=kind)
    return f"{said} {_('Use {option}.').format(option=flag(instead))}" if instead else said


def option_needs_address(option: str) -> str:
    """Say that an option is used without the one that it needs."""
    return _("{option} needs --connection-string as well.").format(option=flag(option))


def option_beside_key(name: str) -> str:
    """Say that a chosen connection cannot be changed by options."""
    return _(
        "{name} cannot be combined with a chosen connection, which is used as it is "
        "set up. Leave one of them out."
    ).format(name=name)


def key_unknown(key: str, known: Sequence[str]) -> str:
    """Say that no connection has this key, and which keys there are."""
    if not known:
        return _("There is no connection {key}. No connections are set up.").format(key=quoted(key))
    available = listing(brief(one, LONGEST_NAME) for one in known)
    return _("There is no connection {key}. Available: {available}.").format(
        key=quoted(key), available=available
    )


def key_taken(key: str) -> str:
    """Say that another connection has this key."""
    return _("A connection {key} already exists.").format(key=quoted(key))


def fault_of_option(option: str, sentence: str) -> str:
    """Put an option's name before what is wrong with it."""
    return f"{flag(option)}: {sentence}"


def fault_of_table(file: str, key: str, path: KeyPath, sentence: str, line: int = 0) -> str:
    """Say which table of which file cannot be used, and which key in it is why."""
    why = _fault_of_key(path, sentence)
    return _("{file}: connection {key} cannot be used. {why}").format(
        file=_place(file, line), key=quoted(key), why=why
    )


def fault_beside(file: str, path: KeyPath, sentence: str, line: int = 0) -> str:
    """Say what is wrong with a key that stands beside the connections of a file."""
    return f"{_place(file, line)}: {_fault_of_key(path, sentence)}"


def _place(file: str, line: int) -> str:
    """Name a file, and the line if it is known."""
    return (
        _("{file}, line {line}").format(file=printable(file), line=line)
        if line
        else printable(file)
    )


def _fault_of_key(path: KeyPath, sentence: str) -> str:
    """Put a dotted key before what is wrong with it, without the places in arrays."""
    names = ".".join(brief(name, 40) for name in path if isinstance(name, str))
    return f"{names}: {sentence}" if names else sentence


def not_toml(line: int) -> str:
    """Say where a file cannot be understood any more."""
    return _("line {line} is not valid TOML").format(line=line)


def not_utf8(line: int) -> str:
    """Say where a file holds something else than text."""
    return _("line {line} is not text in UTF-8").format(line=line)


def too_large(size: int, limit: int) -> str:
    """Say how many bytes a file has, and how many it may have."""
    return _("it has {size} bytes, and at most {limit} are allowed").format(
        size=number(size), limit=number(limit)
    )


def file_unreadable(file: str, reason: str) -> str:
    """Say that a file cannot be read, and why."""
    return _("{file} cannot be read: {reason}.").format(
        file=printable(file), reason=printable(reason)
    )


def lookups_wait(file: str, reason: str) -> str:
    """Say that no server is asked while the administrator's file cannot be read, and why."""
    return _(
        "Nothing can be looked up until your administrator has repaired {file}: {reason}."
    ).format(file=printable(file), reason=printable(reason))


def table_managed(file: str, key: str) -> str:
    """Say that a person's table is left out, because the administrator manages this connection."""
    return _("{file}: connection {key} is ignored, because your administrator manages it.").format(
        file=printable(file), key=quoted(key)
    )


def file_ignored(file: str) -> str:
    """Say that a person's file is left out, because no other connections are allowed."""
    return _("{file} is ignored, because your administrator allows no other connections.").format(
        file=printable(file)
    )


def file_not_written(file: str, reason: str) -> str:
    """Say that a change could not be kept."""
    return _("{file} could not be written: {reason}.").format(
        file=printable(file), reason=printable(reason)
    )


def own_file_unreadable(reason: str) -> str:
    """Say that a person's connections cannot be read, and why, without the file's name."""
    return _("Your own connections cannot be read: {reason}.").format(reason=printable(reason))


def own_file_not_written(reason: str) -> str:
    """Say that a change could not be kept, and why, without the file's name."""
    return _("This could not be saved: {reason}.").format(reason=printable(reason))


def file_in_use(file: str) -> str:
    """Say that another program has been writing a file for too long."""
    return _("{file} is being written by another program. Try again.").format(file=printable(file))


def password_prompt(connection: Connection) -> str:
    """Ask for a password or a token on a terminal."""
    question = SECRETS[connection.kind.secret].question
    user, title = quoted(connection.username), printable(connection.title)
    return f"{question.format(user=user, connection=title)}: "


def no_sign_in(secret: Secret) -> str:
    """Say that there is no password or token, and how to give one."""
    return _(
        "There is no {secret} for this connection. Set PROFILE_BROWSER_PASSWORD, save "
        "a {secret} with profile-browser password set, or run the command in a "
        "terminal, where it can ask."
    ).format(secret=secret_word(secret))


def file_holds(secret: str) -> str:
    """Say that a file has a password or a token, and where it belongs."""
    return _(
        "A file must not contain a {secret}. Remove it, and save the {secret} with "
        "profile-browser password set."
    ).format(secret=noun_text(secret))


def whole_number_needed(least: int, most: int) -> str:
    """Say between which numbers a setting must be."""
    return _("This must be a whole number from {least} to {most}, without quotes.").format(
        least=number(least), most=number(most)
    )


def key_too_short(shortest: int) -> str:
    """Say how long the key of the audit log must be."""
    return _("This must have at least {shortest} characters.").format(shortest=shortest)


def flag(option: str) -> str:
    """Return an option as it is typed on the command line."""
    return f"--{option.replace('_', '-')}"


def credential_unreadable(file: str, reason: str | None) -> str:
    """Say that the password of a service cannot be read."""
    why = printable(reason) if reason else _("it is not text in UTF-8")
    return _("The password in {file} cannot be read: {why}.").format(file=printable(file), why=why)
