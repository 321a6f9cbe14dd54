"""The administrator's audit rules, and what must not appear in their text."""

from dataclasses import replace

import pytest

from profile_browser.domain.audit import Action, AuditRules, Read
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


def test_reads_of_the_sample_data_are_not_audited() -> None:
    assert AuditRules(required=True).applied_to(SAMPLE) == SAMPLE


def test_the_repr_of_rules_and_reads_shows_neither_key_nor_username() -> None:
    assert KEY not in repr(AuditRules(key=KEY))
    assert "johndoe" not in repr(Read("johndoe", Action.SEARCH, "listed", 1.0))
