"""The catalogues of all languages: complete, and true to what the program fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resources.translations.compiling import COMPILED, FOLDER, compiled_catalogue
from resources.translations.update import extract, read_catalogue, updated, write_catalogue
from tests.unit.helpers.catalogue_rules import faults, forms_of, sentences_of

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog

SOURCES = {path.stem: path for path in sorted(FOLDER.glob("*.po"))}
PRESENT = extract()
EACH_LANGUAGE = pytest.mark.parametrize("language", SOURCES)
UPDATE = "run python resources/translations/update.py"


def catalogue(language: str) -> Catalog:
    return read_catalogue(SOURCES[language])


def test_six_languages_are_shipped_with_english() -> None:
    assert set(SOURCES) == {"ar", "de", "es", "fr", "ja"}


@EACH_LANGUAGE
def test_no_sentence_is_shown_in_english_to_someone_who_reads_another_language(
    language: str,
) -> None:
    known = catalogue(language)
    missing = []
    for message in PRESENT:
        translated = known.get(message.id, message.context) if message.id else message
        if translated is None or (message.id and not all(forms_of(translated, known))):
            missing.append(sentences_of(message)[0])
    assert missing == [], f"{len(missing)} of {len(PRESENT)}: {UPDATE}, then translate them"


@EACH_LANGUAGE
def test_a_translation_keeps_placeholders_line_breaks_and_marks(language: str) -> None:
    known = catalogue(language)
    wrong = {
        sentences_of(one)[0]: found for one in known if one.id and (found := faults(one, known))
    }
    assert wrong == {}


@EACH_LANGUAGE
def test_a_catalogue_has_exactly_the_sentences_of_the_program(language: str) -> None:
    known, program = (
        {(one.id, one.context) for one in each} for each in (catalogue(language), PRESENT)
    )
    assert known ^ program == set(), UPDATE


@EACH_LANGUAGE
def test_a_catalogue_is_written_the_same_each_time(language: str, tmp_path: Path) -> None:
    written = tmp_path / f"{language}.po"
    write_catalogue(written, updated(catalogue(language)))
    assert written.read_bytes() == SOURCES[language].read_bytes(), UPDATE


@EACH_LANGUAGE
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    shipped = FOLDER / language / COMPILED
    compiled = compiled_catalogue(SOURCES[language])
    assert shipped.read_bytes() == compiled, "run python resources/translations/compiling.py"
