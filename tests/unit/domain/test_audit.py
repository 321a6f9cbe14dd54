"""What an administrator demands of the record of reads, and what it must not tell in passing."""

from dataclasses import replace

import pytest

from profile_browser.domain.audit import Action, AuditRules, Read
from profile_browser.stores.sample.adapter import SAMPLE
from tests.unit.helpers.people import CLUSTER

KEY = "marked-key-of-at-least-32-letters"


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_a_demand_for_all_is_added_to_a_connections_own(required: bool, own: bool) -> None:
    connection = replace(CLUSTER, audit=own)
    assert AuditRules(required=required).applied_to(connection).audit is (required or own)


def test_the_invented_people_of_the_sample_directory_are_not_recorded() -> None:
    assert AuditRules(required=True).applied_to(SAMPLE) == SAMPLE


def test_neither_the_key_nor_a_person_is_told_in_passing() -> None:
    assert KEY not in repr(AuditRules(key=KEY))
    assert "johndoe" not in repr(Read("johndoe", Action.SEARCH, "listed", 1.0))
