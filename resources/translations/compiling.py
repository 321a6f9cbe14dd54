"""Compiles the catalogues: writes ``de.mo`` beside ``de.po``, and so on."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent


def compile_catalogues() -> list[Path]:
    """Compile every catalogue. Return the files that are written."""
    return [_compile(source) for source in sorted(FOLDER.glob("*.po"))]


def _compile(source: Path) -> Path:
    with source.open("rb") as file:
        catalogue = read_po(file)
    compiled = source.with_suffix(".mo")
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return compiled


if __name__ == "__main__":
    compile_catalogues()
