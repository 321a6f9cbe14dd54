"""What an administrator's file demands, beside the connections that it describes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from profile_browser.domain.audit import AuditRules
from profile_browser.messages.settings import AUDIT_NEEDS_IT
from profile_browser.settings.description import (
    AUDIT,
    AUDIT_FOLDER,
    AUDIT_KEY,
    MANAGED,
    OTHER_CONNECTIONS,
    SAMPLE_DATA,
    describe_rules,
    read_values,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Policy:
    """What holds for every person. ``audited`` are the keys of tables whose reads are recorded."""

    managed: bool = False
    others_allowed: bool = True
    sample_allowed: bool = True
    audit: AuditRules = field(default_factory=AuditRules)
    audited: frozenset[str] = frozenset()


def read_policy(
    rules: Mapping[str, object], tables: Mapping[str, object]
) -> tuple[Policy, dict[str, str]]:
    """Return what the keys beside the tables demand, and a sentence for each that has a fault.

    A switch that is neither true nor false counts as the stricter setting. A table's own demand for
    the audit log holds even if the table is broken.
    """
    values, faults = read_values(rules, describe_rules())
    audit = AuditRules(
        required=values.get(AUDIT, AUDIT in faults) or _may_misspell_audit(rules),
        folder=values.get(AUDIT_FOLDER, ""),
        key=values.get(AUDIT_KEY, ""),
    )
    policy = Policy(
        managed=values.get(MANAGED, MANAGED in faults),
        others_allowed=values.get(OTHER_CONNECTIONS, OTHER_CONNECTIONS not in faults),
        sample_allowed=values.get(SAMPLE_DATA, SAMPLE_DATA not in faults),
        audit=audit,
        audited=frozenset(key for key, table in tables.items() if _demands_audit(table)),
    )
    if audit.required or policy.audited:
        missing = [name for name in (AUDIT_FOLDER, AUDIT_KEY) if name not in rules]
        faults |= dict.fromkeys(missing, AUDIT_NEEDS_IT)
    return policy, faults


def _demands_audit(table: object) -> bool:
    return isinstance(table, dict) and table.get(AUDIT, False) is not False


def _may_misspell_audit(rules: Mapping[str, object]) -> bool:
    """Return whether an unknown key may demand the audit log, misspelt: ``audits = true``."""
    unknown = [name.casefold() for name in rules.keys() - describe_rules().keys()]
    nameless = AUDIT not in rules and (AUDIT_FOLDER in rules or AUDIT_KEY in rules)
    return bool(unknown) and (nameless or any(AUDIT in name for name in unknown))
