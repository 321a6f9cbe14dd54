"""The program has an icon in every size that each system uses."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.helpers.sources import PACKAGE

RESOURCES = PACKAGE.parent / "resources"
ICONS = RESOURCES / "icons"


def _png_sides(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert data.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _ico_sides(data: bytes) -> list[int]:
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    sides, end = [], 6 + 16 * count
    for index in range(count):
        entry = struct.unpack_from("<BBBBHHII", data, 6 + 16 * index)
        width, height, _, _, planes, bits, length, offset = entry
        assert (planes, bits, offset) == (1, 32, end)
        end += length
        side = width or 256
        assert _png_sides(data[offset:end]) == (side, height or 256) == (side, side)
        sides.append(side)
    assert end == len(data)
    return sides


def _icns_sides(data: bytes) -> dict[str, int]:
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    sides, place = {}, 8
    while place < len(data):
        name, length = struct.unpack_from(">4sI", data, place)
        width, height = _png_sides(data[place + 8 : place + length])
        assert width == height
        sides[name.decode()] = width
        place += length
    assert place == len(data)
    return sides


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the script as a developer would, into an empty folder."""
    folder = tmp_path_factory.mktemp("icons")
    command = [sys.executable, str(RESOURCES / "make_icons.py"), str(folder)]
    subprocess.run(command, check=True, timeout=60)
    return folder


@pytest.fixture(params=["committed", "generated"])
def icons(request: pytest.FixtureRequest, generated: Path) -> Path:
    """Return the committed icons, then the icons that the script generates from the drawing."""
    return ICONS if request.param == "committed" else generated


def test_the_icon_for_linux_is_512_pixels_wide(icons: Path) -> None:
    assert _png_sides((icons / "profile-browser.png").read_bytes()) == (512, 512)


def test_the_icon_for_windows_has_every_size(icons: Path) -> None:
    sides = _ico_sides((icons / "profile-browser.ico").read_bytes())
    assert sides == [16, 24, 32, 48, 64, 128, 256]


def test_the_icon_for_macos_has_every_size_with_and_without_retina(icons: Path) -> None:
    sides = _icns_sides((icons / "profile-browser.icns").read_bytes())
    once = {"ic07": 128, "ic08": 256, "ic09": 512}
    retina = {"ic10": 1024, "ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512}
    assert sides == once | retina


def test_generating_the_icons_is_reproducible(generated: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(RESOURCES / "make_icons.py"), str(tmp_path)]
    subprocess.run(command, check=True, timeout=60)
    for name in ("profile-browser.png", "profile-browser.ico", "profile-browser.icns"):
        assert (tmp_path / name).read_bytes() == (generated / name).read_bytes()
