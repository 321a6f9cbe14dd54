"""A TOML file as text and as data, or a sentence that says why it cannot be read."""

from __future__ import annotations

import re
import stat
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)
_SWITCH = re.compile(r"^\s*(\w+)\s*=\s*(?:(true|false)\b)?", re.MULTILINE)
_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class TomlFile:
    """What a file holds; a missing one holds nothing. It may be a key, so nothing repeats it."""

    path: Path
    text: str = field(repr=False)
    data: Mapping[str, object] = field(repr=False)


def read_toml(path: Path) -> TomlFile:
    """Return what a file holds. Raises ConfigurationError with the file and, if known, the line."""
    content = _content(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(wording.file_not_text(str(path), line)) from None
    return TomlFile(path, text, _data(path, text))


def legible_switches(path: Path) -> dict[str, bool | None]:
    """Return what a broken file's lines before its first table switch on or off.

    What a line sets to anything else is None. An administrator's rules hold although a slip
    further down breaks the file.
    """
    beginning = _TABLE.split(_legible_text(path), maxsplit=1)[0]
    words = {"true": True, "false": False}
    return {found[1]: words.get(found[2]) for found in _SWITCH.finditer(beginning)}


def may_switch_on(path: Path, name: str) -> bool:
    """Tell whether a broken file may switch this on, in any table: only a plain false is none."""
    switch = re.compile(rf"^[^#\n]*\b{name}[\"']?\s*=\s*+(?!false\b)", re.MULTILINE)
    return switch.search(_legible_text(path)) is not None


def is_legible(path: Path) -> bool:
    """Tell whether a file can be opened at all, or is not there."""
    try:
        _content(path)
    except ConfigurationError:
        return False
    return True


def _legible_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return ""


def _content(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ConfigurationError(wording.not_a_file(str(path)))
        return path.read_bytes()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise ConfigurationError(wording.file_unreadable(str(path), reason_of(error))) from None
        return b""
    except OSError as error:
        raise ConfigurationError(wording.file_unreadable(str(path), reason_of(error))) from None


def _data(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(wording.file_broken(str(path), _line(error, text))) from None
    except (ValueError, RecursionError):  # a number of 5000 digits, a list in a list in a list …
        raise ConfigurationError(wording.file_too_odd(str(path))) from None


def _line(error: tomllib.TOMLDecodeError, text: str) -> int:
    named = _LINE.search(str(error))
    return int(named[1]) if named else text.count("\n") + 1


def reason_of(error: OSError) -> str:
    """Return the operating system's own words for what went wrong."""
    return error.strerror or type(error).__name__
