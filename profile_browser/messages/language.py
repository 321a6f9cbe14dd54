"""The language in which the program speaks. It is chosen once, before any sentence is imported."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.resource_files import translations_folder
from profile_browser.messages.catalogue import DOMAIN, SOURCE_LANGUAGE, load_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping, Sequence

_CATALOGUE = Path("LC_MESSAGES") / f"{DOMAIN}.mo"  # in a folder of its language
OPTION, VARIABLE = "--language", "PROFILE_BROWSER_LANGUAGE"
# As gettext reads them: LANGUAGE has several, the others one locale.
_PREFERRED = "LANGUAGE"
_VARIABLES = (_PREFERRED, "LC_ALL", "LC_MESSAGES", "LANG")
_GATEWAY = "serve"


def choose_language(arguments: Sequence[str], environment: MutableMapping[str, str]) -> None:
    """Speak the language of the option, else of the environment, else of the system.

    A gateway writes for programs and logs, so it speaks English unless its own option or variable
    says otherwise. An unknown language is skipped here, and refused when the command line is read.
    The chosen one is put into the environment, where argparse and Qt find it.
    """
    option = _option(arguments) or environment.get(VARIABLE, "")
    wanted = [option] if option else [] if arguments[:1] == [_GATEWAY] else _wanted(environment)
    language = best_language(wanted)
    environment[_PREFERRED] = language
    load_catalogue(language)


def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue, and English."""
    found = (path.name for path in translations_folder().iterdir() if has_catalogue(path.name))
    return (SOURCE_LANGUAGE, *sorted(found))


def has_catalogue(code: str) -> bool:
    """Return whether there are sentences in this language."""
    is_code = code.replace("_", "").isalpha()  # it comes from outside, and becomes a path
    return is_code and (translations_folder() / code / _CATALOGUE).is_file()


def best_language(wanted: Iterable[str]) -> str:
    """Return the first language that has a catalogue: ``de_AT.UTF-8`` is ``de``. Else English."""
    for locale in wanted:
        language = locale.partition(".")[0].partition("@")[0].replace("-", "_")
        for code in (language, language.partition("_")[0]):
            if code == SOURCE_LANGUAGE or has_catalogue(code):
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
