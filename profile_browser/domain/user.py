"""A user's record, as a model of the fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Self

from profile_browser.domain.document import USERPROFILE_DOC_TYPE
from profile_browser.domain.fields import FIELDS, Field, ProfileFields, fields_of
from profile_browser.domain.more_values import MoreValue, read_more
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_ABSENT = object()


class SecretText:
    """A text that is not shown by accident, as in a log."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_secret_value(self) -> str:
        """Return the text."""
        return self._text

    def __repr__(self) -> str:
        return "SecretText()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretText) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)


@dataclass(frozen=True, kw_only=True)
class User(ProfileFields):
    """The public fields.

    The program never requests others from a store. ``more`` has the values of the fields that the
    connection's record layout adds, in its order. ``damaged`` has the values of public fields that
    are of another kind in the record; these fields are None here. Staff act on essential fields,
    so a record in which one of those is damaged is no user.
    """

    more: tuple[MoreValue, ...] = field(default=(), repr=False)
    damaged: tuple[MoreValue, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, contents: Mapping[str, Any], damaged: tuple[MoreValue, ...] = ()) -> Self:
        """Return the user with these contents, by field name, which are valid."""
        return cls(**contents, damaged=damaged)

    @property
    def public_values(self) -> dict[str, object]:
        """The contents of the public fields, by their names."""
        return {field.name: getattr(self, field.name) for field in FIELDS}


@dataclass(frozen=True, kw_only=True)
class UserInDB(User):
    """The whole record, for code that must check a password. The program does not read it."""

    type: Annotated[str, Field("Type")] = USERPROFILE_DOC_TYPE
    hashed_password: Annotated[SecretText, Field("Password hash")]

    @classmethod
    def of(cls, contents: Mapping[str, Any], damaged: tuple[MoreValue, ...] = ()) -> Self:
        """Return the user with these contents, by field name, which are valid."""
        secret = SecretText(contents["hashed_password"])
        return super().of({**contents, "hashed_password": secret}, damaged)


def paths_of(model: type[User], layout: RecordLayout = USUAL_LAYOUT) -> list[str]:
    """Return where in a document the model's fields and those that the layout adds are."""
    fields = (*layout.placed(fields_of(model)), *layout.more)
    return list(dict.fromkeys(field.path for field in fields))


def values_of(
    document: Mapping[str, object], model: type[User], layout: RecordLayout = USUAL_LAYOUT
) -> dict[str, object]:
    """Return the model's values that the document has, by field name.

    The document is nested, as stored, or flat with dotted paths as keys.
    """
    fields = layout.placed(fields_of(model))
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
