"""What is said of the password of a database user, and of a token, which has no user.

Sentences that differ in one word name it as ``{secret}``. The others differ as in this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.store_kind import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping


class SecretWording(NamedTuple):
    """The parts of sentences that differ, with the placeholders of the sentences."""

    title: str  # of a window and of its field
    wanted: str
    question: str
    suspects: str
    correction: str  # where no variable holds it
    missing_record: str  # a check asked for it
    owner: str
    needs: str
    sign_in_stage: str
    database_stage: str
    record_stage: str


SECRETS: Mapping[Secret, SecretWording] = {
    Secret.PASSWORD: SecretWording(
        title="Password",
        wanted="the password of the database user {user}",
        question="Password for {user} on {connection}",
        suspects="The database user {user} or the password{place} is wrong.{account_hint}",
        correction="The password may have changed. Enter it again, or ask your administrator.",
        missing_record="There is no record with the ID {document_id}. If this user exists, correct "
        "the id in the record table of the connection.",
        owner="the database user {user}",
        needs="needs the {right} {role} on the {noun} {database}",
        sign_in_stage="Sign-in succeeds",
        database_stage="Database opens",
        record_stage="The record layout fits",
    ),
    Secret.TOKEN: SecretWording(
        title="Token",
        wanted="your token",
        question="Token for {connection}",
        suspects="The token{place} is wrong, or was revoked.",
        correction="Enter it again, or ask your administrator for another.",
        missing_record="If this user exists, the administrator of the gateway can correct the id "
        "in its record layout.",
        owner="the token",
        needs="needs the {right} {role}",
        sign_in_stage="Token is accepted",
        database_stage="The gateway's store responds",
        record_stage="A record can be read",
    ),
}


def secret_title(secret: Secret) -> str:
    """Name a kind of secret, as the label of its field."""
    return SECRETS[secret].title
