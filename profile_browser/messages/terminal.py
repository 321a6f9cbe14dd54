"""What the commands in a terminal say."""

from __future__ import annotations

from profile_browser.domain.configuration import Source
from profile_browser.messages.plain_text import printable, quoted
from profile_browser.messages.settings import SAMPLE_TITLE

PROGRAM = "profile-browser"
DESCRIPTION = "See a user's account: type a username, press Enter."
EPILOG = (
    "Each connection option can also be set in the environment, as PROFILE_BROWSER_ and its name: "
    "PROFILE_BROWSER_CONNECTION, PROFILE_BROWSER_BUCKET, and so on. The password is read "
    "from PROFILE_BROWSER_PASSWORD or the keyring, or asked for."
)
USERNAME_HELP = "the user to look up at once"
USERNAMES_HELP = "one or more users to look up"
LOOKUP_DESCRIPTION = (
    "Look users up without a window. Exit codes: 0 all were found, 1 some are missing, 2 the "
    "options or the configuration are wrong, 3 the store could not be asked or a record is damaged."
)
FIND_DESCRIPTION = (
    "Find people by username, e-mail or name, without a window. The exact username is looked up "
    "first; else a text with an @ is searched as an e-mail, and any other one as the beginning of "
    "a username, an e-mail, a name or a word in it. Exit codes: 0 somebody was found, 1 nobody, 2 "
    "the options or the configuration are wrong, 3 the store could not be asked or searched."
)
TEXT_HELP = "a username, an e-mail, or the beginning of one or of a name"
INDEXES_DESCRIPTION = (
    "Print the statements that create the indexes for searching, ready for an administrator to "
    "run. Nothing is connected."
)
NO_INDEX_NEEDED = "The sample data needs no index."
COMMANDS_HINT = (
    "In the terminal: profile-browser lookup looks users up, profile-browser find searches by "
    "e-mail or name too, profile-browser connections lists the connections, profile-browser check "
    "tries one out, profile-browser password keeps or discards its password, profile-browser "
    "indexes prints the statements that searching needs, profile-browser audit finds a person in "
    "the record of reads."
)
CONNECTIONS_DESCRIPTION = (
    "List the connections that are set up. Exit codes: 0 all can be used, 2 a file has a fault."
)
CHECK_DESCRIPTION = (
    "Try a connection out, stage by stage. Exit codes: 0 all stages passed, 2 the options or the "
    "configuration are wrong, 3 a stage failed."
)
KEYRING_DESCRIPTION = (
    "Keep a connection's password in the keyring, or discard it. The password is asked for; "
    "without a terminal it is the first line of the input."
)
KEYRING_ACTION_HELP = "keep a password, or discard the one that is kept"
JSON_HELP = "print one JSON object a line, with exactly the four public fields"
CONNECTION_GROUP = "connection options"
OPTION_HELP = {
    "sample": f"use the sample directory ({SAMPLE_TITLE}), whatever else is set",
    "connection": "a connection that is set up, by its key",
    "connection_string": "couchbases://host (encrypted) or couchbase://host",
    "username": "the account to sign in with",
    "trust_store": "a file with the certificate of the cluster's authority",
    "kv_timeout": "seconds that a read may take (30)",
    "connect_timeout": "seconds that connecting may take (10)",
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
NO_DISPLAY = (
    "There is no display to open a window on. In a terminal, use: profile-browser lookup USERNAME"
)
# The same line stands in the README.
QT_LIBRARIES_LINE = (
    "sudo apt-get install -y libglib2.0-0 libegl1 libgl1 libfontconfig1 libxkbcommon0 "
    "libxkbcommon-x11-0 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-render-util0 libxcb-shape0 libwayland-cursor0"
)
INTERNAL_ERROR = "The program ran into an error of its own; its log says where."
INTERRUPTED = "Interrupted."
NO_CONNECTIONS = "No connection is set up."
COLUMNS = {
    "key": "Key",
    "title": "Title",
    "environment": "Environment",
    "address": "Address",
    "location": "Location",
    "source": "Source",
}
SOURCES = {
    Source.SYSTEM: "system",
    Source.OWN: "own",
    Source.OPTIONS: "options",
    Source.SAMPLE: "sample",
}
NO_KEYRING = (
    "No keyring can be used here, so none holds a password. Use PROFILE_BROWSER_PASSWORD instead."
)
NOTHING_ENTERED = "No password was entered."
ENTERED_NOT_TEXT = "The password is not text that this terminal can read."
NOT_SAVED = "The keyring did not keep the password."
NOT_REMOVED = "The keyring did not discard the password."


def limit_help(usual: int) -> str:
    """Explain how many are listed."""
    return f"list at most so many people ({usual})"


def limit_refused(text: str, largest: int) -> str:
    """Say which limits are possible."""
    return f"{quoted(text)} is not a number from 1 to {largest}"


def not_written(reason: str) -> str:
    """Say that the output could not be written, for the system's own reason."""
    return f"The output could not be written: {reason}."


def library_missing(library: str) -> str:
    """Say which library of the system the window needs, and how to install all of them."""
    return (
        f"The window needs the library {library}, which is not installed. On Debian and Ubuntu, "
        f"install the libraries that Qt needs: {QT_LIBRARIES_LINE}"
    )


def sign_in_refused(connection: str) -> str:
    """Say why the password is asked for again."""
    return f"{printable(connection)} refused the sign-in."


def lookups_skipped(count: int) -> str:
    """Say how many were not looked up, because the first one showed that it is no use."""
    return f"{count} more {'was' if count == 1 else 'were'} not looked up."


def error_line(sentence: str) -> str:
    """Name the program before a sentence on standard error, as other commands do."""
    return f"{PROGRAM}: {sentence}"


def password_saved(username: str, connection: str) -> str:
    """Say that a password is in the keyring now."""
    return f"The password of {quoted(username)} for {printable(connection)} is in the keyring."


def password_removed(username: str, connection: str) -> str:
    """Say that no password is in the keyring any more."""
    return (
        f"Discarded: the keyring holds no password of {quoted(username)} for "
        f"{printable(connection)} any more."
    )
