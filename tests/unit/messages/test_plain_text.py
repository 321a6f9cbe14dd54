"""Text from a store or a person can neither hide, reorder nor command."""

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
# Persian and Hindi words and family emoji are spelt with the first two.
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
def test_a_mark_that_could_deceive_is_shown_as_such(mark: str) -> None:
    assert printable(f"good{mark}bad") == "good\N{REPLACEMENT CHARACTER}bad"


@given(st.text(DANGEROUS | st.characters()))
def test_no_control_character_or_direction_mark_gets_through(text: str) -> None:
    shown = printable(text)
    left = {unicodedata.category(character) for character in set(shown) - HARMLESS}
    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(shown) == len(text)
    shown.encode()


def test_a_short_text_is_not_cut() -> None:
    assert shortened("johndoe", 7) == "johndoe"


def test_a_long_text_is_cut_and_says_so() -> None:
    assert shortened("johndoe", 6) == "johnd…"


def test_what_was_typed_stands_in_curly_quotes() -> None:
    assert quoted("johndoe") == "“johndoe”"


def test_what_was_typed_cannot_command_the_terminal() -> None:
    assert quoted("\x1b[31mred") == "“\N{REPLACEMENT CHARACTER}[31mred”"


@given(ANY_TEXT, st.integers(min_value=1, max_value=90))
def test_a_quote_has_at_most_the_length_that_was_asked_for(text: str, length: int) -> None:
    inside = quoted(text, length)[1:-1]
    assert len(inside) == min(len(text), length)
    assert inside.endswith("…") or len(text) <= length


@given(ANY_TEXT, st.integers(min_value=1, max_value=90))
def test_the_beginning_of_a_text_is_what_the_whole_of_it_would_begin_with(
    text: str, length: int
) -> None:
    assert brief(text, length) == shortened(printable(text), length)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200d", "\u200c \u00ad", "\u00a0"])
def test_a_text_of_which_nothing_can_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "\u202e", "\x00", "-", "\u0301"])
def test_a_text_of_which_something_is_shown_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_a_name_of_a_right_to_left_script_keeps_what_stands_beside_it_in_place() -> None:
    assert isolated("\u05dc\u05d9") == "\u2068\u05dc\u05d9\u2069"


def test_any_other_name_is_left_as_it_is() -> None:
    assert isolated("Zoë 12") == "Zoë 12"
