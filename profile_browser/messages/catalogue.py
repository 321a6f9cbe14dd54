"""The catalogue of sentences in the chosen language. English is the language of the source.

Modules of sentences look them up when they are imported, so the language is chosen before.
"""

from __future__ import annotations

import re
from gettext import NullTranslations, bindtextdomain, textdomain, translation

from profile_browser.domain.resource_files import translations_folder

SOURCE_LANGUAGE, DOMAIN = "en", "profile-browser"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"ar"}
_UPRIGHT = {"ar", "ja"}
# Of names, addresses and paths. Digits do not disturb the order of words.
_PLACEHOLDER = r"\{(?!count\})\w*(?::\w+)?\}"


class _Chosen:
    """The chosen language of this process."""

    language = SOURCE_LANGUAGE
    sentences = NullTranslations()


def load_catalogue(language: str) -> None:
    """Speak this language from now on. English has no catalogue.

    argparse looks its own sentences up in the text domain of the process.
    """
    _Chosen.language = language
    if language == SOURCE_LANGUAGE:
        _Chosen.sentences = NullTranslations()
        return
    _Chosen.sentences = translation(DOMAIN, translations_folder(), [language])
    bindtextdomain(DOMAIN, translations_folder())
    textdomain(DOMAIN)


def chosen_language() -> str:
    """Return the code of the language in which the program speaks, such as ``de``."""
    return _Chosen.language


def is_right_to_left() -> bool:
    """Return whether the chosen language is written from right to left."""
    return _Chosen.language in _RIGHT_TO_LEFT


def has_italics() -> bool:
    """Return whether the script of the chosen language has italics.

    A font of Latin italics has no Arabic letters, and Qt then draws empty boxes.
    """
    return _Chosen.language not in _UPRIGHT


def _(sentence: str) -> str:
    """Return a sentence in the chosen language, with its placeholders."""
    return _ordered(_Chosen.sentences.gettext(sentence))


def in_context(context: str, words: str) -> str:
    """Return words whose translation depends on where they stand, such as “Open” on a button."""
    return _ordered(_Chosen.sentences.pgettext(context, words))


def counted(one: str, several: str, count: int, **values: object) -> str:
    """Return the sentence for this count, with ``{count}`` and the other placeholders filled.

    Some languages have more than two forms: ``counted("{count} row", "{count} rows", 3)``.
    """
    sentence = _ordered(_Chosen.sentences.ngettext(one, several, count))
    return sentence.format(count=number(count), **values)


def _ordered(sentence: str) -> str:
    """Isolate what is put into a sentence that is written from right to left.

    Otherwise the marks around a path or an address would jump to its other end.
    """
    if not is_right_to_left():
        return sentence
    return re.sub(_PLACEHOLDER, rf"{FIRST_STRONG_ISOLATE}\g<0>{POP_ISOLATE}", sentence)


def label_text(label: str) -> str:
    """Return a label of a field or of a store in the chosen language.

    Such labels are in the tables of fields and stores. What an administrator writes is kept.
    """
    return in_context("label", label)


def noun_text(noun: str) -> str:
    """Return what a kind of store calls something, such as “bucket” or “role”, in a sentence."""
    return in_context("noun", noun)


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the language writes it: 1,234.5 or 1.234,5."""
    pattern = in_context("how numbers are written", "1,234.5")
    thousands, point = pattern[1], pattern[-2]
    separators = {",": thousands, ".": point}
    return "".join(separators.get(sign, sign) for sign in f"{value:,.{decimals}f}")
