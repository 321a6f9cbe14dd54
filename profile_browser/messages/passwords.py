"""Sentences about a connection's password or token: where it is, how to show it, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.password_source import PasswordSource
from profile_browser.domain.problem import Reason
from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import printable
from profile_browser.messages.secrets import secret_word

if TYPE_CHECKING:
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.store_kind import Secret

SAVED = _("Saved.")
_HINTS = {
    PasswordSource.ENTERED: _("Kept for this run only"),
    PasswordSource.ENVIRONMENT: _("In an environment variable"),
    PasswordSource.KEYRING: _("Saved in the keyring"),
    None: _("None yet"),
}
_SAVED = {
    PasswordSource.ENTERED: _("The {secret} is kept until you close the program."),
    PasswordSource.ENVIRONMENT: _("The {secret} is in an environment variable."),
    PasswordSource.KEYRING: _("The {secret} is in the keyring."),
    None: _("There is no {secret} yet. The program asks for it when it is needed."),
}


def show(secret: Secret) -> str:
    """Name the button that shows what is typed."""
    return _("Hold to show the {secret}").format(secret=secret_word(secret))


def leave_empty(secret: Secret) -> str:
    """Say that an empty field changes nothing."""
    return _("Leave this empty to keep the current {secret}").format(secret=secret_word(secret))


def enter_again(secret: Secret) -> str:
    """Say in the empty field that the present one is for another address or user."""
    return _("Enter the {secret} again").format(secret=secret_word(secret))


def hint(source: PasswordSource | None) -> str:
    """Say in the empty field where the present password is."""
    return _HINTS[source]


def saved(source: PasswordSource | None, secret: Secret) -> str:
    """Say that a connection was saved, and where its password or token is."""
    where = _SAVED[source].format(secret=secret_word(secret))
    return f"{SAVED} {where}"


def sign_in_refused(problem: Problem, variable: str) -> str:
    """Say why the password prompt appears, and which variable held the refused one, if any."""
    title, secret = printable(problem.connection.title), problem.connection.kind.secret
    pattern = _sign_in_pattern(expired=problem.reason is Reason.TOKEN_EXPIRED, named=bool(variable))
    return pattern.format(secret=secret_word(secret), connection=title, variable=variable)


def _sign_in_pattern(*, expired: bool, named: bool) -> str:
    if expired:
        inside = _("The {secret} for {connection} in {variable} has expired.")
        return inside if named else _("The {secret} for {connection} has expired.")
    inside = _("{connection} refused the sign-in with the {secret} in {variable}.")
    return inside if named else _("{connection} refused the sign-in.")
