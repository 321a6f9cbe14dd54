"""Creates the program's icons for Linux, Windows and macOS from one SVG.

Run it after changing profile-browser.svg: `python resources/make_icons.py [FOLDER]`. The default
folder is that of the SVG.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent / "icons" / "profile-browser.svg"
PNG_SIDE = 512
ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)
# Apple's name for each entry, and its side in pixels; ic10 to ic14 are for Retina displays.
ICNS_SIDES = {
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
    b"ic11": 32,
    b"ic12": 64,
    b"ic13": 256,
    b"ic14": 512,
}


def png(side: int) -> bytes:
    """Return the icon as a square PNG of this side in pixels. Raises ValueError."""
    renderer = QSvgRenderer(str(DRAWING))
    if not renderer.isValid():
        message = f"{DRAWING.name} cannot be drawn"
        raise ValueError(message)
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return _encoded(image)


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs require bytes, Qt a str
        message = "Qt could not write a PNG"
        raise ValueError(message)
    return bytes(buffer.data().data())


def ico() -> bytes:
    """Return the Windows icon: a directory of PNG entries."""
    pictures = [png(side) for side in ICO_SIDES]
    offset = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for side, picture in zip(ICO_SIDES, pictures, strict=True):
        # A side is one byte: 256 is written as 0.
        entry = (side % 256, side % 256, 0, 0, 1, 32, len(picture), offset)
        directory += struct.pack("<BBBBHHII", *entry)
        offset += len(picture)
    return directory + b"".join(pictures)


def icns() -> bytes:
    """Return the macOS icon: entries of a name, a length that includes the header, and a PNG."""
    entries = b""
    for name, side in ICNS_SIDES.items():
        picture = png(side)
        entries += struct.pack(">4sI", name, 8 + len(picture)) + picture
    return struct.pack(">4sI", b"icns", 8 + len(entries)) + entries


def make_icons(folder: Path) -> None:
    """Write the three icon files to the folder."""
    (folder / "profile-browser.png").write_bytes(png(PNG_SIDE))
    (folder / "profile-browser.ico").write_bytes(ico())
    (folder / "profile-browser.icns").write_bytes(icns())


if __name__ == "__main__":
    make_icons(Path(sys.argv[1]) if len(sys.argv) > 1 else DRAWING.parent)
