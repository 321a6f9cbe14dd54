"""Reads a TOML file, or says in one sentence why it cannot be read."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as wording

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

MAX_SIZE = 1_000_000  # bytes
_MARK = "\N{BYTE ORDER MARK}"  # as some editors on Windows write it
_LINE = r"\(at line (\d+), column \d+\)"


class UnreadableFileError(ConfigurationError):
    """A file that cannot be read; ``reason`` says why, without the file's name."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            wording.file_unreadable(str(path), reason), wording.own_file_unreadable(reason)
        )
        self.reason = reason


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a file holds; a missing file holds nothing. Raises UnreadableFileError."""
    return read_toml_and_text(path)[0]


def read_toml_and_text(path: Path) -> tuple[dict[str, Any], str]:
    """Return the same, and the text in which it is written."""
    content = _read_bytes(path)
    if not content:
        return {}, ""
    import tomllib  # noqa: PLC0415 - the sample data starts without it where there is no file

    text = ""
    try:
        text = content.decode().removeprefix(_MARK)
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(path, wording.not_utf8(line)) from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFileError(path, wording.not_toml(_line(error, text))) from None
    except (ValueError, RecursionError):  # a number of 5000 digits, a list in a list in a list …
        raise UnreadableFileError(path, wording.TOO_ODD) from None


def _read_bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableFileError(path, wording.NOT_A_FILE)
        return _read_at_most(path, MAX_SIZE)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not path.is_symlink():
            return b""
        raise UnreadableFileError(path, reason_of(error)) from None


def _read_at_most(path: Path, limit: int) -> bytes:
    """Return the content. It is counted, because a size may be wrong, as in /proc."""
    with path.open("rb") as file:
        content = file.read(limit + 1)
        if len(content) > limit:
            size = max(os.fstat(file.fileno()).st_size, len(content))
            raise UnreadableFileError(path, wording.too_large(size, limit))
    return content


def _line(error: ValueError, text: str) -> int:
    named = re.search(_LINE, str(error))
    return int(named[1]) if named else text.count("\n") + 1


def reason_of(error: OSError) -> str:
    """Return the operating system's own words for what went wrong."""
    return error.strerror or type(error).__name__
