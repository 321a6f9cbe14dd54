"""The folder for the log and the crash reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def state_folder() -> Path:
    """Return the user's state folder, which may not exist yet."""
    from platformdirs import user_state_path

    return user_state_path("profile-browser", appauthor=False)
