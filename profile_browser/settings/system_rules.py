"""What an administrator's file demands, beside the connections it describes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.audit import AuditRules
from profile_browser.messages import settings as wording
from profile_browser.settings.toml_file import is_legible, legible_switches, may_switch_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MANAGED, OTHER_CONNECTIONS = "managed", "other_connections"
AUDIT, AUDIT_FOLDER, AUDIT_KEY = "audit", "audit_folder", "audit_key"
SHORTEST_KEY = 32  # letters


@dataclass(frozen=True)
class SystemRules:
    """What holds for every person. ``audited`` are the keys of tables that demand the record."""

    managed: bool = False
    others_allowed: bool = True
    audit: AuditRules = field(default_factory=AuditRules)
    audited: frozenset[str] = frozenset()


def rules_of(data: Mapping[str, object], tables: Mapping[str, object]) -> SystemRules:
    """Return the rules of a file. A switch that is neither on nor off is taken for the careful one.

    A table's own demand holds although it is broken otherwise.
    """
    return SystemRules(
        managed=_is_on(data.get(MANAGED, False)),
        others_allowed=data.get(OTHER_CONNECTIONS, True) is True,
        audit=AuditRules(
            required=_is_on(data.get(AUDIT, False)) or _may_mean_audit(data),
            folder=_usable(data, AUDIT_FOLDER),
            key=_usable(data, AUDIT_KEY),
        ),
        audited=frozenset(
            key
            for key, table in tables.items()
            if isinstance(table, dict) and _is_on(table.get(AUDIT, False))
        ),
    )


def legible_rules(path: Path) -> SystemRules:
    """Return the rules of a broken file, as far as they can be read.

    Where a connection may have demanded the record, every one does: nobody knows which it was. A
    file that cannot be opened may have demanded it.
    """
    switches = legible_switches(path)
    return SystemRules(
        managed=_is_on(switches.get(MANAGED, False)),
        others_allowed=switches.get(OTHER_CONNECTIONS, True) is True,
        audit=AuditRules(required=not is_legible(path) or may_switch_on(path, AUDIT)),
    )


def faults_of_rules(data: Mapping[str, object], rules: SystemRules) -> Iterator[tuple[str, str]]:
    """Yield the name of each rule that is not set as it must be, and what is wrong with it."""
    for name, fault_of in RULES.items():
        if name in data and (sentence := fault_of(data[name])):
            yield name, sentence
    if rules.audit.required or rules.audited:
        for name in (AUDIT_FOLDER, AUDIT_KEY):
            if name not in data:
                yield name, wording.AUDIT_NEEDS_IT


def _may_mean_audit(data: Mapping[str, object]) -> bool:
    """Tell whether a slip of the pen may stand for the switch, such as ``audits = true``."""
    unknown = [name.casefold() for name in data if name not in RULES and name != "connections"]
    kept = AUDIT not in data and (AUDIT_FOLDER in data or AUDIT_KEY in data)
    return bool(unknown) and (kept or any(AUDIT in name for name in unknown))


def _is_on(value: object) -> bool:
    return value is not False


def _usable(data: Mapping[str, object], name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) and not RULES[name](value) else ""


def _switch_fault(value: object) -> str:
    return "" if isinstance(value, bool) else wording.NO_SWITCH


def _folder_fault(value: object) -> str:
    if not isinstance(value, str):
        return wording.NO_TEXT
    if any(unicodedata.category(letter) == "Cc" for letter in value):
        return wording.CONTROL_CHARACTERS
    return "" if Path(value).is_absolute() else wording.NO_WHOLE_PATH


def _key_fault(value: object) -> str:
    if not isinstance(value, str):
        return wording.NO_TEXT
    return "" if len(value.strip()) >= SHORTEST_KEY else wording.key_too_short(SHORTEST_KEY)


RULES: Mapping[str, Callable[[object], str]] = {
    MANAGED: _switch_fault,
    OTHER_CONNECTIONS: _switch_fault,
    AUDIT: _switch_fault,
    AUDIT_FOLDER: _folder_fault,
    AUDIT_KEY: _key_fault,
}
