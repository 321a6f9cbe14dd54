"""Reads the README and the administration guide: sections, tables and code words."""

from __future__ import annotations

import re

from tests.unit.helpers.sources import PACKAGE

ROOT = PACKAGE.parent
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
GUIDE = ROOT / "resources" / "guide" / "administration.md"
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`")
_ROW = re.compile(r"^\| (.+) \|$", re.MULTILINE)


def section(heading: str) -> str:
    """Return a section of the guide, up to the next heading of any level."""
    text = BLOCK.sub("", GUIDE.read_text("utf-8"))
    return re.split(r"^#+ ", text.partition(f"# {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(heading: str) -> list[list[str]]:
    """Return the cells of each row of a section's tables."""
    return [row.split(" | ") for row in _ROW.findall(section(heading))]


def code_words(text: str) -> list[str]:
    """Return what is marked as code."""
    return CODE.findall(text)


def listed(heading: str) -> set[str]:
    """Return the code words in the first column of a section's tables."""
    return {word for first, *_ in rows(heading) for word in code_words(first)}
