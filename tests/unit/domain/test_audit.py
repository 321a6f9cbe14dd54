"""The administrator's audit rules, and what must not appear in their text."""

from dataclasses import replace

import pytest

from profile_browser.domain.audit import Action, Read, reason_of
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.stores.sample.adapter import SAMPLE
from tests.unit.helpers.people import CLUSTER

KEY = "marked-key-of-at-least-32-letters"


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_reads_are_audited_if_either_the_rules_or_the_connection_say_so(
    required: bool, own: bool
) -> None:
    connection = replace(CLUSTER, audit=own)
    assert AuditRules(required=required).applied_to(connection).audit is (required or own)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_a_reason_is_needed_if_either_the_rules_or_the_connection_say_so(
    required: bool, own: bool
) -> None:
    connection = replace(CLUSTER, audit_reason=own)
    applied = AuditRules(reason_required=required).applied_to(connection)
    assert (applied.audit_reason, applied.audit) == (required or own,) * 2


@pytest.mark.parametrize("rules", [AuditRules(required=True), AuditRules(reason_required=True)])
def test_reads_of_the_sample_data_are_not_audited(rules: AuditRules) -> None:
    assert rules.applied_to(SAMPLE) == SAMPLE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ticket 4711", "Ticket 4711"),
        ("  Anruf von Frau Müller\n", "Anruf von Frau Müller"),
        ("one\r\n\ttwo\u2028three\xa0four", "one two three four"),
        ("a\x1b[2Jb\u202ec\u200b", "a[2Jbc"),
        ("\udc80 \u200b", ""),
        ("", ""),
    ],
)
def test_a_reason_is_one_line_that_can_be_read(text: str, reason: str) -> None:
    assert reason_of(text) == reason


def test_the_repr_of_rules_and_reads_shows_neither_key_nor_username_nor_reason() -> None:
    assert KEY not in repr(AuditRules(key=KEY))
    read = Read("johndoe", Action.SEARCH, "listed", 1.0, "marked reason")
    assert "johndoe" not in repr(read)
    assert "marked" not in repr(read)
