"""What is said of the password of a database user, and of a token, which has no user.

Sentences that differ in one word name it as ``{secret}``. The others differ as in this table.
"""

from collections.abc import Mapping
from typing import NamedTuple

from profile_browser.domain.store_kind import Secret
from profile_browser.messages.catalogue import _, in_context


class SecretWording(NamedTuple):
    """The parts of sentences that differ, with the placeholders of the sentences."""

    title: str  # of a window and of its field
    wanted: str
    question: str
    suspects: str
    suspects_in: str  # where a variable holds it
    correction: str
    correction_in: str
    missing_record: str  # a check asked for it
    reading_right: str
    searching_right: str
    sign_in_stage: str
    database_stage: str
    record_stage: str
    saved: str
    removed: str


SECRETS: Mapping[Secret, SecretWording] = {
    Secret.PASSWORD: SecretWording(
        title=_("Password"),
        wanted=_(
            "Enter the password of the database user {user}, or ask your administrator for it."
        ),
        question=_("Password for {user} on {connection}"),
        suspects=_("The database user {user} or the password is wrong."),
        suspects_in=_(
            "The database user {user} or the password in the environment variable {variable} is "
            "wrong."
        ),
        correction_in=_(
            "Enter another password for this run, or correct the variable and start the program "
            "again."
        ),
        correction=_("The password may have changed. Enter it again, or ask your administrator."),
        missing_record=_(
            "There is no record with the ID {document_id}. If this user exists, correct "
            "the id in the record table of the connection."
        ),
        reading_right=_(
            "The database user {user} needs the {right} {role} on the {noun} {database}."
        ),
        searching_right=_(
            "To search, the database user {user} needs the {right} {role} on the {noun} {database}."
        ),
        sign_in_stage=_("Sign-in succeeds"),
        database_stage=_("Database opens"),
        record_stage=_("The record layout fits"),
        saved=_("Saved the password for {user} on {connection} in the keyring."),
        removed=_("Removed the password for {user} on {connection} from the keyring."),
    ),
    Secret.TOKEN: SecretWording(
        title=_("Token"),
        wanted=_("Enter your token, or ask your administrator for it."),
        question=_("Token for {connection}"),
        suspects=_("The token is wrong, or was revoked."),
        suspects_in=_("The token in the environment variable {variable} is wrong, or was revoked."),
        correction_in=_(
            "Enter another token for this run, or correct the variable and start the program again."
        ),
        correction=_("Enter it again, or ask your administrator for another."),
        missing_record=_(
            "If this user exists, the administrator of the gateway can correct the id in "
            "its record layout."
        ),
        reading_right=_("The token needs the {right} {role}."),
        searching_right=_("To search, the token needs the {right} {role}."),
        sign_in_stage=_("Token is accepted"),
        database_stage=_("The gateway's store responds"),
        record_stage=_("A record can be read"),
        saved=_("Saved the token for {connection} in the keyring."),
        removed=_("Removed the token for {connection} from the keyring."),
    ),
}

_WORDS = {
    Secret.PASSWORD: in_context("inside a sentence", "password"),
    Secret.TOKEN: in_context("inside a sentence", "token"),
}


def secret_word(secret: Secret) -> str:
    """Name a kind of secret inside a sentence: “password” or “token”."""
    return _WORDS[secret]


def secret_title(secret: Secret) -> str:
    """Name a kind of secret, as the label of its field."""
    return SECRETS[secret].title
