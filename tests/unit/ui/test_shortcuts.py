"""Keyboard shortcuts follow the platform."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from profile_browser.ui.shortcuts import Shortcut, native_text


@pytest.mark.usefixtures("qapp")
def test_backspace_never_goes_back() -> None:
    back = Shortcut(QKeySequence.StandardKey.Back, "Go back", str)
    assert native_text(back.sequence()) != "Backspace"
    assert back.sequence().count() == 1
