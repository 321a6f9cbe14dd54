"""Sentences of the command that saves passwords and tokens in the keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import printable, quoted
from profile_browser.messages.secrets import SECRETS, secret_word

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import Secret

DESCRIPTION = _(
    "Save a connection's password, or its token for a gateway, in the keyring, or "
    "remove it. You are asked for it; without a terminal, it is the first line of "
    "standard input. Exit codes: 0 the keyring was changed, 2 the keyring could "
    "not be changed, or the options or the configuration are not valid."
)
ACTION_HELP = _("save a password or token, or remove the saved one")


def no_keyring(secret: Secret) -> str:
    """Say that a password or token cannot be saved, and what to do instead."""
    return _(
        "No keyring is available to save the {secret}. Use PROFILE_BROWSER_PASSWORD instead."
    ).format(secret=secret_word(secret))


def nothing_entered(secret: Secret) -> str:
    """Say that no password or token was entered."""
    return _("No {secret} was entered.").format(secret=secret_word(secret))


def entered_not_text(secret: Secret) -> str:
    """Say that what was entered is not text."""
    return _("The {secret} contains bytes that this terminal cannot read as text.").format(
        secret=secret_word(secret)
    )


def not_saved(secret: Secret) -> str:
    """Say that the keyring failed to save a password or token."""
    return _("The keyring did not save the {secret}.").format(secret=secret_word(secret))


def not_removed(secret: Secret) -> str:
    """Say that the keyring failed to remove a password or token."""
    return _("The keyring did not remove the {secret}.").format(secret=secret_word(secret))


def password_saved(connection: Connection) -> str:
    """Say that a password or token was saved in the keyring."""
    return _filled_with(connection, SECRETS[connection.kind.secret].saved)


def password_removed(connection: Connection) -> str:
    """Say that a password or token was removed from the keyring."""
    return _filled_with(connection, SECRETS[connection.kind.secret].removed)


def _filled_with(connection: Connection, sentence: str) -> str:
    user, title = quoted(connection.username), printable(connection.title)
    return sentence.format(user=user, connection=title)
