"""The fields of a profile: one line each. Everything that reads, shows or copies them starts here.

A new field is one more line of ``ProfileFields``. It is fetched, search results carry it, the form
and the list of matches show it, copies and JSON contain it, and in a ticket it is masked unless it
says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Annotated, get_type_hints


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


class ProfileFields:
    """The public fields, in the order in which they are shown. ``User`` is the model of them."""

    username: Annotated[str, Field("Username")]
    full_name: Annotated[str | None, Field("Full name", mask=Mask.INITIALS)] = None
    email: Annotated[str | None, Field("E-mail", mask=Mask.ADDRESS)] = None
    disabled: Annotated[bool | None, Field("Account", FieldKind.ACCOUNT, Mask.NONE)] = None


def fields_of(owner: type) -> tuple[Field, ...]:
    """Return the fields of a class, in its order; one without a line is at its own name."""
    return tuple(
        _named(name, getattr(hint, "__metadata__", ()))
        for name, hint in get_type_hints(owner, include_extras=True).items()
    )


def _named(name: str, metadata: tuple[object, ...]) -> Field:
    field = next((item for item in metadata if isinstance(item, Field)), Field(label=name))
    return replace(field, name=name, path=field.path or name)


FIELDS: tuple[Field, ...] = fields_of(ProfileFields)
