"""What the list of suggestions shows of a person."""

import pytest

from profile_browser.messages import suggestions


@pytest.mark.parametrize("name", [None, "", "  "])
def test_a_suggestion_without_a_name_is_the_username_alone(name: str | None) -> None:
    assert suggestions.suggestion("johndoe", name) == "johndoe"
    assert suggestions.suggestion("johndoe", "John Doe") == "johndoe  ·  John Doe"


def test_a_right_to_left_name_does_not_swap_places_with_its_username() -> None:
    shown = suggestions.suggestion("ליאור", "ליאור כהן")
    assert shown == "\u2068ליאור\u2069  ·  \u2068ליאור כהן\u2069"


def test_the_hint_is_short_enough_for_the_smallest_window() -> None:
    assert suggestions.more_people(8) == "More than 8 match. Keep typing."
