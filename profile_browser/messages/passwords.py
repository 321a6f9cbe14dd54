"""Sentences about a connection's password: where it is, and how to show it."""

from __future__ import annotations

from profile_browser.domain.password_source import PasswordSource

SHOW = "Hold to show the password"
_HINTS = {
    PasswordSource.ENTERED: "Kept for this run only",
    PasswordSource.ENVIRONMENT: "In an environment variable",
    PasswordSource.KEYRING: "Saved in the keyring",
    None: "None yet",
}
HINT_OTHER_LOGIN = "Enter the password again"
LEAVE_EMPTY = "Leave this empty to keep the current password"
_SAVED = {
    PasswordSource.ENTERED: "The password is kept until you close the program.",
    PasswordSource.ENVIRONMENT: "The password is in an environment variable.",
    PasswordSource.KEYRING: "The password is in the keyring.",
    None: "There is no password yet. The program asks for it when it is needed.",
}


def hint(source: PasswordSource | None) -> str:
    """Say in the empty field where the present password is."""
    return _HINTS[source]


def saved(source: PasswordSource | None) -> str:
    """Say that a connection was saved, and where its password is."""
    return f"Saved. {_SAVED[source]}"
