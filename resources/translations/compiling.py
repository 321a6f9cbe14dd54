"""Compiles the catalogues: ``de.po`` becomes ``de/LC_MESSAGES/profile-browser.mo``, and so on."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
COMPILED = Path("LC_MESSAGES") / "profile-browser.mo"


def compile_catalogues() -> list[Path]:
    """Compile every catalogue. Return the files that are written, as paths in the folder."""
    return [_compile(source) for source in sorted(FOLDER.glob("*.po"))]


def _compile(source: Path) -> Path:
    with source.open("rb") as file:
        catalogue = read_po(file)
    compiled = Path(source.stem) / COMPILED
    (FOLDER / compiled).parent.mkdir(parents=True, exist_ok=True)
    with (FOLDER / compiled).open("wb") as file:
        write_mo(file, catalogue)
    return compiled


if __name__ == "__main__":
    compile_catalogues()
