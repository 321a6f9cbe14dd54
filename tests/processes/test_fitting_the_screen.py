"""The window fits its screen, with its frame, also where everything is larger than it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.gui.starting_program import WINDOW
from tests.gui.test_start import started
from tests.processes.closing_program import CLOSING
from tests.processes.test_closing import close_when_shown

FRAME = 30  # device-independent pixels; the title bar of most desktops


@pytest.mark.parametrize("was_open", [False, True], ids=["first start", "size was saved"])
def test_the_window_and_its_frame_fit_a_screen_of_another_scale(was_open: bool) -> None:
    if was_open:
        lines, _, code, _ = close_when_shown("searchField", "--sample")
        assert (lines, code) == ([CLOSING], 0)
    home = Path(os.environ["XDG_CONFIG_HOME"])
    start = started(home, WINDOW, "--sample", QT_SCALE_FACTOR="1.5")
    (width, height), (most_width, most_height) = start.window, start.screen
    assert most_width < 760  # otherwise the window would fit as it is
    assert width < most_width
    assert height + FRAME <= most_height
