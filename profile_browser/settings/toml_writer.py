"""Writes a TOML file: as a whole or not at all, and by one program at a time."""

from __future__ import annotations

import json
import os
import re
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.whole_files import OWNER_ONLY, replacing
from profile_browser.messages import settings as wording
from profile_browser.settings.toml_file import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

LONGEST_WAIT = 5.0  # seconds for another program that writes
_FOLDER_MODE = 0o700
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(data: Mapping[str, object]) -> str:
    """Return a text that tomllib reads as this data: tables have headings, each value one line.

    Raises ValueError or RecursionError for numbers and nesting beyond what Python handles.
    """
    return "\n".join(_sections(data, ()))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other programs from writing this file. Raises ConfigurationError, for OSErrors too."""
    target = _target(path)
    try:
        target.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        with FileLock(f"{target}.lock", timeout=LONGEST_WAIT, mode=OWNER_ONLY):
            yield
    except Timeout:
        raise ConfigurationError(wording.file_in_use(str(path)), wording.OWN_FILE_IN_USE) from None
    except OSError as error:
        reason = reason_of(error)
        raise ConfigurationError(
            wording.file_not_written(str(path), reason), wording.own_file_not_written(reason)
        ) from None


def write_whole(path: Path, text: str) -> None:
    """Replace what a file holds by this text; a link to a file stays a link. Raises OSError."""
    target = _target(path)
    with replacing(target, _mode(target)) as file:
        file.write(text.encode())


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _mode(target: Path) -> int:
    """Return the mode that the file has or gets. Raises OSError for a read-only file."""
    try:
        with target.open("rb+"):
            return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return OWNER_ONLY


def _sections(
    table: Mapping[str, Any], path: tuple[str, ...], *, in_array: bool = False
) -> Iterator[str]:
    """Yield a table's own values under its heading, then the tables in it."""
    inner = {name: value for name, value in table.items() if _has_heading(value)}
    own = [f"{_key(name)} = {_value(table[name])}\n" for name in table if name not in inner]
    if own or not inner or in_array:
        yield "".join([_heading(path, in_array=in_array), *own])
    for name, value in inner.items():
        if isinstance(value, dict):
            yield from _sections(value, (*path, _key(name)))
        else:
            for one in value:
                yield from _sections(one, (*path, _key(name)), in_array=True)


def _has_heading(value: object) -> bool:
    """Return whether this is a table or an array of tables."""
    tables = value if isinstance(value, list) else [value]
    return bool(tables) and all(isinstance(one, dict) for one in tables)


def _heading(path: tuple[str, ...], *, in_array: bool) -> str:
    if not path:
        return ""
    return f"[[{'.'.join(path)}]]\n" if in_array else f"[{'.'.join(path)}]\n"


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _quoted(value)
        case dict():
            return (
                f"{{{', '.join(f'{_key(name)} = {_value(one)}' for name, one in value.items())}}}"
            )
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case _:  # numbers, dates and times, which Python writes as TOML does
            return str(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
