"""Replaces what a file holds: as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER_ONLY = 0o600


@contextmanager
def replacing(target: Path, mode: int = OWNER_ONLY) -> Iterator[BinaryIO]:
    """Give a file to write to. It takes the place of the target at the end, with this mode.

    If anything fails, the target stays as it was. Raises OSError.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".profile-browser.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
