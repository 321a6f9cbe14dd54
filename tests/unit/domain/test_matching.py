"""Which letters of a value a text matches."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of, matched_spans

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
MUNIZ_APART = unicodedata.normalize("NFD", "Ana Muñiz")


@pytest.mark.parametrize(
    ("value", "text", "matched"),
    [
        ("johndoe", "JOH", ["joh"]),
        ("johndoe", "doe", []),
        ("john@example.com", "john@example.com", ["john@example.com"]),
        ("Ana Muñiz", "muniz", ["Muñiz"]),
        (MUNIZ_APART, "muniz", [MUNIZ_APART[4:]]),
        (MUNIZ_APART, "mun", [MUNIZ_APART[4:8]]),
        ("Łukasz", "lukasz", ["Łukasz"]),
        ("Weißmann", "weis", ["Weiß"]),
        ("Maria-Louise O’Neil", "louise", ["Louise"]),
        ("Maria-Louise O’Neil", "maria-louise", ["Maria-Louise"]),
        ("Maria-Louise O’Neil", "marialouise", ["Maria-Louise"]),
        ("Maria-Louise O’Neil", "neil", ["Neil"]),
        ("Maria-Louise O’Neil", "oneil", ["O’Neil"]),
        ("Maria-Louise O’Neil", "o'n", ["O", "N"]),
        ("Maria-Louise O’Neil", "neil maria", ["Maria", "Neil"]),
        ("John Doe", "doe john", ["John", "Doe"]),
        ("John Doe", "Doe, J", ["J", "Doe"]),
        ("John Michael Doe", "john doe", ["John", "Doe"]),
        ("John Michael Doe", "jo doe", ["Jo", "Doe"]),
        ("John Michael Doe", "jo d", []),
        ("Juan Carlos Pérez Gómez", "juan perez", ["Juan", "Pérez"]),
        ("Juan Carlos Pérez Gómez", "gomez carlos", ["Carlos", "Gómez"]),
        ("John Doe", "john doe jr", []),
        ("John Doe", "-", []),
        ("John Doe", "", []),
        ("", "john", []),
    ],
)
def test_the_letters_that_matched_are_known(value: str, text: str, matched: list[str]) -> None:
    assert [value[start:end] for start, end in matched_spans(value, text)] == matched


def test_only_the_beginning_of_a_megabyte_is_marked() -> None:
    assert matched_spans("x" * 1_000_000, "xx") == [(0, 2)]
    assert matched_spans("x " * 1_000 + "end", "end") == []


@pytest.mark.parametrize(("count", "entries"), [(1, 1), (2, 2), (3, 5), (4, 9), (8, 35), (30, 36)])
def test_a_name_of_many_words_does_not_swell_the_index(count: int, entries: int) -> None:
    assert len(entries_of(" ".join(f"w{number}" for number in range(count)))) == entries


def test_half_a_character_in_a_stored_name_is_no_problem() -> None:
    assert "ann ?" in entries_of("Ann \ud83e")


@given(ANY_TEXT, ANY_TEXT)
def test_matched_letters_are_ranges_in_order(value: str, text: str) -> None:
    ends = [0, *(end for span in matched_spans(value, text) for end in span), len(value)]
    assert ends == sorted(ends)


@given(ANY_TEXT.filter(fold))
def test_a_text_matches_itself(text: str) -> None:
    assert matched_spans(text, text)[0][0] <= len(text) - len(text.lstrip("\u0300"))
