"""Where the program keeps what it writes of its own accord."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def state_folder() -> Path:
    """Return the person's state folder, which need not be there yet."""
    from platformdirs import user_state_path

    return user_state_path("profile-browser", appauthor=False)
