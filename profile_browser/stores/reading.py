"""Turns a document into an outcome, with the same rules for every store."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.outcome import Found
from profile_browser.domain.record import USUAL_LAYOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.user import User

UserModel = TypeVar("UserModel", bound="User")


class DamagedDocumentError(ValueError):
    """A record that is not valid. ``fields`` names the damaged fields, without their values.

    No fields mean that the document is not a JSON object.
    """

    def __init__(self, *fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def user_from(
    document: Mapping[str, object],
    model: type[UserModel],
    layout: RecordLayout = USUAL_LAYOUT,
) -> UserModel:
    """Return the document as the model. Raises DamagedDocumentError if it is not valid.

    pydantic is imported here, on the thread that reads: it takes 80 ms, and a window opens its
    stores on the thread that paints.
    """
    from pydantic import ValidationError

    from profile_browser.domain.user import more_of, values_of

    try:
        user = model.model_validate(values_of(document, model, layout))
    except ValidationError as error:
        names = [str(fault["loc"][0]) for fault in error.errors(include_input=False)]
        raise DamagedDocumentError(*dict.fromkeys(names)) from None
    return user.with_more(more_of(document, layout)) if layout.more else user


def found(connection: Connection, asked: str, user: User) -> Found:
    """Return the outcome for a user just read by this username."""
    return Found(user, connection.title, datetime.now().astimezone(), asked)
