"""People with fields that a layout adds to the built-in ones."""

from collections.abc import Iterable
from dataclasses import replace

from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.more_values import MoreValue, read_more
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.user import User, more_of
from tests.unit.helpers.people import user

TEXT, NUMBER, YES_NO = FieldKind.TEXT, FieldKind.NUMBER, FieldKind.YES_NO
DATE, LIST = FieldKind.DATE, FieldKind.LIST
LONG_INTEGER = 123456789012345678901234567890  # beyond 64 bits

TWELVE = {
    "Phone": (TEXT, "contact.phone", "+43 660 1234567"),
    "Customer number": (NUMBER, "number", 1234567),
    "Credit": (NUMBER, "credit", 1234.5),
    "Customer since": (DATE, "since", "2019-03-01"),
    "Last sign-in": (DATE, "signed_in", "2026-11-22T23:30:00Z"),
    "Newsletter": (YES_NO, "newsletter", True),
    "Groups": (LIST, "groups", ["gold", "beta testers", "press"]),
    "Notes": (TEXT, "notes", "Calls every Monday and wants to speak to the same person. " * 40),
    "Languages & preferred times of day of the customer": (LIST, "languages", ["de", "en"] * 100),
    "Company": (TEXT, "company.name", "Donaudampfschifffahrtsgesellschaft" * 3),
    "Contract ends": (DATE, "contract.end", "soon"),
    "Fax": (TEXT, "contact.fax", None),
}


def field(label: str, kind: FieldKind, path: str = "") -> Field:
    """Return a field that a layout adds."""
    return Field(label, kind, path=path or label.lower())


def value(kind: FieldKind, stored: object, label: str = "Field") -> MoreValue:
    """Return a stored value as one of an added field."""
    return read_more(field(label, kind), stored)


def user_with(values: Iterable[MoreValue], username: str = "johndoe", **fields: str | bool) -> User:
    """Return a user with these added values."""
    return replace(user(username, **fields), more=tuple(values))


def layout_of_twelve() -> RecordLayout:
    """Return a layout with as many added fields as there can be."""
    more = (field(label, kind, path) for label, (kind, path, _) in TWELVE.items())
    return RecordLayout(more=tuple(more))


def user_with_twelve(username: str = "johndoe") -> User:
    """Return a user with twelve added values, some of them long, one damaged, one missing."""
    document = {path: stored for _, path, stored in TWELVE.values() if stored is not None}
    more = more_of(document, layout_of_twelve())
    return user_with(
        more, username, full_name="John Doe", email="johndoe@example.com", disabled=False
    )
