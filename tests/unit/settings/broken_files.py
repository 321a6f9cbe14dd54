"""The ways in which a file can be broken as a whole, and what the program says of each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.unit.settings.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _holding(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _make_sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(300_000_000)


SOUND = table("eu").encode()
ODD = "it contains a value that is too long or nested too deeply"
WAYS: dict[str, tuple[Callable[[Path], object], str]] = {
    "not TOML": (_holding(SOUND + b"oops"), "line 5 is not valid TOML"),
    "key twice": (_holding(b"managed = true\n" * 2 + SOUND), "line 2 is not valid TOML"),
    "no rules": (_holding(b"# nothing\n[x"), "line 2 is not valid TOML"),
    "not UTF-8": (_holding(SOUND + b"# \xff"), "line 5 is not text in UTF-8"),
    "endless number": (_holding(SOUND + b"x = " + b"9" * 5000), ODD),
    "endless list": (_holding(SOUND + b"x = " + b"[" * 5000), ODD),
    "too large": (
        _holding(SOUND + b"#" * (1_000_001 - len(SOUND))),
        "it has 1,000,001 bytes, and at most 1,000,000 are allowed",
    ),
    "sparse": (_make_sparse, "it has 300,000,000 bytes, and at most 1,000,000 are allowed"),
    "folder": (lambda path: path.mkdir(), "it is not a file"),
    "pipe": (os.mkfifo, "it is not a file"),
    "link to nowhere": (
        lambda path: path.symlink_to(path.parent / "nowhere.toml"),
        "No such file or directory",
    ),
    "link to itself": (
        lambda path: path.symlink_to(path),
        "Too many levels of symbolic links",
    ),
}


def break_file(path: Path, way: str) -> str:
    """Break a file in this way, and return the sentence about an administrator's file."""
    path.unlink(missing_ok=True)
    make, reason = WAYS[way]
    make(path)
    return f"Nothing can be looked up until your administrator has repaired {path}: {reason}."
