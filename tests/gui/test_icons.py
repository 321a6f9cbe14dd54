"""The icons are drawn in their colours, and sharp on each screen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from profile_browser.domain.resource_files import resources_folder

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme

COLOR, OTHER_COLOR = "#010203", "#040506"  # of no other icon
SIDE, OPAQUE = 64, 255
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
    scales = (1.0, 1.25)
    screens = [SimpleNamespace(devicePixelRatio=scale.conjugate) for scale in scales]
    monkeypatch.setattr(theme, "_application", SimpleNamespace(screens=lambda: screens))
    icon = theme.icon(NAMES[0], OTHER_COLOR)
    for scale in (*scales, 4.0):  # for the last, there is no screen yet
        shown = icon.pixmap(QSize(16, 16), scale)
        assert shown.width() == 16 * scale
    assert {size.width() for size in icon.availableSizes()} == {16, 20, 64}
