"""A screen, a session and a desk for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.desk import Desk, running_desk
from tests.frozen.screens import x11_screen
from tests.frozen.session_bus import session_bus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Run the program on sample data, with a screen reader beside it."""
    with x11_screen() as screen:
        monkeypatch.setenv("DISPLAY", screen)  # the accessibility bus is written on the screen
        with session_bus() as bus, running_desk(bus, screen, tmp_path, "--sample") as desk:
            yield desk
