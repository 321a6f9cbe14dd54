"""What the list of people says about how many there are."""

from datetime import UTC, datetime

import pytest

from profile_browser.domain.outcome import Matches, Way
from profile_browser.messages import matches, window
from tests.unit.helpers.people import user

NOON = datetime(2026, 1, 1, 12, 5, tzinfo=UTC)
NARROW = (
    "The first 2 are listed. To narrow the list, type more of the name, or the whole username or "
    "e-mail address."
)


@pytest.mark.parametrize(
    ("more", "count", "narrow"), [(False, "2 people", ""), (True, "more than 2 people", NARROW)]
)
def test_several_people_are_counted(more: bool, count: str, narrow: str) -> None:
    outcome = Matches((user(), user()), "Customers", NOON, Way.EMAIL, more)
    text = window.outcome_text(outcome, "john", 0.003, "Customers")
    assert text == f"Found {count} in 3 ms · Customers"
    assert matches.heading(outcome).lower() == count
    assert matches.how_to_narrow(outcome) == narrow
    assert matches.way(outcome) == "Found by e-mail"


def test_the_order_of_the_list_is_said_in_words() -> None:
    assert matches.sorted_text("Full name", descending=False) == "Sorted by full name"
    assert matches.sorted_text("E-mail", descending=True) == "Sorted by e-mail, in reverse order"
