"""Text from a store or a user cannot hide or reorder other text or control a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.messages.plain_text import (
    brief,
    is_blank,
    isolated,
    printable,
    quoted,
    shortened,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
DANGEROUS = st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
# Persian and Hindi words and family emoji need the first two.
HARMLESS = {"\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}", "\N{SOFT HYPHEN}"}


@pytest.mark.parametrize(
    "text",
    ["", "John Doe", "Zoë Ångström", "Анна", "ليلى", "山田 太郎", "می\u200cخواهم", "👩‍👩‍👧"],
)
def test_names_in_any_script_are_shown_as_they_are(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    "mark",
    ["\x00", "\x07", "\x1b", "\n", "\r", "\t", "\x7f", "\x9b", "\u202e", "\u2066", "\u200e",
     "\ufeff", "\u200b", "\u2028", "\u2029", "\ud800", "\U000e0041"],
)  # fmt: skip
def test_a_character_that_could_deceive_is_replaced_visibly(mark: str) -> None:
    assert printable(f"good{mark}bad") == "good\N{REPLACEMENT CHARACTER}bad"


@given(st.text(DANGEROUS | st.characters()))
def test_control_characters_and_direction_marks_are_replaced(text: str) -> None:
    shown = printable(text)
    left = {unicodedata.category(character) for character in set(shown) - HARMLESS}
    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(shown) == len(text)
    shown.encode()


def test_a_short_text_is_not_cut() -> None:
    assert shortened("johndoe", 7) == "johndoe"


def test_a_long_text_is_cut_and_ends_in_an_ellipsis() -> None:
    assert shortened("johndoe", 6) == "johnd…"


def test_typed_text_is_put_in_curly_quotes() -> None:
    assert quoted("johndoe") == "“johndoe”"


def test_typed_text_cannot_control_the_terminal() -> None:
    assert quoted("\x1b[31mred") == "“\N{REPLACEMENT CHARACTER}[31mred”"


@given(ANY_TEXT, st.integers(min_value=1, max_value=90))
def test_a_quoted_text_is_at_most_as_long_as_requested(text: str, length: int) -> None:
    inside = quoted(text, length)[1:-1]
    assert len(inside) == min(len(text), length)
    assert inside.endswith("…") or len(text) <= length


@given(ANY_TEXT, st.integers(min_value=1, max_value=90))
def test_a_brief_text_is_the_same_as_the_shortened_whole_text(text: str, length: int) -> None:
    assert brief(text, length) == shortened(printable(text), length)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200d", "\u200c \u00ad", "\u00a0"])
def test_a_text_of_only_invisible_characters_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "\u202e", "\x00", "-", "\u0301"])
def test_a_text_with_a_visible_character_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_a_right_to_left_name_is_isolated_from_the_text_beside_it() -> None:
    assert isolated("\u05dc\u05d9") == "\u2068\u05dc\u05d9\u2069"


def test_a_left_to_right_name_is_not_changed() -> None:
    assert isolated("Zoë 12") == "Zoë 12"
