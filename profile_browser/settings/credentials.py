"""A password that the service manager hands over: systemd's ``LoadCredential=``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CREDENTIAL = "profile-browser-password"
_FOLDER = "CREDENTIALS_DIRECTORY"
_LONGEST = 10_000  # bytes


def credential(environment: Mapping[str, str]) -> str:
    """Return the password that the service manager hands over; empty if there is none.

    Only this service can read the file. An environment variable can be read by every process of the
    same account. A line break at the end is not part of the password.
    """
    folder = environment.get(_FOLDER)
    if not folder:
        return ""
    try:
        with (Path(folder) / CREDENTIAL).open("rb") as file:
            return file.read(_LONGEST).decode().removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        return ""
