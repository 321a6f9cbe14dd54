"""Lets Qt speak the chosen language: its own sentences, numbers and dates, and the direction."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from profile_browser.messages.catalogue import chosen_language, is_right_to_left
from profile_browser.ui.properties import set_properties

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from profile_browser.ui.properties import Direction

# Arabic with the digits of this program's own sentences, which are those of usernames.
_WITH_LATIN_DIGITS = QLocale(QLocale.Language.Arabic, QLocale.Country.UnitedArabEmirates)


def localize(application: QApplication) -> None:
    """Let Qt speak the language of the program, before the first widget is made.

    Qt speaks English, the language of its source, anyway.
    """
    language = chosen_language()
    locale = _locale(language)
    QLocale.setDefault(locale)
    direction: Direction = "RightToLeft" if is_right_to_left() else "LeftToRight"
    set_properties(application, layoutDirection=direction)
    translator = QTranslator(application)
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if translator.load(str(folder / f"qtbase_{language}")):
        application.installTranslator(translator)


def _has_own_formats(language: str) -> bool:
    """Return whether the desktop writes numbers as some country does that has this language.

    On Linux, LANGUAGE makes Qt take the system for German, whatever its formats are.
    """
    if sys.platform in ("win32", "darwin"):
        return QLocale.system().language() == QLocale(language).language()
    names = ("LC_ALL", "LC_NUMERIC", "LANG")
    formats = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return formats.partition("_")[0] == language


def _locale(language: str) -> QLocale:
    """Return the desktop's own formats if they are in this language, else the usual ones."""
    chosen = QLocale.system() if _has_own_formats(language) else QLocale(language)
    return chosen if chosen.zeroDigit() == "0" else _WITH_LATIN_DIGITS
