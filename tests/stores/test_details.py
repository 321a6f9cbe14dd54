"""What a store keeps about a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Missing
from profile_browser.domain.problem import Reason
from tests.stores.asserting import assert_problem
from tests.stores.harness import Ability

if TYPE_CHECKING:
    from profile_browser.domain.store import ProfileStore
    from tests.stores.harness import Harness

pytestmark = [pytest.mark.case("record details"), pytest.mark.needs(Ability.DETAILS)]


def test_details_name_the_record(harness: Harness, whole: ProfileStore) -> None:
    details = whole.read_details("johndoe")
    assert isinstance(details, RecordDetails)
    assert "johndoe" in details.document_id
    assert details.revision
    assert (details.expiry is not None) is harness.adapter.kind.keeps_times


def test_details_of_a_record_that_is_missing_are_missing(whole: ProfileStore) -> None:
    outcome = whole.read_details("nobody")
    assert isinstance(outcome, Missing)
    assert outcome.username == "nobody"


def test_a_damaged_record_has_details(odd: ProfileStore) -> None:
    assert isinstance(odd.read_details("disabled-text"), RecordDetails)


def test_details_of_a_name_that_no_record_can_have_are_refused(whole: ProfileStore) -> None:
    assert_problem(whole.read_details("a\0b"), Reason.USERNAME_REFUSED)
