"""Turns a document into an outcome, with the same rules for every store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from profile_browser.domain.fields import fields_of
from profile_browser.domain.local_time import local_now
from profile_browser.domain.more_values import read_content
from profile_browser.domain.outcome import Found
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.user import damaged_of, more_of, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.fields import Field
    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.user import User

UserModel = TypeVar("UserModel", bound="User")
_AnyUser = TypeVar("_AnyUser", bound="User | None")
_REQUIRED = object()


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
    """Return the document as the model. Raises DamagedDocumentError if it is not valid."""
    user = read_user(values_of(document, model, layout), model)
    more = more_of(document, layout)
    return replace(user, more=more) if more else user


def read_user(values: Mapping[str, object], model: type[UserModel]) -> UserModel:
    """Return values, by field name, as the model. Raises DamagedDocumentError if one is not valid.

    A wrong value damages its field alone, unless the field is essential or not a public one.
    """
    fields = fields_of(model)
    wrong = [field.name for field in fields if not _is_valid(field, values, model)]
    damaged = damaged_of(values, wrong)
    if len(damaged) < len(wrong):
        raise DamagedDocumentError(*wrong)
    contents = {
        field.name: read_content(field.kind, values[field.name])
        for field in fields
        if field.name in values
    }
    return model.of(contents, damaged)


def _is_valid(field: Field, values: Mapping[str, object], model: type[User]) -> bool:
    """Return whether the field's value, by its name, is of its kind.

    Types are strict: a document with ``"disabled": "off"`` is damaged, not enabled.
    """
    default = getattr(model, field.name, _REQUIRED)
    value = values.get(field.name, default)
    is_default = value is default and default is not _REQUIRED
    return is_default or read_content(field.kind, value) is not None


def undamaged(user: _AnyUser) -> _AnyUser:
    """Return a user as it is. Raises DamagedDocumentError if a field is damaged."""
    if user is not None and user.damaged:
        raise DamagedDocumentError(*(value.field.name for value in user.damaged))
    return user


def found(connection: Connection, asked: str, user: User) -> Found:
    """Return the outcome for a user just read by this username."""
    return Found(user, connection.title, local_now(), asked)
