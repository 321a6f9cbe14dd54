"""The record layout of a connection: read from the table ``record`` in its table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from profile_browser.domain.document import USERNAME_PLACE
from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.record import MOST_MORE, RecordLayout
from profile_browser.domain.secret_names import is_secret
from profile_browser.messages import record_settings as wording
from profile_browser.messages.settings import fault_of_key
from profile_browser.settings.values import FaultError, read_text, read_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.settings.values import Description

_ENABLED, _DISABLED, _MORE = "enabled", "disabled", "more"
_LAYOUT_KEYS = ("id", "type", "type_field", _MORE)
_KINDS = {
    kind.name.lower(): kind
    for kind in (
        FieldKind.TEXT,
        FieldKind.NUMBER,
        FieldKind.YES_NO,
        FieldKind.DATE,
        FieldKind.LIST,
    )
}
_DEEPEST, _LONGEST_PATH = 32, 1000  # the cluster's limits are 32 levels and 1024 bytes
_LONGEST_ID, _LONGEST_LABEL = 200, 60
_NOT_IN_PATHS = set('`[]"\\')


def read_record(value: object) -> RecordLayout:
    """Return the layout that a table describes. Raises FaultError, a sentence for each fault."""
    if not isinstance(value, dict):
        raise FaultError(wording.RECORD_NO_TABLE)
    values, faults = read_values(value, _describe_record())
    if _ENABLED in values and _DISABLED in values:
        faults[_ENABLED] = wording.DISABLED_AND_ENABLED
    _refuse(faults)
    built_in = tuple(_placed(field, values) for field in FIELDS)
    others = {name: values[name] for name in _LAYOUT_KEYS if name in values}
    return RecordLayout(built_in=built_in, **others)


def _placed(field: Field, paths: Mapping[str, str]) -> Field:
    """Return a built-in field at the path that a table gives, if it gives one."""
    if field.name == _DISABLED and _ENABLED in paths:
        return replace(field, path=paths[_ENABLED], is_negated=True)
    return replace(field, path=paths.get(field.name, field.path))


def _describe_record() -> Description:
    return {
        **dict(zip(_LAYOUT_KEYS, (_id, read_text, _path, _more), strict=True)),
        **{field.name: _path for field in FIELDS},
        _ENABLED: _path,
    }


def _describe_more() -> Description:
    return {"field": _path, "label": _label, "kind": _kind}


def _id(value: object) -> str:
    text = read_text(value, _LONGEST_ID)
    if text.count(USERNAME_PLACE) != 1:
        raise FaultError(wording.ID_NEEDS_USERNAME)
    return text


def _path(value: object) -> str:
    path = read_text(value, _LONGEST_PATH)
    parts = path.split(".")
    if not all(parts) or len(parts) > _DEEPEST or _NOT_IN_PATHS & set(path):
        raise FaultError(wording.PATH_NOT_VALID)
    if is_secret(path):
        raise FaultError(wording.SECRET)
    return path


def _label(value: object) -> str:
    label = read_text(value, _LONGEST_LABEL).strip()
    if not label:
        raise FaultError(wording.MISSING)
    return label


def _kind(value: object) -> FieldKind:
    if not isinstance(value, str) or value not in _KINDS:
        raise FaultError(wording.kind_unknown(list(_KINDS)))
    return _KINDS[value]


def _more(value: object) -> tuple[Field, ...]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise FaultError(wording.MORE_NO_TABLES)
    if len(value) > MOST_MORE:
        raise FaultError(wording.MORE_TOO_MANY)
    taken = {field.label.casefold() for field in FIELDS}
    return tuple(_more_field(place, table, taken) for place, table in enumerate(value, 1))


def _more_field(place: int, table: Mapping[str, object], taken: set[str]) -> Field:
    values, faults = read_values(table, _describe_more())
    for name in ("field", "label"):
        if name not in table:
            faults[name] = wording.MISSING
    label = values.get("label", "")
    if label.casefold() in taken:
        faults["label"] = wording.label_taken(label)
    taken.add(label.casefold())
    _refuse({f"{_MORE} {place}, {name}": text for name, text in faults.items()})
    return _field(values)


def _field(values: Mapping[str, Any]) -> Field:
    kind = values.get("kind", FieldKind.TEXT)
    return Field(values["label"], kind, path=values["field"], name=values["field"])


def _refuse(faults: Mapping[str, str]) -> None:
    if faults:
        raise FaultError(" ".join(fault_of_key(*fault) for fault in faults.items()))
