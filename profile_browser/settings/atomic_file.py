"""Writes a file as a whole or not at all, and by one program at a time."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import settings as wording
from profile_browser.settings.toml_file import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_WAIT = 5.0  # seconds for another program that writes
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other programs from writing this file. Raises ConfigurationError, for OSErrors too."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - most runs write nothing

    target = _target(path)
    try:
        target.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        with FileLock(f"{target}.lock", timeout=LONGEST_WAIT, mode=_FILE_MODE):
            yield
    except Timeout:
        raise ConfigurationError(wording.file_in_use(str(path))) from None
    except OSError as error:
        raise ConfigurationError(wording.file_not_written(str(path), reason_of(error))) from None


def write_whole(path: Path, text: str) -> None:
    """Put this text in the file's place; a link to a file stays one. Raises OSError."""
    target = _target(path)
    mode = _mode(target)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _mode(target: Path) -> int:
    """Return the mode that the file has or shall have; a file that is read-only stays so."""
    try:
        with target.open("rb+"):
            return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return _FILE_MODE
