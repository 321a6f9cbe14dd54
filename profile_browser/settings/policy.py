"""What an administrator's file demands, beside the connections that it describes."""

from collections.abc import Container, Mapping
from typing import NamedTuple

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import CLEAR_AFTER as USUAL_CLEAR_AFTER
from profile_browser.domain.configuration import LARGEST_LIST as USUAL_LARGEST_LIST
from profile_browser.domain.masking import USUAL_MASKS, MaskRules
from profile_browser.messages.settings import AUDIT_NEEDS_IT, KeyPath
from profile_browser.settings.description import (
    AUDIT,
    AUDIT_FOLDER,
    AUDIT_KEY,
    AUDIT_REASON,
    CLEAR_AFTER,
    LARGEST_LIST,
    MANAGED,
    MASKED,
    OFFER_COPIED,
    OTHER_CONNECTIONS,
    SAMPLE_DATA,
    TITLE_SHOWS_USERNAME,
    describe_preferences,
    describe_rules,
)
from profile_browser.settings.values import read_values


class Policy(NamedTuple):
    """What holds for every person.

    ``audited`` are the keys of tables whose reads are recorded, and ``reasoned`` those of tables
    whose reads need a reason as well. ``title_shows_username``, ``offer_copied`` and
    ``clear_after``, in minutes, are None where everybody may choose.
    """

    managed: bool = False
    others_allowed: bool = True
    sample_allowed: bool = True
    audit: AuditRules = AuditRules()
    audited: frozenset[str] = frozenset()
    reasoned: frozenset[str] = frozenset()
    title_shows_username: bool | None = None
    offer_copied: bool | None = None
    masks: MaskRules = USUAL_MASKS
    largest_list: int = USUAL_LARGEST_LIST
    clear_after: int | None = None


def read_policy(
    rules: Mapping[str, object], tables: Mapping[str, object]
) -> tuple[Policy, dict[KeyPath, str]]:
    """Return what the keys beside the tables demand, and a sentence for each that has a fault.

    A switch that is neither true nor false counts as the stricter setting. A table's own demand for
    the audit log or for reasons holds even if the table is broken. Reasons need the audit log.
    """
    values, faults = read_values(rules, describe_rules())
    masks, unmasked = _read_masks(values.get(MASKED, rules.get(MASKED)), tables)
    faults |= {(MASKED, *path): why for path, why in unmasked.items()}
    faulty = {path[0] for path in faults}
    reason_required = values.get(AUDIT_REASON, AUDIT_REASON in faulty) or _may_misspell_reason(
        rules
    )
    audit = AuditRules(
        required=values.get(AUDIT, AUDIT in faulty)
        or reason_required
        or _may_misspell_audit(rules),
        reason_required=reason_required,
        folder=values.get(AUDIT_FOLDER, ""),
        key=values.get(AUDIT_KEY, ""),
    )
    policy = Policy(
        managed=values.get(MANAGED, MANAGED in faulty),
        others_allowed=values.get(OTHER_CONNECTIONS, OTHER_CONNECTIONS not in faulty),
        sample_allowed=values.get(SAMPLE_DATA, SAMPLE_DATA not in faulty),
        audit=audit,
        audited=_demanding(AUDIT, tables) | _demanding(AUDIT_REASON, tables),
        reasoned=_demanding(AUDIT_REASON, tables),
        title_shows_username=_choice(TITLE_SHOWS_USERNAME, values, faulty),
        offer_copied=_choice(OFFER_COPIED, values, faulty),
        masks=masks,
        largest_list=values.get(LARGEST_LIST, USUAL_LARGEST_LIST),
        clear_after=_minutes(values, faulty),
    )
    if audit.required or policy.audited:
        missing = [(name,) for name in (AUDIT_FOLDER, AUDIT_KEY) if name not in rules]
        faults |= dict.fromkeys(missing, AUDIT_NEEDS_IT)
    return policy, faults


def read_preferences(rules: Mapping[str, object]) -> tuple[Policy, dict[KeyPath, str]]:
    """Return what a person's own file may choose, and a sentence for each key with a fault."""
    values, faults = read_values(rules, describe_preferences())
    faulty = {path[0] for path in faults}
    policy = Policy(
        title_shows_username=_choice(TITLE_SHOWS_USERNAME, values, faulty),
        offer_copied=_choice(OFFER_COPIED, values, faulty),
        clear_after=_minutes(values, faulty),
    )
    return policy, faults


def _read_masks(
    value: object, tables: Mapping[str, object]
) -> tuple[MaskRules, dict[KeyPath, str]]:
    if value is None:
        return USUAL_MASKS, {}
    from profile_browser.settings import mask_table  # noqa: PLC0415 - most files have no such table

    return mask_table.read_masks(value, tables)


def _choice(name: str, values: Mapping[str, bool], faulty: Container[object]) -> bool | None:
    """Return what a file chooses, or None if it leaves that open. A faulty value is off."""
    return False if name in faulty else values.get(name)


def _minutes(values: Mapping[str, int], faulty: Container[object]) -> int | None:
    """Return after how many minutes the window is cleared. A faulty value is the usual one."""
    return USUAL_CLEAR_AFTER if CLEAR_AFTER in faulty else values.get(CLEAR_AFTER)


def _demanding(switch: str, tables: Mapping[str, object]) -> frozenset[str]:
    """Return the keys of the tables in which a switch is anything but off."""
    return frozenset(
        key
        for key, table in tables.items()
        if isinstance(table, dict) and table.get(switch, False) is not False
    )


def _may_misspell_audit(rules: Mapping[str, object]) -> bool:
    """Return whether an unknown key may demand the audit log, misspelt: ``audits = true``."""
    unknown = _unknown(rules)
    nameless = AUDIT not in rules and (AUDIT_FOLDER in rules or AUDIT_KEY in rules)
    return bool(unknown) and (nameless or any(AUDIT in name for name in unknown))


def _may_misspell_reason(rules: Mapping[str, object]) -> bool:
    """Return whether an unknown key may demand reasons, misspelt: ``audit_reasons = true``."""
    return any("reason" in name for name in _unknown(rules))


def _unknown(rules: Mapping[str, object]) -> list[str]:
    return [name.casefold() for name in rules.keys() - describe_rules().keys()]
