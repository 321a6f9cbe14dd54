"""Reads the values of a table by a description: each key, and how its value is read.

Values are read strictly, so that no slip is taken for a setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import settings as wording
from profile_browser.messages.plain_text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    Description = Mapping[str, Callable[[object], object]]

LONGEST_TEXT = 1000  # characters
_PASSWORD = "password"  # noqa: S105 - the name of a key that is refused


class FaultError(ValueError):
    """A table or value that cannot be used; the message is the sentence that says why."""


def read_values(
    table: Mapping[str, object], description: Description
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a table's values, and a sentence for each key that cannot be used."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, value in table.items():
        try:
            refuse_password({name: value})
            values[name] = description.get(name, _refuse)(value)
        except FaultError as fault:
            faults[name] = str(fault)
    return values, faults


def refuse_password(value: object) -> None:
    """Raise FaultError where anything in here is called a password."""
    if any(name.casefold() == _PASSWORD for name in _names(value)):
        raise FaultError(wording.FILE_HOLDS_SIGN_IN)


def read_text(value: object, longest: int = LONGEST_TEXT) -> str:
    """Return a printable text. Raises FaultError."""
    if not isinstance(value, str):
        raise FaultError(wording.NO_TEXT)
    if len(value) > longest:
        raise FaultError(wording.TOO_LONG)
    if printable(value) != value:
        raise FaultError(wording.CONTROL_CHARACTERS)
    return value


def _names(value: object) -> Iterator[str]:
    """Yield each key in a value, at any depth; recursion could be exhausted by a file."""
    left = [value]
    while left:
        inner = left.pop()
        if isinstance(inner, dict):
            yield from inner
            left.extend(inner.values())
        elif isinstance(inner, list):
            left.extend(inner)


def _refuse(_value: object) -> object:
    raise FaultError(wording.KEY_UNKNOWN)
