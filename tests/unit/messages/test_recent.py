"""What the list of recent lookups shows."""

from profile_browser.domain.question import Question
from profile_browser.messages import recent


def test_a_search_is_marked_in_the_list_of_recent_lookups() -> None:
    assert recent.recent_entry(Question("john")) == "john"
    assert recent.recent_entry(Question("john", search_only=True)) == "john  ·  search"
