"""What the list of recent lookups says of each: the text that was asked, and the outcome."""

import pytest

from profile_browser.domain.question import Question
from profile_browser.domain.recent import RecentLookup, RecentState
from profile_browser.messages import recent


def entry(state: RecentState, full_name: str | None = None) -> str:
    return recent.recent_entry(RecentLookup(Question("john"), state, full_name))


def test_every_outcome_has_words_of_its_own() -> None:
    assert len({entry(state) for state in RecentState}) == len(RecentState)


@pytest.mark.parametrize("name", [None, "", "  "])
def test_a_person_who_was_found_is_listed_with_the_full_name(name: str | None) -> None:
    assert entry(RecentState.FOUND, "John Doe") == "john  ·  found: John Doe"
    assert entry(RecentState.FOUND, name) == "john  ·  found"


def test_a_search_is_marked_in_the_list_of_recent_lookups() -> None:
    search = RecentLookup(Question("john", search_only=True), RecentState.SEVERAL)
    assert recent.recent_entry(search) == "john  ·  search  ·  several people"


def test_a_long_text_does_not_push_its_outcome_out_of_sight() -> None:
    long = RecentLookup(Question("x" * 500), RecentState.MISSING)
    assert recent.recent_entry(long).endswith("…  ·  not found")
    assert len(recent.recent_entry(long)) < 60


def test_a_right_to_left_name_does_not_swap_places_with_the_outcome() -> None:
    assert entry(RecentState.FOUND, "ליאור") == "john  ·  found: \u2068ליאור\u2069"
