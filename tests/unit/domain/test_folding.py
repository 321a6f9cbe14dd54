"""Case and accents make no difference where people are found."""

import unicodedata

import pytest

from profile_browser.domain.folding import LETTERS, fold

# Without the International Phonetic Alphabet, and of Cyrillic the letters of Slavic languages.
ALPHABETS = [
    *range(0xC0, 0x250),
    *range(0x388, 0x3CF),
    *range(0x400, 0x460),
    *range(0x1E00, 0x1F00),
]
OF_NO_NAME = "Ǯǯ"  # the letter ezh, which has no plain one


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Muñiz", "muniz"),
        ("Łukasz", "lukasz"),
        ("ÅNGSTRÖM", "angstrom"),
        ("Søren Kjærgård", "soren kjaergard"),
        ("Weiß WEIẞ", "weiss weiss"),
        ("Œuvre Þór Đặng", "oeuvre thor dang"),
        ("İstanbul Işık", "istanbul isik"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("ΟΔΥΣΣΕΥΣ οδυσσεύς", "οδυσσευσ οδυσσευσ"),
        ("Фёдор Андрій", "федор андріи"),
        ("山田 太郎", "山田 太郎"),
        ("", ""),
    ],
)
def test_case_and_accents_make_no_difference(text: str, plain: str) -> None:
    assert fold(text) == plain
    assert fold(unicodedata.normalize("NFD", text)) == plain


def test_a_letter_is_found_whether_its_accent_is_a_character_of_its_own_or_not() -> None:
    letters = [chr(code) for code in ALPHABETS if chr(code) not in OF_NO_NAME]
    differ = [one for one in letters if fold(unicodedata.normalize("NFD", one)) != fold(one)]
    assert differ == []


def test_no_letter_is_folded_twice() -> None:
    assert [one for one in LETTERS if fold(one) != one] == []


def test_every_letter_is_lowered_as_the_query_service_does_it() -> None:
    """Letter by letter: Python itself looks at the letters around."""
    text = "".join(chr(code) for code in ALPHABETS)
    assert fold(text) == "".join(map(fold, text))
    assert fold("ΑΣ ΑΣ") == fold("Α") + fold("Σ") + " " + fold("Α") + fold("Σ")
