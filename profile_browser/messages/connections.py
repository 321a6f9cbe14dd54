"""What the connections dialog, the password dialog and the band's menu say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.connection import Environment
from profile_browser.messages.plain_text import brief, quoted
from profile_browser.messages.window import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection

SWITCH = "Switch connection"
MANAGE = "Connections …"
KEY_SWITCH = "Switch to the first connection; 2 to 9 for the others"
SAMPLE = "Sample data"

DIALOG_TITLE = "Connections"
LIST_NAME = "Connections"
NO_CONNECTIONS = "No connection is set up yet. Add one, or ask your administrator for a file."
ADD = "Add"
DUPLICATE = "Duplicate"
DELETE = "Delete"
SAVE = "Save"
CLOSE = "Close"
TEST = "Test connection"
BROWSE = "Browse …"
NEW_TITLE = "New connection"
TRUST_STORE_DIALOG = "File with the cluster's certificate authority"
NOT_EDITABLE = "Your administrator manages this connection. It cannot be changed here."
FROM_SYSTEM = "This connection is your administrator's. A change is saved as your own copy of it."
NOT_WRITABLE = (
    "Connections cannot be saved here: see the sentence above, or ask your administrator."
)
SAVED = "Saved."
DELETED = "Deleted."
WORKS = "This connection works."
UNSAVED = "There are changes that are not saved."
DISCARD = "Discard them"
KEEP_EDITING = "Go on editing"
CANCEL = "Cancel"

ENVIRONMENTS = {
    Environment.PRODUCTION: "Production",
    Environment.STAGING: "Staging",
    Environment.DEVELOPMENT: "Development",
    Environment.OTHER: "Other",
}
FIELDS = {
    "title": "Name",
    "environment": "Environment",
    "connection_string": "Connection string",
    "username": "Account",
    "password": "Password",
    "trust_store": "Certificate file",
    "kv_timeout": "Seconds for a read",
    "query_timeout": "Seconds for a search",
    "connect_timeout": "Seconds for connecting",
    "search": "Searching",
}
PLACEHOLDERS = {
    "connection_string": "couchbases://db.example.com",
    "trust_store": "Only where this computer does not know the authority",
}
ONLY_ANOTHER = "Only if it is not the default one"
SEARCH_ALLOWED = "This cluster may be searched by e-mail and name"
TITLE_TAKEN = "Another connection has this name."
TITLE_EMPTY = "Give the connection a name."
TRUST_STORE_MISSING = "There is no such file."
NOT_ENCRYPTED = (
    "Not encrypted: whoever can listen on the network can read profiles. "
    "Use couchbases:// where the cluster offers it."
)

PASSWORD_TITLE = "Password"  # noqa: S105 - a word on a window
PASSWORD_NAME = "Password"  # noqa: S105 - a word on a window
PASSWORD_KEEP = "Keep it in this computer's keyring"  # noqa: S105 - a word on a window
PASSWORD_THIS_RUN = "No keyring can be used here: the password is kept for this run only."  # noqa: S105 - a sentence
PASSWORD_LEAVE = "Leave empty to keep the one you have"  # noqa: S105 - a sentence
SIGN_IN = "Sign in"


def menu_entry(connection: Connection) -> str:
    """Name a connection in the band's menu, with its environment."""
    title = brief(connection.title, LONGEST_TITLE).replace("&", "&&")  # Qt would make a key of one
    if connection.is_sample:
        return title
    return f"{title}  ·  {ENVIRONMENTS[connection.environment].lower()}"


def password_question(connection: Connection) -> str:
    """Ask for the password of a connection's account."""
    return f"Password of {quoted(connection.username)} for {brief(connection.title, LONGEST_TITLE)}"


def delete_question(title: str) -> str:
    """Ask whether a connection shall go."""
    return f"Delete {quoted(title)}? Its password goes with it, unless another connection uses it."


def copy_title(title: str) -> str:
    """Name the copy of a connection."""
    return f"{title} (copy)"


def faults_notice(faults: Sequence[str]) -> str:
    """Say that the files of connections have faults: the first one, and how many more."""
    others = len(faults) - 1
    more = f" There are {others} more." if others > 1 else " There is one more." if others else ""
    return f"{faults[0]}{more}"
