"""Names, addresses and paths keep their order inside sentences that run from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.helpers.program import python

if TYPE_CHECKING:
    from pathlib import Path

START, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
CHOOSE = """
from profile_browser.messages.language import choose_language
choose_language(["--language", {language!r}], {{}})
"""


def said(home: Path, language: str, *lines: str) -> str:
    """Return what a process prints that speaks this language."""
    code = CHOOSE.format(language=language) + "\n".join(lines)
    result = python("-c", code, home=home)
    assert result.err == ""
    return result.out.rstrip("\n")


@pytest.mark.parametrize(
    ("module", "sentence", "inserted"),
    [
        ("copying", "copied('VAT (EU)')", "VAT (EU)"),
        ("plain_text", "quoted('johndoe.')", "johndoe."),
        ("plain_text", "isolated('johndoe.')", "johndoe."),
    ],
)
def test_what_is_put_into_an_arabic_sentence_is_isolated(
    tmp_path: Path, module: str, sentence: str, inserted: str
) -> None:
    imported = f"from profile_browser.messages.{module} import *"
    assert f"{START}{inserted}{END}" in said(tmp_path, "ar", imported, f"print({sentence})")


def test_a_count_in_an_arabic_sentence_is_not_isolated(tmp_path: Path) -> None:
    imported = "from profile_browser.messages.plain_text import in_seconds"
    text = said(tmp_path, "ar", imported, "print(in_seconds(7))")
    assert "7" in text
    assert START not in text


def test_nothing_is_isolated_in_a_german_sentence_with_a_name_in_latin_letters(
    tmp_path: Path,
) -> None:
    imported = "from profile_browser.messages.plain_text import isolated, quoted"
    assert START not in said(tmp_path, "de", imported, "print(quoted('a'), isolated('a'))")
