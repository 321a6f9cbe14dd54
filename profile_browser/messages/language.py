"""The language in which the program speaks. It is chosen once, before any sentence is imported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from profile_browser.domain.resource_files import translations_folder
from profile_browser.messages.catalogue import SOURCE_LANGUAGE, load_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OPTION, VARIABLE = "--language", "PROFILE_BROWSER_LANGUAGE"
# As gettext reads them: LANGUAGE has several, the others one locale.
_VARIABLES = (VARIABLE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Speak the language of the option, else of the environment, else of the system.

    An unknown language is skipped here. The command line refuses it when it is parsed.
    """
    option = _option(arguments)
    wanted = [option] if option else _wanted(environment)
    load_catalogue(best_language(wanted))


def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue, and English."""
    found = (path.stem for path in translations_folder().glob("*.mo"))
    return (SOURCE_LANGUAGE, *sorted(found))


def best_language(wanted: Iterable[str]) -> str:
    """Return the first language that has a catalogue: ``de_AT.UTF-8`` is ``de``. Else English."""
    for locale in wanted:
        language = locale.partition(".")[0].partition("@")[0].replace("-", "_")
        for code in (language, language.partition("_")[0]):
            if code == SOURCE_LANGUAGE or (translations_folder() / f"{code}.mo").is_file():
                return code
    return SOURCE_LANGUAGE


def _option(arguments: Sequence[str]) -> str:
    """Return the value of the option, which is needed before the arguments are parsed."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION:
            return next(iter(arguments[place + 1 :]), "")
        if argument.startswith(f"{OPTION}="):
            return argument.removeprefix(f"{OPTION}=")
    return ""


def _wanted(environment: Mapping[str, str]) -> list[str]:
    for name in _VARIABLES:
        if environment.get(name):
            return environment[name].split(":")
    return _desktop_languages()


def _desktop_languages() -> list[str]:
    """Return the languages of Windows or macOS, which set no variables for a desktop program."""
    if sys.platform in ("win32", "darwin"):
        from profile_browser.messages.desktop_languages import (  # noqa: PLC0415 - loads ctypes
            desktop_languages,
        )

        return desktop_languages()
    return []
