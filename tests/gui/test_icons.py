"""The icons are drawn in their colours, and sharp on each screen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from profile_browser.domain.resource_files import resources_folder

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from profile_browser.ui.theme import Theme

COLOR, OTHER_COLOR, THIRD_COLOR = "#010203", "#040506", "#070809"  # of no other icons
SIDE, OPAQUE = 32, 255
DRAWINGS = (resources_folder() / "icons").glob("*.svg")
NAMES = sorted(path.stem for path in DRAWINGS if "currentColor" in path.read_text("utf-8"))


def show_on(*scales: float, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a screen of each of these scales."""
    screens = [SimpleNamespace(devicePixelRatio=scale.conjugate) for scale in scales]
    monkeypatch.setattr(theme, "_application", SimpleNamespace(screens=lambda: screens))


def sizes(icon: QIcon) -> set[int]:
    """Return in which sizes an icon is drawn."""
    return {size.width() for size in icon.availableSizes()}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_its_colour(theme: Theme, name: str) -> None:
    image = theme.icon(name, COLOR).pixmap(QSize(SIDE, SIDE)).toImage()
    pixels = (image.pixelColor(at % SIDE, at // SIDE) for at in range(SIDE * SIDE))
    assert {pixel.name() for pixel in pixels if pixel.alpha() == OPAQUE} == {COLOR}


def test_an_icon_is_drawn_for_the_scale_of_each_screen(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_on(1.0, 1.25, theme=theme, monkeypatch=monkeypatch)
    icon = theme.icon(NAMES[0], OTHER_COLOR)
    assert [icon.pixmap(QSize(16, 16), scale).width() for scale in (1.0, 1.25)] == [16, 20]
    assert sizes(icon) == {16, 20, 32}  # the last for a scale that changes


def test_icons_are_drawn_for_the_scale_of_a_screen_that_comes_later(
    theme: Theme, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        show_on(1.0, theme=theme, monkeypatch=patched)
        assert sizes(theme.icon(NAMES[0], THIRD_COLOR)) == {16, 32}
        show_on(1.0, 3.0, theme=theme, monkeypatch=patched)
        with qtbot.waitSignal(theme.changed):  # all that shows icons listens to it
            qapp.screenAdded.emit(qapp.primaryScreen())
        assert sizes(theme.icon(NAMES[0], THIRD_COLOR)) == {16, 32, 48}
    qapp.screenAdded.emit(qapp.primaryScreen())
