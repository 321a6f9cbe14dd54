"""Every sentence in messages/ goes through the catalogue."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.unit.helpers.sources import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((PACKAGE / "messages").glob("*.py"))
TRANSLATED = {"_", "in_context", "counted", "label_text", "noun_text"}
# Names of people's programs, fields and libraries, and headers of files.
UNTRANSLATED = {
    "Profile Browser", "Profile Browser ", "Python", "not yet valid", "self signed",
    "CoreFoundation", "Account", "Asked for", "Outcome",
}  # fmt: skip
NAMES = {"people", "asked", "outcome"}  # of a file, and in JSON
COMMANDS = ("sudo apt-get ",)


def loose(source: str) -> list[str]:
    """Return the literals that read as words, and are in no call of the catalogue's functions."""
    tree = ast.parse(source)
    exempt = {id(part) for node in ast.walk(tree) if _is_exempt(node) for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in exempt
        and _reads_as_words(node.value)
    ]


def short_words(source: str) -> list[str]:
    """Return the words that are constants of their own, and are not translated."""
    named = [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and not ast.unparse(node.targets[0]).startswith("_")
    ]
    values = [part for node in named for part in getattr(node.value, "elts", [node.value])]
    words = [str(part.value) for part in values if isinstance(part, ast.Constant)]
    return [word for word in words if re.fullmatch("[a-z]{3,}", word) and word not in NAMES]


def _is_exempt(node: ast.AST) -> bool:
    """Return whether a node is a docstring, or a call that translates."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in TRANSLATED


def _reads_as_words(text: str) -> bool:
    if text in UNTRANSLATED or text.startswith(COMMANDS):
        return False
    two_words = re.search(r"[^\W\d_]{2,} +[^\W\d_]", text)
    return two_words is not None or re.match(r"\s*[A-Z][a-z]{2,}", text) is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_is_translated(path: Path) -> None:
    source = path.read_text("utf-8")
    assert loose(source) + short_words(source) == []


@pytest.mark.parametrize(
    "source", ['X = "Copied"', 'def f():\n    return f"{x} rows left"', 'X = {"a": "no one found"}']
)
def test_a_sentence_beside_the_catalogue_is_noticed(source: str) -> None:
    assert loose(source)


@pytest.mark.parametrize("source", ['X = _("Copied")', '"""Says it."""', 'X = "key_name"'])
def test_translated_sentences_and_names_for_machines_pass(source: str) -> None:
    assert loose(source) == []


@pytest.mark.parametrize("source", ['STATE = "encrypted"', 'VALID, SOON = "valid", _("soon")'])
def test_a_single_word_beside_the_catalogue_is_noticed(source: str) -> None:
    assert short_words(source)
