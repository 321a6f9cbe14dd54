"""Every system shows the program's own icon, at each size that it asks for."""

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
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the script as a person would, into a folder of its own."""
    folder = tmp_path_factory.mktemp("icons")
    command = [sys.executable, str(RESOURCES / "make_icons.py"), str(folder)]
    subprocess.run(command, check=True, timeout=60)
    return folder


@pytest.fixture(params=["committed", "made"])
def icons(request: pytest.FixtureRequest, made: Path) -> Path:
    """Give the icons of the repository, and those that the script makes from the drawing now."""
    return ICONS if request.param == "committed" else made


def test_linux_has_a_picture_of_512(icons: Path) -> None:
    assert _png_sides((icons / "profile-browser.png").read_bytes()) == (512, 512)


def test_windows_has_each_size_that_it_shows(icons: Path) -> None:
    sides = _ico_sides((icons / "profile-browser.ico").read_bytes())
    assert sides == [16, 24, 32, 48, 64, 128, 256]


def test_a_mac_has_each_size_with_and_without_retina(icons: Path) -> None:
    sides = _icns_sides((icons / "profile-browser.icns").read_bytes())
    once = {"ic07": 128, "ic08": 256, "ic09": 512}
    retina = {"ic10": 1024, "ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512}
    assert sides == once | retina


def test_the_icons_are_drawn_the_same_each_time(made: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(RESOURCES / "make_icons.py"), str(tmp_path)]
    subprocess.run(command, check=True, timeout=60)
    for name in ("profile-browser.png", "profile-browser.ico", "profile-browser.icns"):
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes()
