"""Finds the files of resources/ in a checkout, an installed wheel and a frozen program."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
# A wheel and the frozen program have the folder inside the package, a checkout beside it.
_CANDIDATES = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


@cache
def resources_folder() -> Path:
    """Return the folder of icons, style sheet and sample profiles.

    Raises FileNotFoundError if the installation is incomplete.
    """
    for folder in _CANDIDATES:
        if (folder / "sample_profiles.jsonl").is_file():
            return folder
    raise FileNotFoundError(_CANDIDATES[0])


def translations_folder() -> Path:
    """Return the folder of the catalogues, one for each language."""
    return resources_folder() / "translations"


def read_resource(name: str) -> str:
    """Return the text of one resource, such as ``icons/copy.svg``."""
    return (resources_folder() / name).read_text(encoding="utf-8")
