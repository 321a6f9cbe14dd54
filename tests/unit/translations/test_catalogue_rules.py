"""The tests of the catalogues notice what translators may lose."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from tests.unit.helpers.catalogue_rules import faults, forms_of

ROWS = ("{count} row", "{count} rows")


def faults_of(language: str, sentence: str | tuple[str, str], *forms: str) -> list[str]:
    catalogue = Catalog(locale=language)
    message = catalogue.add(sentence, string=forms[0] if len(forms) == 1 else forms)
    assert message is not None
    return faults(message, catalogue)


@pytest.mark.parametrize(
    ("sentence", "translation"),
    [
        ("No user named {user}", "Niemand"),
        ("No user named {user}", "Niemand heißt {benutzer}"),
        ("No user named {user}", "Niemand heißt {user} {connection}"),
        ("No user named {user}", "Niemand heißt {user} {"),
        ("expected %s", "erwartet"),
        ("%(prog)s: error", "%s: Fehler"),
        ("one\ntwo", "eins zwei"),
        ("Loading…", "Lädt..."),
        ("Loading", "Lädt…"),
        ("a  ·  b", "a, b"),
        (" s", "s"),
        ("&File", "Datei"),
        ("Copied", "Kopiert!"),
        ("Copied", "¡Copiado"),
        ("Copied", 'Kopiert "alles"'),
        ("Copied “x”", "Kopiert „x"),
        ("Copied “x”", "Kopiert “x"),
        ("Copied “x”", "« x"),
        ("Copied “x”", "「x"),
    ],
)
def test_what_a_translator_lost_is_noticed(sentence: str, translation: str) -> None:
    assert faults_of("de", sentence, translation)


@pytest.mark.parametrize(
    ("sentence", "translation"),
    [
        ("No user named {user} in {connection}", "In {connection} heißt niemand {user}"),
        ("{user}: “{user}”", "{user} „x“"),
        ("Copied “x”", "« x » copié"),
        ("Copied “x”", "「x」をコピーしました"),
        ("one\ntwo", "eins\nzwei"),
    ],
)
def test_another_order_and_the_quotes_of_a_language_are_no_faults(
    sentence: str, translation: str
) -> None:
    assert faults_of("de", sentence, translation) == []


def test_a_singular_and_a_dual_can_be_written_without_the_count() -> None:
    assert faults_of("de", ROWS, "eine Zeile", "{count} Zeilen") == []
    forms = ("لا صفوف", "صف واحد", "صفان", "{count} صفوف", "{count} صفًا", "{count} صف")
    assert faults_of("ar", ROWS, *forms) == []


def test_a_form_for_more_than_one_count_needs_it() -> None:
    assert faults_of("de", ROWS, "eine Zeile", "Zeilen")
    assert faults_of("fr", ROWS, "une ligne", "{count} lignes", "{count} de lignes")  # also for 0


def test_a_guess_is_noticed() -> None:
    catalogue = Catalog(locale="de")
    message = catalogue.add("Copied", string="Kopie", flags=["fuzzy"])
    assert message is not None
    assert faults(message, catalogue)


def test_a_missing_plural_form_is_noticed() -> None:
    catalogue = Catalog(locale="ar")
    message = catalogue.add(ROWS, string=("صف", "صفوف"))
    assert message is not None
    assert len(forms_of(message, catalogue)) == 6
    assert "" in forms_of(message, catalogue)
