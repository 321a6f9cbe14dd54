"""Qt comes without what only PySide's developers need, and nothing else changes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

QUESTIONS = {
    "writes stub files": "hasattr(PySide6.support.signature.lib.pyi_generator, 'EnumFormatter')",
    "reads each imported module": "builtins.__import__ is not builtins.__orig_import__",
    "compile is Python's own": "builtins.compile is compile_before",
    "a wrong call is explained": "'wrong argument types' in wrong_call()",
}
PROGRAM = f"""
import builtins, json
compile_before = compile
from profile_browser.desktop.qt_import import import_qt
import_qt()
import PySide6.support.signature.lib.pyi_generator
from PySide6.QtCore import QTimer

def wrong_call():
    try:
        QTimer().start("soon")
    except TypeError as error:
        return str(error)

print(json.dumps({{name: eval(question) for name, question in {QUESTIONS!r}.items()}}))
"""


@pytest.fixture(scope="module")
def answers() -> dict[str, bool]:
    """What a process of its own says: this one has imported Qt already."""
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    known: dict[str, bool] = json.loads(ended.stdout)
    return known


@pytest.mark.parametrize("name", ["writes stub files", "reads each imported module"])
def test_a_start_does_not_wait_for_what_only_developers_need(
    answers: dict[str, bool], name: str
) -> None:
    assert not answers[name]


@pytest.mark.parametrize("name", ["compile is Python's own", "a wrong call is explained"])
def test_all_else_is_as_pyside_has_it(answers: dict[str, bool], name: str) -> None:
    assert answers[name]
