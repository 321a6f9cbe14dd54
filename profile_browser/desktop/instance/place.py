"""Where the running window listens: a place that nobody else can write to."""

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

_NAME = "profile-browser"
_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SESSIONNAME")
_PRIVATE = 0o700


class Place(NamedTuple):
    """The socket, or on Windows the name of the pipe, and the lock of the process that listens."""

    socket: str
    lock: str


def instance_place(environment: Mapping[str, str], files: Iterable[Path]) -> Place | None:
    """Return where a window on this display, with these configuration files, listens.

    None if there is no folder that only this user can write to.
    """
    shown_on = [environment.get(name, "") for name in _DISPLAY]
    number = crc32("\0".join([*shown_on, *map(str, files)]).encode("utf-8", "surrogateescape"))
    if sys.platform == "win32":
        user, folder = environment.get("USERNAME", ""), environment.get("LOCALAPPDATA", "")
        lock = Path(folder, f"{_NAME}-{number:08x}.lock")
        return Place(f"{_NAME}-{user}-{number:08x}", str(lock)) if folder else None
    own = _own_folder(environment)
    if own is None:
        return None
    return Place(str(own / f"{number:08x}.socket"), str(own / f"{number:08x}.lock"))


def is_own_socket(path: str) -> bool:
    """Return whether this is a socket of this user."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def _own_folder(environment: Mapping[str, str]) -> Path | None:
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    if Path(runtime).is_absolute() and _is_private(runtime):
        folder = Path(runtime, _NAME)
    else:
        folder = Path(environment.get("TMPDIR") or "/tmp", f"{_NAME}-{os.getuid()}")  # noqa: S108 - checked below
    try:
        folder.mkdir(mode=_PRIVATE, exist_ok=True)
    except OSError:
        return None
    return folder if _is_private(str(folder)) else None


def _is_private(folder: str) -> bool:
    """Return whether this is a folder, not a link to one, that only this user can use."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    is_own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return is_own and not found.st_mode & 0o077
