"""The language is chosen from the option, the variables or the system, before any sentence."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from profile_browser.messages import desktop_languages, language
from profile_browser.messages.catalogue import (
    SOURCE_LANGUAGE,
    chosen_language,
    counted,
    load_catalogue,
    number,
)
from profile_browser.messages.language import best_language, choose_language, known_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = {"en", "ar", "de", "es", "fr", "ja"}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    load_catalogue(SOURCE_LANGUAGE)


def test_the_program_speaks_six_languages() -> None:
    assert set(known_languages()) == LANGUAGES


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen"),
    [
        ([], {}, "en"),
        ([], {"LANG": "de_AT.UTF-8"}, "de"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "de_DE", "LC_MESSAGES": "es_MX"}, "es"),
        ([], {"LANGUAGE": "nl:ja:de", "LANG": "de_DE"}, "ja"),
        ([], {"LANG": "nl_NL.UTF-8"}, "en"),
        ([], {"LANG": "ar_EG.UTF-8@variant"}, "ar"),
        ([], {"LANG": "de_DE", "PROFILE_BROWSER_LANGUAGE": "fr"}, "fr"),
        (["--language", "ja"], {"PROFILE_BROWSER_LANGUAGE": "fr"}, "ja"),
        (["lookup", "kim", "--language=es"], {"LANG": "de_DE"}, "es"),
        (["--", "--language", "es"], {"LANG": "de_DE"}, "de"),
        (["--language"], {"LANG": "de_DE"}, "de"),
        (["--language", "../de"], {"LANG": "de_DE"}, "en"),
        (["serve"], {"LANG": "de_DE.UTF-8"}, "en"),
        (["serve", "--language", "de"], {}, "de"),
        (["serve"], {"PROFILE_BROWSER_LANGUAGE": "de"}, "de"),
    ],
)
def test_the_language_is_the_first_that_is_wanted_and_known(
    arguments: list[str], environment: dict[str, str], chosen: str
) -> None:
    choose_language(arguments, environment)
    assert (chosen_language(), environment["LANGUAGE"]) == (chosen, chosen)


@pytest.mark.parametrize(
    ("preferred", "chosen"), [(["de-AT", "en-GB"], "de"), (["pt-BR", "es-419"], "es"), ([], "en")]
)
def test_windows_and_macos_are_asked_where_no_variable_says_anything(
    monkeypatch: pytest.MonkeyPatch, preferred: list[str], chosen: str
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(desktop_languages, "desktop_languages", lambda: preferred)
    choose_language([], {})
    assert chosen_language() == chosen


def test_linux_has_only_its_variables() -> None:
    assert language._desktop_languages() == []


def test_a_system_that_does_not_answer_means_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace())
    for platform in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", platform)
        assert desktop_languages.desktop_languages() == []


def test_windows_names_are_split_at_their_zeros(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "de-AT\0en-GB\0\0"

    def ask(_flag: int, _count: object, names: object, length: object) -> bool:
        length._obj.value = len(text)  # type: ignore[attr-defined] # what byref holds
        for place, letter in enumerate(text if names is not None else ""):
            names[place] = letter  # type: ignore[index] # a buffer of ctypes
        return True

    kernel = SimpleNamespace(GetUserPreferredUILanguages=ask)
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: kernel)
    monkeypatch.setattr(sys, "platform", "win32")
    assert desktop_languages.desktop_languages() == ["de-AT", "en-GB"]


@pytest.mark.parametrize("wanted", ["..", "../../etc", "", "de/../fr", "LC_MESSAGES"])
def test_a_name_from_outside_leads_to_no_other_file(wanted: str) -> None:
    assert best_language([wanted]) == "en"


def test_numbers_are_written_as_in_english_without_a_catalogue() -> None:
    assert (number(1234567), number(1234.56, 1)) == ("1,234,567", "1,234.6")


@pytest.mark.parametrize(("count", "text"), [(1, "1 row of x"), (1200, "1,200 rows of x")])
def test_a_count_is_written_into_its_sentence(count: int, text: str) -> None:
    assert counted("{count} row of {of}", "{count} rows of {of}", count, of="x") == text
