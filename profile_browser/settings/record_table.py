"""Reads and writes a connection's record layout: the table ``record`` in its table."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from profile_browser.domain.document import USERNAME_PLACE
from profile_browser.domain.field_paths import refuse_path
from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.record import MOST_MORE, USUAL_LAYOUT, RecordLayout
from profile_browser.domain.refusal import Refusal
from profile_browser.messages import record_settings as wording
from profile_browser.messages.details import EXPIRES, LAST_CHANGE, RECORD_ID
from profile_browser.messages.plain_text import is_blank
from profile_browser.messages.refusals import FIELD_EMPTY, refusal_text
from profile_browser.messages.settings import TOO_LONG
from profile_browser.settings.values import FaultError, read_text, read_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.messages.settings import KeyPath
    from profile_browser.settings.values import Description

_ID, _TYPE, _TYPE_FIELD, _MORE = "id", "type", "type_field", "more"
_ENABLED, _DISABLED = "enabled", "disabled"
_FIELD, _LABEL, _KIND = "field", "label", "kind"
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
_DEEPEST = 32  # parts of a path, in Couchbase
# Bytes of UTF-8. Couchbase allows 1024 in a path, and 250 in an id with its username.
_LONGEST_PATH, _LONGEST_ID = 1000, 200
_LONGEST_LABEL = 60  # characters
_OVERLOOKED = {"Pd", "Zs", "Cf"}  # categories of characters


def read_record(value: object) -> RecordLayout:
    """Return the layout that a table describes. Raises FaultError."""
    if not isinstance(value, dict):
        raise FaultError(wording.RECORD_NO_TABLE)
    values, faults = read_values(value, describe_record())
    if _ENABLED in value and _DISABLED in value:
        faults.setdefault((_ENABLED,), wording.DISABLED_AND_ENABLED)
    _refuse(faults)
    built_in = tuple(_placed(field, values) for field in FIELDS)
    others = {name: values[name] for name in (_ID, _TYPE, _TYPE_FIELD, _MORE) if name in values}
    layout = RecordLayout(built_in=built_in, **others)
    _refuse({**_taken_labels(layout), **_taken_paths(layout)})
    return layout


def record_table(layout: RecordLayout) -> dict[str, object]:
    """Return what a table must hold to describe this layout: what differs from the usual one."""
    usual = _texts(USUAL_LAYOUT)
    table: dict[str, object] = {
        name: text for name, text in _texts(layout).items() if text != usual.get(name)
    }
    if layout.more:
        table[_MORE] = [_more_table(field) for field in layout.more]
    return table


def describe_record() -> Description:
    """Describe the table of a layout."""
    return {
        _ID: _id,
        _TYPE: read_text,
        _TYPE_FIELD: _path,
        **{field.name: _path for field in FIELDS},
        _ENABLED: _path,
        _MORE: _more,
    }


def describe_more() -> Description:
    """Describe the table of a field that a layout adds."""
    return {_FIELD: _path, _LABEL: _label, _KIND: _kind}


def _placed(field: Field, paths: Mapping[str, str]) -> Field:
    """Return a built-in field at the path that a table gives, if it gives one."""
    if field.name == _DISABLED and _ENABLED in paths:
        return field._replace(path=paths[_ENABLED], is_negated=True)
    return field._replace(path=paths.get(field.name, field.path))


def _texts(layout: RecordLayout) -> dict[str, str]:
    """Return the texts in the table of a layout, by key."""
    return {
        _ID: layout.id,
        _TYPE: layout.type,
        _TYPE_FIELD: layout.type_field,
        **{_key_of(field): field.path for field in layout.built_in},
    }


def _key_of(field: Field) -> str:
    """Return the key that says where a built-in field is."""
    return _ENABLED if field.is_negated else field.name


def _more_table(field: Field) -> dict[str, str]:
    kind = {} if field.kind is FieldKind.TEXT else {_KIND: field.kind.name.lower()}
    return {_FIELD: field.path, _LABEL: field.label, **kind}


def _id(value: object) -> str:
    text = _read_bytes(value, _LONGEST_ID)
    if text.count(USERNAME_PLACE) != 1:
        raise FaultError(wording.ID_NEEDS_USERNAME)
    return text


def _path(value: object) -> str:
    path = _read_bytes(value, _LONGEST_PATH)
    if len(path.split(".")) > _DEEPEST:
        raise FaultError(TOO_LONG)
    if refused := refuse_path(path):
        raise FaultError(refusal_text(Refusal(refused)))
    return path


def _read_bytes(value: object, longest: int) -> str:
    """Return a text of at most so many bytes in UTF-8."""
    text = read_text(value)
    if len(text.encode()) > longest:
        raise FaultError(TOO_LONG)
    return text


def _label(value: object) -> str:
    label = read_text(value, _LONGEST_LABEL).strip()
    if is_blank(label):
        raise FaultError(FIELD_EMPTY)
    return label


def _kind(value: object) -> FieldKind:
    if not isinstance(value, str) or value not in _KINDS:
        raise FaultError(wording.kind_unknown(list(_KINDS)))
    return _KINDS[value]


def _more(value: object) -> tuple[Field, ...]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise FaultError(wording.MORE_NO_TABLES)
    if len(value) > MOST_MORE:
        raise FaultError({(MOST_MORE,): wording.MORE_TOO_MANY})
    faults: dict[KeyPath, str] = {}
    fields = []
    for place, table in enumerate(value):
        try:
            fields.append(_more_field(table))
        except FaultError as fault:
            faults |= {(place, *path): sentence for path, sentence in fault.faults.items()}
    _refuse(faults)
    return tuple(fields)


def _more_field(table: Mapping[str, object]) -> Field:
    values, faults = read_values(table, describe_more())
    faults |= {(name,): wording.MISSING for name in (_FIELD, _LABEL) if name not in table}
    _refuse(faults)
    return Field(values[_LABEL], values.get(_KIND, FieldKind.TEXT), path=values[_FIELD])


def _taken_labels(layout: RecordLayout) -> dict[KeyPath, str]:
    """Return a sentence for each label that people could confuse with another field's."""
    built_in = [field.label for field in layout.built_in]
    taken = {_as_read(label) for label in (*built_in, RECORD_ID, EXPIRES, LAST_CHANGE)}
    faults: dict[KeyPath, str] = {}
    for place, field in enumerate(layout.more):
        if _as_read(field.label) in taken:
            faults[_MORE, place, _LABEL] = wording.label_taken(field.label)
        taken.add(_as_read(field.label))
    return faults


def _as_read(label: str) -> str:
    """Return what tells a label apart: not case, spaces, hyphens or invisible characters."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    return "".join(one for one in folded if unicodedata.category(one) not in _OVERLOOKED)


def _taken_paths(layout: RecordLayout) -> dict[KeyPath, str]:
    """Return a sentence for each path that is another's, or leads to an object with another."""
    faults: dict[KeyPath, str] = {}
    taken = {field.path for field in layout.built_in}
    paths: dict[KeyPath, str] = {(_key_of(field),): field.path for field in layout.built_in}
    if layout.type:
        paths[_TYPE_FIELD,] = layout.type_field
    for place, field in enumerate(layout.more):
        paths[_MORE, place, _FIELD] = field.path
        if field.path in taken:
            faults[_MORE, place, _FIELD] = wording.PATH_TAKEN
        taken.add(field.path)
    for key, path in paths.items():
        if any(other.startswith(f"{path}.") for other in paths.values()):
            faults[key] = wording.PATH_OF_OBJECT
    return faults


def _refuse(faults: Mapping[KeyPath, str]) -> None:
    if faults:
        raise FaultError(faults)
