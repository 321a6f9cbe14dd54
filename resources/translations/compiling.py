"""Compiles the catalogues: ``de.po`` becomes ``de/LC_MESSAGES/profile-browser.mo``, and so on."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
COMPILED = Path("LC_MESSAGES") / "profile-browser.mo"
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # so that a build can be repeated byte by byte


def compile_catalogues() -> list[Path]:
    """Compile every catalogue. Return the files that are written, as paths in the folder."""
    return [_compile(source) for source in sorted(FOLDER.glob("*.po"))]


def compiled_catalogue(source: Path) -> bytes:
    """Return a catalogue as gettext reads it, without what is only a guess."""
    with source.open("rb") as file:
        catalogue = read_po(file)
    catalogue.creation_date = _NO_DATE
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def _compile(source: Path) -> Path:
    compiled = Path(source.stem) / COMPILED
    (FOLDER / compiled).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / compiled).write_bytes(compiled_catalogue(source))
    return compiled


if __name__ == "__main__":
    compile_catalogues()
