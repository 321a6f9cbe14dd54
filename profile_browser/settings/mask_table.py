"""Reads which fields an administrator's file masks, or shows in clear: the table ``masked``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.masking import MaskRules
from profile_browser.messages import mask_settings as wording
from profile_browser.messages.settings import NO_SWITCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from profile_browser.messages.settings import KeyPath

_BUILT_IN = tuple(field.name for field in FIELDS)
# A file with a fault may have meant to mask what is usually in clear.
_STRICT = {"username": True}


def read_masks(value: object, tables: Mapping[str, object]) -> tuple[MaskRules, dict[KeyPath, str]]:
    """Return which fields are masked, and a sentence for each entry with a fault, by its path.

    A field is named by its name, or by its path if a layout in one of these tables of connections
    adds it. With any fault, the username is masked as well; what a faulty entry names is masked.
    """
    if not isinstance(value, dict):
        return MaskRules(_STRICT), {(): wording.NO_TABLE}
    entries = dict(_entries(value))
    known = dict.fromkeys((*_BUILT_IN, *_added_paths(tables)))
    faults: dict[KeyPath, str] = {}
    masked: dict[str, bool] = {}
    for path, switch in entries.items():
        name = ".".join(path)
        masked[name] = switch is not False
        if name not in known:
            faults[path] = wording.field_unknown(name, known)
        elif not isinstance(switch, bool):
            faults[path] = NO_SWITCH
    return MaskRules(masked | _STRICT if faults else masked), faults


def _entries(table: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield each entry by its path. TOML makes tables of ``loyalty.tier = false``."""
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from (((name, *path), switch) for path, switch in _entries(value))
        else:
            yield (name,), value


def _added_paths(tables: Mapping[str, object]) -> Iterator[str]:
    """Yield the paths of the fields that layouts add, also in tables with faults."""
    for table in tables.values():
        record = table.get("record") if isinstance(table, dict) else None
        more = record.get("more") if isinstance(record, dict) else None
        for field in more if isinstance(more, list) else ():
            path = field.get("field") if isinstance(field, dict) else None
            if isinstance(path, str):
                yield path
