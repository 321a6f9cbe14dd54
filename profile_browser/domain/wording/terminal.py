"""What the commands in a terminal say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.plain_text import quoted
from profile_browser.domain.wording.settings import SAMPLE_TITLE

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Problem

PROGRAM = "profile-browser"
DESCRIPTION = "See a user's account: type a username, press Enter."
EPILOG = (
    "Each connection option can also be set in the environment, as PROFILE_BROWSER_ and its name: "
    "PROFILE_BROWSER_CONNECTION_STRING, PROFILE_BROWSER_BUCKET, and so on. The password is read "
    "from PROFILE_BROWSER_PASSWORD, or asked for."
)
USERNAME_HELP = "the user to look up at once"
USERNAMES_HELP = "one or more users to look up"
LOOKUP_DESCRIPTION = (
    "Look users up without a window. Exit codes: 0 all were found, 1 some are missing, 2 the "
    "options or the configuration are wrong, 3 the store could not be asked or a record is damaged."
)
COMMANDS_HINT = "profile-browser lookup USERNAME... looks users up in the terminal."
JSON_HELP = "print one JSON object a line, with exactly the four public fields"
CONNECTION_GROUP = "connection options"
OPTION_HELP = {
    "sample": f"use the sample directory ({SAMPLE_TITLE}), whatever else is set",
    "connection_string": "couchbases://host (encrypted) or couchbase://host",
    "bucket": "the bucket that holds the profiles",
    "username": "the account to sign in with",
    "scope": "the scope, where it is not the default one",
    "collection": "the collection, where it is not the default one",
    "trust_store": "a file with the certificate of the cluster's authority",
    "kv_timeout": "seconds that a read may take (30)",
    "connect_timeout": "seconds that connecting may take (10)",
}
OPTION_VALUES = {
    "connection_string": "URL",
    "bucket": "NAME",
    "username": "NAME",
    "scope": "NAME",
    "collection": "NAME",
    "trust_store": "FILE",
    "kv_timeout": "S",
    "connect_timeout": "S",
}
NO_DISPLAY = (
    "There is no display to open a window on. In a terminal, use: profile-browser lookup USERNAME"
)
INTERRUPTED = "Interrupted."


def missing(username: str, connection: str) -> str:
    """Say that there is no such user."""
    return f"No user named {quoted(username)} in {connection}"


def problem(problem: Problem) -> str:
    """Put a problem and its next step on one line."""
    return f"{problem.summary}. {problem.next_step}"


def not_asked(count: int) -> str:
    """Say how many were not looked up, because the first one showed that it is no use."""
    return f"{count} more {'was' if count == 1 else 'were'} not looked up."


def refused(sentence: str) -> str:
    """Name the program before a sentence on standard error, as other commands do."""
    return f"{PROGRAM}: {sentence}"
