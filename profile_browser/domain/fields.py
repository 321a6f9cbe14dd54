"""The fields of a profile: one line each. Everything that reads, shows or copies them starts here.

A new field is one more line of ``User``. It is fetched, searched results carry it, the form and the
list of matches show it, copies and JSON hold it, and in a ticket it is masked unless it says
otherwise.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, SecretStr

from profile_browser.domain.document import USERPROFILE_DOC_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

# A plug-in that another package brings would see every record; looking for one takes time, too.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "true"


class FieldKind(Enum):
    """How a value is shown."""

    TEXT = auto()
    ACCOUNT = auto()  # True is a disabled account, False an active one


class Mask(Enum):
    """What is left of a value in a masked copy."""

    FIRST_LETTER = auto()
    INITIALS = auto()
    ADDRESS = auto()
    NONE = auto()  # the value is copied as it is


@dataclass(frozen=True)
class Field:
    """What the program knows of a field. ``path`` is where in the document it is, with dots."""

    label: str
    kind: FieldKind = FieldKind.TEXT
    mask: Mask = Mask.FIRST_LETTER
    path: str = ""
    name: str = ""


class User(BaseModel):
    """The public fields: all that the program ever asks a store for.

    Types are strict: a document that says ``"disabled": "off"`` is damaged, not enabled.
    Inputs are hidden in validation errors, because their text reaches logs and tickets.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    username: Annotated[str, Field("Username")]
    full_name: Annotated[str | None, Field("Full name", mask=Mask.INITIALS)] = None
    email: Annotated[str | None, Field("E-mail", mask=Mask.ADDRESS)] = None
    disabled: Annotated[bool | None, Field("Account", FieldKind.ACCOUNT, Mask.NONE)] = None


class UserInDB(User):
    """The whole record, for code that must check a password; no part of the program reads it."""

    type: str = USERPROFILE_DOC_TYPE
    hashed_password: SecretStr


def _field_of(model: type[User], name: str) -> Field:
    known = (item for item in model.model_fields[name].metadata if isinstance(item, Field))
    field = next(known, Field(label=name))
    return replace(field, name=name, path=field.path or name)


# What is shown, in this order.
FIELDS: tuple[Field, ...] = tuple(_field_of(User, name) for name in User.model_fields)


def paths_of(model: type[User]) -> list[str]:
    """Return where in a document the model's fields are."""
    return [_field_of(model, name).path for name in model.model_fields]


def values_of(document: Mapping[str, object], model: type[User]) -> dict[str, object]:
    """Return the model's values by field name, as far as the document has them.

    The document is nested as it is stored, or flat with whole paths as keys.
    """
    fields = (_field_of(model, name) for name in model.model_fields)
    found = {field.name: _value_at(document, field.path) for field in fields}
    return {name: value for name, value in found.items() if value is not _ABSENT}


_ABSENT = object()


def _value_at(document: object, path: str) -> object:
    if isinstance(document, dict) and path in document:
        return document[path]
    for part in path.split("."):
        if not isinstance(document, dict) or part not in document:
            return _ABSENT
        document = document[part]
    return document
