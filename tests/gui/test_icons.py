"""The icons are drawn in their colours, and sharp on each screen that there is at the start."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from profile_browser.domain.resource_files import resources_folder

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme

COLOR, OTHER_COLOR = "#010203", "#040506"  # of no other icons
SIDE, OPAQUE = 32, 255
DRAWINGS = (resources_folder() / "icons").glob("*.svg")
NAMES = sorted(path.stem for path in DRAWINGS if "currentColor" in path.read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_its_colour(theme: Theme, name: str) -> None:
    image = theme.icon(name, COLOR).pixmap(QSize(SIDE, SIDE)).toImage()
    pixels = (image.pixelColor(at % SIDE, at // SIDE) for at in range(SIDE * SIDE))
    assert {pixel.name() for pixel in pixels if pixel.alpha() == OPAQUE} == {COLOR}


def test_an_icon_is_drawn_for_the_scale_of_each_screen(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens = [SimpleNamespace(devicePixelRatio=lambda scale=each: scale) for each in (1.0, 1.25)]
    monkeypatch.setattr(theme, "_application", SimpleNamespace(screens=lambda: screens))
    icon = theme.icon(NAMES[0], OTHER_COLOR)
    sizes = [icon.pixmap(QSize(16, 16), scale).width() for scale in (1.0, 1.25, 3.0)]
    assert sizes == [16, 20, 48]  # the last for a screen that comes later
    assert {size.width() for size in icon.availableSizes()} == set(sizes)
