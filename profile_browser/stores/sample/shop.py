"""The record layout of “Sample shop”: another id and type, nested paths, and six added fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.record import RecordLayout
from profile_browser.messages.settings import SHOP_LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_PLACES: Mapping[str, Mapping[str, Any]] = {
    "email": {"path": "contact.email"},
    "full_name": {"path": "name"},
    "disabled": {"path": "is_active", "is_negated": True},
}
_MORE = {
    "contact.phone": FieldKind.TEXT,
    "account.balance": FieldKind.NUMBER,
    "preferences.newsletter": FieldKind.YES_NO,
    "customer_since": FieldKind.DATE,
    "orders.last_at": FieldKind.DATE,
    "tags": FieldKind.LIST,
}

SHOP_LAYOUT = RecordLayout(
    id="customer:{username}",
    type="customer",
    type_field="kind",
    built_in=tuple(field._replace(**_PLACES.get(field.name, {})) for field in FIELDS),
    more=tuple(Field(SHOP_LABELS[path], kind, path=path) for path, kind in _MORE.items()),
)
