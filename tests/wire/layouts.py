"""Record layouts for tests, and documents that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.record import MOST_MORE, USUAL_LAYOUT, RecordLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

HASH = "$2b$12$hash-of-another-layout"
HIDDEN = "a-field-that-nobody-described"


def layout(
    *more: Field, negated: str = "", paths: Mapping[str, str] | None = None, **keys: str
) -> RecordLayout:
    """Return a layout with these paths; ``negated`` is the path of the opposite of disabled."""
    placed = (
        field._replace(path=negated, is_negated=True)
        if negated and field.name == "disabled"
        else field._replace(path=(paths or {}).get(field.name, field.path))
        for field in FIELDS
    )
    return RecordLayout(built_in=tuple(placed), more=more, **keys)


def added(path: str, kind: FieldKind = FieldKind.TEXT) -> Field:
    """Return a field that a layout adds, labelled with its path."""
    return Field(path.title(), kind, path=path)


NESTED = layout(
    added("contact.phone"),
    paths={"username": "login.name", "email": "contact.email", "full_name": "person.full name"},
    id="user:{username}:profile",
    type="customer",
    type_field="meta.kind",
)
UNTYPED = layout(negated="is_active", id="{username}", type="")
FULL = layout(*(added(f"more.field{number}") for number in range(MOST_MORE)))
LAYOUTS = {"usual": USUAL_LAYOUT, "nested": NESTED, "untyped": UNTYPED, "full": FULL}


def document(layout: RecordLayout, username: str, **values: object) -> dict[str, object]:
    """Return a record of this layout with a hash and other fields that the layout lacks.

    ``values`` are those of the built-in fields; each added field has its path as a text.
    """
    made: dict[str, object] = {"hashed_password": HASH, "notes": {"contact": HIDDEN}}
    for field in layout.built_in:
        value = {"username": username, "disabled": False, **values}.get(field.name, field.name)
        _put(made, field.path, not value if field.is_negated else value)
    for field in layout.more:
        _put(made, field.path, field.path)
    if layout.type:
        _put(made, layout.type_field, layout.type)
    return made


def _put(document: dict[str, object], path: str, value: object) -> None:
    *parents, last = path.split(".")
    for name in parents:
        inner = document.setdefault(name, {"undescribed": HIDDEN})
        assert isinstance(inner, dict)
        document = inner
    document[last] = value
