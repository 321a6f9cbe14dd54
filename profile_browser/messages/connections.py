"""Sentences of the connections dialog, the password dialog and the band's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import SEARCHES, Capability
from profile_browser.messages import problems
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.messages.plain_text import brief, quoted
from profile_browser.messages.problem_wordings import DRIVER_NEEDED
from profile_browser.messages.secrets import SECRETS
from profile_browser.messages.window import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.store_kind import Scheme, Secret, StoreKind

KEY_FIELD = "Key field"
NAMES_FIELD = "Names field"
SEARCH_TABLE = "Search table"
SWITCH = "Switch connection"
MANAGE = "Connections …"
KEY_SWITCH = "Switch to the first connection (2 to 9: the others)"

DIALOG_TITLE = "Connections"
LIST_NAME = "Connections"
NO_CONNECTIONS = "No connections yet. Add one, or ask your administrator for a connections file."
ADD = "Add"
DUPLICATE = "Duplicate"
DELETE = "Delete"
SAVE = "Save"
CLOSE = "Close"
TEST = "Test connection"
BROWSE = "Browse …"
NEW_TITLE = "New connection"
TRUST_STORE_DIALOG = "Choose a certificate file"
NOT_EDITABLE = "Your administrator manages this connection. It cannot be changed here."
FROM_SYSTEM = "Your administrator set up this connection. Your changes are saved as your own copy."
NOT_WRITABLE = "Connections cannot be saved here. Ask your administrator."
SAVED = "Saved."
DELETED = "Deleted."
WORKS = "This connection works."
UNSAVED = "You have unsaved changes. Save them?"
DISCARD = "Discard"
CANCEL = "Cancel"

ENVIRONMENT_CHOOSE = "Choose …"
ENVIRONMENT_EMPTY = "Choose an environment."
FIELDS = {
    "title": "Name",
    "environment": "Environment",
    "store": "Store",
    "connection_string": "Connection string",
    "username": "Database user",
    "trust_store": "Certificate file",
    "kv_timeout": "Read timeout",
    "query_timeout": "Search timeout",
    "connect_timeout": "Connect timeout",
    "search": "Search",
}
PLACEHOLDERS = {
    "trust_store": "Only for a private certificate authority",
}
ONLY_ANOTHER = "Default"
SECONDS = " s"
_SEARCHES_ALLOWED = {
    SEARCHES: "Allow search by e-mail and name",
    frozenset({Capability.EMAIL}): "Allow search by e-mail",
    frozenset({Capability.BEGINNING}): "Allow search by name",
}
TITLE_EMPTY = "Enter a name for the connection."
TRUST_STORE_MISSING = "This file does not exist."

PASSWORD_KEEP = "Save in this computer's keyring"  # noqa: S105 - a word on a window
SIGN_IN = "Sign in"


def address_example(kind: StoreKind) -> str:
    """Return an example of a connection string."""
    host = "profiles.example.com:8443" if kind.is_gateway else "db.example.com"
    return f"{kind.schemes[0].name}://{host}"


def not_encrypted(schemes: Sequence[Scheme]) -> str:
    """Warn of a connection string without encryption, and name the scheme that has it."""
    encrypted = next((scheme.name for scheme in schemes if scheme.encrypted), "")
    advice = f" Use {encrypted}:// if the server supports it." if encrypted else ""
    return f"Not encrypted: anyone who can listen on the network can read profiles.{advice}"


def search_allowed(searches: frozenset[Capability]) -> str:
    """Name the switch for the searches that a store supports; empty if it supports none."""
    return _SEARCHES_ALLOWED.get(searches, "")


def driver_needed(kind: StoreKind) -> str:
    """Say how to install the driver of a kind of store."""
    return DRIVER_NEEDED.format(kind=kind.title, extra=kind.extra)


def menu_entry(connection: Connection) -> str:
    """Name a connection in the band's menu, with its environment."""
    title = brief(connection.title, LONGEST_TITLE).replace("&", "&&")  # Qt would make it a mnemonic
    if connection.is_sample:
        return title
    return f"{title}  ·  {ENVIRONMENTS[connection.environment].lower()}"


def password_question(connection: Connection) -> str:
    """Ask for the password of a connection's database user, or for its token."""
    question = SECRETS[connection.kind.secret].question
    title = brief(connection.title, LONGEST_TITLE)
    return question.format(user=quoted(connection.username), connection=title)


def kept_this_run(secret: Secret) -> str:
    """Say that no keyring can keep a password or token."""
    return f"No keyring is available, so the {secret} is kept until you close the program."


def variable_overrides_keyring(secret: Secret) -> str:
    """Say that the keyring would be of no use."""
    return (
        f"The environment variable takes precedence over the keyring, so the {secret} is kept only "
        "until you close the program."
    )


def password_reason(problem: Problem) -> str:
    """Say why a password is asked for, and which variable held the refused one, if any."""
    return problems.one_line(problem) if "variable" in problem.values else problems.summary(problem)


def delete_question(title: str, secret: Secret) -> str:
    """Ask whether to delete a connection."""
    return (
        f"Delete {quoted(title)}? Its saved {secret} is deleted too, unless another connection "
        "uses it."
    )


def copy_title(title: str) -> str:
    """Name the copy of a connection."""
    return f"{title} (copy)"
