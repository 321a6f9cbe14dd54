"""Sentences of the connections dialog and the password dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import SEARCHES, Capability
from profile_browser.messages import problems
from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import brief, quoted
from profile_browser.messages.problem_phrases import DRIVER_NEEDED
from profile_browser.messages.secrets import SECRETS, secret_word
from profile_browser.messages.window import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.store_kind import Scheme, Secret, StoreKind

DIALOG_TITLE = _("Connections")
LIST_NAME = _("Connections")
NO_CONNECTIONS = _("No connections yet. Add one, or ask your administrator for a connections file.")
ADD = _("Add")
DUPLICATE = _("Duplicate")
DELETE = _("Delete")
SAVE = _("Save")
CLOSE = _("Close")
TEST = _("Test connection")
BROWSE = _("Browse …")
NEW_TITLE = _("New connection")
TRUST_STORE_DIALOG = _("Choose a certificate file")
NOT_EDITABLE = _("Your administrator manages this connection. It cannot be changed here.")
FROM_SYSTEM = _(
    "Your administrator set up this connection. Your changes are saved as your own copy."
)
NOT_WRITABLE = _("Connections cannot be saved here. Ask your administrator.")
SAVED = _("Saved.")
DELETED = _("Deleted.")
WORKS = _("This connection works.")
UNSAVED = _("You have unsaved changes. Save them?")
DISCARD = _("Discard")
CANCEL = _("Cancel")

ENVIRONMENT_CHOOSE = _("Choose …")
ENVIRONMENT_EMPTY = _("Choose an environment.")
FIELDS = {
    "title": _("Name"),
    "environment": _("Environment"),
    "store": _("Store"),
    "connection_string": _("Connection string"),
    "username": _("Database user"),
    "trust_store": _("Certificate file"),
    "kv_timeout": _("Read timeout"),
    "query_timeout": _("Search timeout"),
    "connect_timeout": _("Connect timeout"),
    "search": _("Search"),
}
PLACEHOLDERS = {
    "trust_store": _("Only for a private certificate authority"),
}
SECONDS = _(" s")
_SEARCHES_ALLOWED = {
    SEARCHES: _("Allow search by e-mail and name"),
    frozenset({Capability.EMAIL}): _("Allow search by e-mail"),
    frozenset({Capability.BEGINNING}): _("Allow search by name"),
}
TITLE_EMPTY = _("Enter a name for the connection.")
TRUST_STORE_MISSING = _("This file does not exist.")

PASSWORD_KEEP = _("Save in this computer's keyring")
SIGN_IN = _("Sign in")


def address_example(kind: StoreKind) -> str:
    """Return an example of a connection string."""
    host = "profiles.example.com:8443" if kind.is_gateway else "db.example.com"
    return f"{kind.schemes[0].name}://{host}"


def not_encrypted(schemes: Sequence[Scheme]) -> str:
    """Warn of a connection string without encryption, and name the scheme that has it."""
    encrypted = next((scheme.name for scheme in schemes if scheme.encrypted), "")
    warning = _("Not encrypted: anyone who can listen on the network can read profiles.")
    if not encrypted:
        return warning
    advice = _("Use {encrypted}:// if the server supports it.").format(encrypted=encrypted)
    return f"{warning} {advice}"


def search_allowed(searches: frozenset[Capability]) -> str:
    """Name the switch for the searches that a store supports; empty if it supports none."""
    return _SEARCHES_ALLOWED.get(searches, "")


def driver_needed(kind: StoreKind) -> str:
    """Say how to install the driver of a kind of store."""
    return DRIVER_NEEDED.format(kind=kind.title, extra=kind.extra)


def password_question(connection: Connection) -> str:
    """Ask for the password of a connection's database user, or for its token."""
    question = SECRETS[connection.kind.secret].question
    title = brief(connection.title, LONGEST_TITLE)
    return question.format(user=quoted(connection.username), connection=title)


def kept_this_run(secret: Secret) -> str:
    """Say that no keyring can keep a password or token."""
    return _(
        "No keyring is available, so the {secret} is kept until you close the program."
    ).format(secret=secret_word(secret))


def variable_overrides_keyring(secret: Secret) -> str:
    """Say that the keyring would be of no use."""
    return _(
        "The environment variable takes precedence over the keyring, so the {secret} "
        "is kept only until you close the program."
    ).format(secret=secret_word(secret))


def password_reason(problem: Problem) -> str:
    """Say why a password is asked for, and which variable held the refused one, if any."""
    return problems.one_line(problem) if "variable" in problem.values else problems.summary(problem)


def delete_question(title: str, secret: Secret) -> str:
    """Ask whether to delete a connection."""
    return _(
        "Delete {title}? Its saved {secret} is deleted too, unless another connection uses it."
    ).format(title=quoted(title), secret=secret_word(secret))


def copy_title(title: str) -> str:
    """Name the copy of a connection."""
    return _("{title} (copy)").format(title=title)
