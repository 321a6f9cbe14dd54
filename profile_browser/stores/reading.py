"""Turns a document into an outcome, with the same rules for every store."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.local_time import local_now
from profile_browser.domain.outcome import Found
from profile_browser.domain.record import USUAL_LAYOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.more_values import MoreValue
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

    A wrong value damages its field alone, unless the field is essential or not a public one.
    pydantic is imported here, on the thread that reads: it takes 80 ms, and a window opens its
    stores on the thread that paints.
    """
    from pydantic import ValidationError

    from profile_browser.domain.user import damaged_of, more_of, values_of

    values = values_of(document, model, layout)
    damaged: tuple[MoreValue, ...] = ()
    try:
        user = model.model_validate(values)
    except ValidationError as error:
        faults = error.errors(include_input=False)
        names = dict.fromkeys(str(fault["loc"][0]) for fault in faults)
        damaged = damaged_of(values, names)
        if len(damaged) < len(names):
            raise DamagedDocumentError(*names) from None
        user = model.model_validate({**values, **dict.fromkeys(names)})
    more = more_of(document, layout)
    return user.with_values(more, damaged) if more or damaged else user


def undamaged(user: UserModel | None) -> UserModel | None:
    """Return a user as it is. Raises DamagedDocumentError if a field is damaged."""
    if user is not None and user.damaged:
        raise DamagedDocumentError(*(value.field.name for value in user.damaged))
    return user


def found(connection: Connection, asked: str, user: User) -> Found:
    """Return the outcome for a user just read by this username."""
    return Found(user, connection.title, local_now(), asked)
