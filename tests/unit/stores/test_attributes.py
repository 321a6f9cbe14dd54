"""The attributes of a document become details, or “not recorded”: never an error."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.details import NEVER, RecordDetails
from profile_browser.stores.attributes import details_from

ID = "userprofile::johndoe"
CHANGED = datetime(2025, 11, 24, 16, tzinfo=UTC)
ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())


def test_all_attributes_are_details() -> None:
    attributes = {"CAS": "0x18", "exptime": 1764000000, "last_modified": "1764000000"}
    assert details_from(ID, attributes) == RecordDetails(ID, "0x18", CHANGED, CHANGED)


def test_an_expiry_of_zero_is_never() -> None:
    assert details_from(ID, {"exptime": 0}).expiry == NEVER


def test_what_the_store_does_not_say_is_neither_never_nor_a_date() -> None:
    assert details_from(ID, {}) == RecordDetails(ID, None, None, None)


@pytest.mark.parametrize(
    "value", [True, False, "", "soon", "1e3", -(10**30), 10**30, "9" * 5000, 1.5, [], {}, None]
)
def test_an_odd_time_is_unknown(value: object) -> None:
    details = details_from(ID, {"exptime": value, "last_modified": value, "CAS": 7})
    assert details == RecordDetails(ID)


@given(cas=ANYTHING, expiry=ANYTHING, change=ANYTHING)
def test_any_attributes_are_details(cas: object, expiry: object, change: object) -> None:
    details = details_from(ID, {"CAS": cas, "exptime": expiry, "last_modified": change})
    for moment in (details.expiry, details.last_change):
        assert moment in (None, NEVER) or isinstance(moment, datetime)
        assert not isinstance(moment, datetime) or moment.tzinfo is not None
