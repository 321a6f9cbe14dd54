"""A user's record, as a model of the fields."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, SecretStr, SkipValidation, field_validator
from pydantic import Field as ModelField

from profile_browser.domain.document import USERPROFILE_DOC_TYPE
from profile_browser.domain.fields import ProfileFields, fields_of
from profile_browser.domain.more_values import MoreValue, read_more
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.fields import Field

# A plug-in from another package would see every record, and searching for plug-ins takes time.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"

_ABSENT = object()


class User(ProfileFields, BaseModel):
    """The public fields. The program never requests others from a store.

    ``more`` are the values of the fields that a connection adds, in its order.
    Types are strict: a document with ``"disabled": "off"`` is damaged, not enabled.
    Validation errors hide the inputs, because their text reaches logs and tickets.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    more: Annotated[SkipValidation[tuple[MoreValue, ...]], ModelField(exclude=True)] = ()

    @field_validator("*")
    @classmethod
    def _refuse_lone_surrogates(cls, value: object) -> object:
        if isinstance(value, str):
            value.encode()  # raises a ValueError: half a character cannot be shown or written
        return value


class UserInDB(User):
    """The whole record, for code that must check a password. The program does not read it."""

    type: str = USERPROFILE_DOC_TYPE
    hashed_password: SecretStr


def paths_of(model: type[User], layout: RecordLayout = USUAL_LAYOUT) -> list[str]:
    """Return where in a document the model's fields and those that the layout adds are."""
    built_in = map(layout.path_of, _fields_of(model))
    return list(dict.fromkeys([*built_in, *(field.path for field in layout.more)]))


def values_of(
    document: Mapping[str, object], model: type[User], layout: RecordLayout = USUAL_LAYOUT
) -> dict[str, object]:
    """Return the model's values that the document has, by field name.

    The document is nested, as stored, or flat with dotted paths as keys.
    """
    found = {field.name: _value_at(document, layout.path_of(field)) for field in _fields_of(model)}
    if layout.enabled and isinstance(found["disabled"], bool):
        found["disabled"] = not found["disabled"]
    if layout.more:
        found["more"] = tuple(_more_value(document, field) for field in layout.more)
    return {name: value for name, value in found.items() if value is not _ABSENT}


def _more_value(document: Mapping[str, object], field: Field) -> MoreValue:
    value = _value_at(document, field.path)
    return MoreValue(field) if value is _ABSENT else read_more(field, value)


@cache  # to read the annotations takes 0.12 ms, and each lookup asks twice
def _fields_of(model: type[User]) -> list[Field]:
    stored = {name for name, about in model.model_fields.items() if not about.exclude}
    return [field for field in fields_of(model) if field.name in stored]


def _value_at(document: object, path: str) -> object:
    if isinstance(document, dict) and path in document:
        return document[path]
    for part in path.split("."):
        if not isinstance(document, dict) or part not in document:
            return _ABSENT
        document = document[part]
    return document
