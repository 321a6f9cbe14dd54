"""A user's record, as a model of the fields."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr, SecretStr, field_validator

from profile_browser.domain.document import USERPROFILE_DOC_TYPE
from profile_browser.domain.fields import FIELDS, ProfileFields, fields_of
from profile_browser.domain.more_values import MoreValue, read_more
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from profile_browser.domain.fields import Field

# A plug-in from another package would see every record, and searching for plug-ins takes time.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"

_ABSENT = object()


class User(ProfileFields, BaseModel):
    """The public fields, and in ``more`` those that the connection's record layout adds.

    The program never requests others from a store.

    Types are strict: a document with ``"disabled": "off"`` is damaged, not enabled.
    Validation errors hide the inputs, because their text reaches logs and tickets.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    _more: tuple[MoreValue, ...] = PrivateAttr(default=())
    _damaged: tuple[MoreValue, ...] = PrivateAttr(default=())

    @property
    def more(self) -> tuple[MoreValue, ...]:
        """The values of the fields that the connection's record layout adds, in its order."""
        return self._more

    @property
    def damaged(self) -> tuple[MoreValue, ...]:
        """The values of public fields that are of another kind in the record; here they are None.

        Staff act on essential fields, so a record in which one of those is damaged is no user.
        """
        return self._damaged

    def with_values(self, more: tuple[MoreValue, ...], damaged: tuple[MoreValue, ...] = ()) -> Self:
        """Return the user with these values of added and of damaged fields."""
        copy = self.model_copy()
        copy._more, copy._damaged = more, damaged  # noqa: SLF001 - a new object of this very class
        return copy

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
    fields = (*layout.placed(_fields_of(model)), *layout.more)
    return list(dict.fromkeys(field.path for field in fields))


def values_of(
    document: Mapping[str, object], model: type[User], layout: RecordLayout = USUAL_LAYOUT
) -> dict[str, object]:
    """Return the model's values that the document has, by field name.

    The document is nested, as stored, or flat with dotted paths as keys.
    """
    fields = layout.placed(_fields_of(model))
    found = {field.name: _meant_value(document, field) for field in fields}
    return {name: value for name, value in found.items() if value is not _ABSENT}


def has_type(document: Mapping[str, object], layout: RecordLayout) -> bool:
    """Return whether a document is of the layout's type, or the layout has none."""
    return not layout.type or _value_at(document, layout.type_field) == layout.type


def flat_values(document: Mapping[str, object], paths: Iterable[str]) -> dict[str, object]:
    """Return what a nested document has at these dotted paths, by path."""
    found = {path: _value_at(document, path) for path in paths}
    return {path: value for path, value in found.items() if value is not _ABSENT}


def more_of(document: Mapping[str, object], layout: RecordLayout) -> tuple[MoreValue, ...]:
    """Return the values of the fields that the layout adds. A wrong value is damaged."""
    found = ((field, _value_at(document, field.path)) for field in layout.more)
    return tuple(
        MoreValue(field) if value is _ABSENT else read_more(field, value) for field, value in found
    )


def damaged_of(values: Mapping[str, object], names: Collection[str]) -> tuple[MoreValue, ...]:
    """Return the values of the fields with these names, but for essential ones."""
    fields = (field for field in FIELDS if field.name in names and not field.is_essential)
    return tuple(read_more(field, values[field.name]) for field in fields)


@cache  # to read the annotations takes 0.12 ms, and each lookup asks twice
def _fields_of(model: type[User]) -> list[Field]:
    return [field for field in fields_of(model) if field.name in model.model_fields]


def _meant_value(document: Mapping[str, object], field: Field) -> object:
    value = _value_at(document, field.path)
    return not value if field.is_negated and isinstance(value, bool) else value


def _value_at(document: object, path: str) -> object:
    if isinstance(document, dict) and path in document:
        return document[path]
    for part in path.split("."):
        if not isinstance(document, dict) or part not in document:
            return _ABSENT
        document = document[part]
    return document
