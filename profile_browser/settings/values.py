"""Reads the values of a table by a description: each key, and how its value is read.

Values are read strictly, so that no slip is taken for a setting.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Secret
from profile_browser.messages import settings as wording
from profile_browser.messages.plain_text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from profile_browser.messages.settings import KeyPath

    Description = Mapping[str, Callable[[object], object]]

LONGEST_TEXT = 1000  # characters
SHORTEST_SECRET = 32  # characters
_DEEPEST = 4  # keys from a value of a connection to one in its record layout
_SECRETS = frozenset(Secret)  # names of keys that are refused


class FaultError(ValueError):
    """A table or value that cannot be used.

    ``faults`` has a sentence for each value in it that is wrong, by the path to that value. The
    path is empty where the table or value as a whole is wrong.
    """

    def __init__(self, faults: str | Mapping[KeyPath, str]) -> None:
        self.faults = {(): faults} if isinstance(faults, str) else faults
        super().__init__(*self.faults.values())


def read_values(
    table: Mapping[str, object], description: Description
) -> tuple[dict[str, Any], dict[KeyPath, str]]:
    """Return a table's values, and a sentence for each key that cannot be used, by its path."""
    values: dict[str, Any] = {}
    faults: dict[KeyPath, str] = {}
    for name, value in table.items():
        try:
            refuse_password(name, value)
            values[name] = description.get(name, _refuse)(value)
        except FaultError as fault:
            faults |= {(name, *path): sentence for path, sentence in fault.faults.items()}
    return values, faults


def refuse_password(name: str, value: object) -> None:
    """Raise FaultError if a key, or one in its value, is called a password or a token."""
    keys = [(name, ()), *_keys_in(value)]
    found = {path: key.casefold() for key, path in keys if key.casefold() in _SECRETS}
    if found:
        raise FaultError({path: wording.file_holds(key) for path, key in found.items()})


def read_text(value: object, longest: int = LONGEST_TEXT) -> str:
    """Return a printable text. Raises FaultError."""
    if not isinstance(value, str):
        raise FaultError(wording.NO_TEXT)
    if len(value) > longest:
        raise FaultError(wording.TOO_LONG)
    if printable(value) != value:
        raise FaultError(wording.CONTROL_CHARACTERS)
    return value


def read_switch(value: object) -> bool:
    """Return true or false. Raises FaultError."""
    if not isinstance(value, bool):
        raise FaultError(wording.NO_SWITCH)
    return value


def read_whole_number(value: object, most: int, least: int = 1) -> int:
    """Return a whole number within these limits. Raises FaultError."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise FaultError(wording.whole_number_needed(least, most))
    return value


def read_seconds(value: object) -> float:
    """Return a number of seconds. Raises FaultError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FaultError(wording.NO_NUMBER)
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def read_absolute_path(value: object) -> str:
    """Return an absolute path. Raises FaultError."""
    path = read_text(value)
    if not Path(path).is_absolute():
        raise FaultError(wording.PATH_NOT_ABSOLUTE)
    return path


def read_secret(value: object) -> str:
    """Return a key for hashes, which must be long. Raises FaultError."""
    if not isinstance(value, str):
        raise FaultError(wording.NO_TEXT)
    if len(value.strip()) < SHORTEST_SECRET:
        raise FaultError(wording.key_too_short(SHORTEST_SECRET))
    return value


def _keys_in(value: object) -> Iterator[tuple[str, KeyPath]]:
    """Yield each key at any depth, and its path as far as settings go.

    A file could exhaust recursion, and whole paths could fill the memory.
    """
    left: list[tuple[KeyPath, object]] = [((), value)]
    while left:
        path, inner = left.pop()
        if isinstance(inner, dict):
            yield from ((name, (*path, name)[:_DEEPEST]) for name in inner)
            left.extend(((*path, name)[:_DEEPEST], one) for name, one in inner.items())
        elif isinstance(inner, list):
            left.extend(((*path, place)[:_DEEPEST], one) for place, one in enumerate(inner))


def _refuse(_value: object) -> object:
    raise FaultError(wording.KEY_UNKNOWN)
