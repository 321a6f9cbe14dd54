"""A start does not wait for what only PySide's developers need, and nothing else changes."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from types import ModuleType

import pytest

from profile_browser.desktop.qt_import import RUN_AT_FIRST_USE

QUESTIONS = {
    "has run what explains wrong calls": "'inspect' in vars(layout)",
    "has run what writes stub files": "'generate_pyi' in vars(pyi_generator)",
    "reads each imported module": "builtins.__import__ is not builtins.__orig_import__",
    "compile is Python's own": "builtins.compile is compile_before",
    "a wrong call is explained": "'start(msec: int' in wrong_call()",
    "stub files can be written": "hasattr(pyi_generator, 'generate_pyi')",
    "an unknown name is unknown": "not hasattr(layout, 'unknown')",
}
TOO_MUCH = ("has run", "reads")
PROGRAM = f"""
import builtins, json
compile_before = compile
from profile_browser.desktop.qt_import import import_qt
import_qt()
from PySide6.support.signature import layout
from PySide6.support.signature.lib import pyi_generator
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


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name.startswith(TOO_MUCH)])
def test_a_start_does_not_wait_for_what_only_developers_need(
    answers: dict[str, bool], name: str
) -> None:
    assert not answers[name]


@pytest.mark.parametrize("name", [name for name in QUESTIONS if not name.startswith(TOO_MUCH)])
def test_all_else_is_as_pyside_has_it(answers: dict[str, bool], name: str) -> None:
    assert answers[name]


def test_a_second_thread_waits_until_what_explains_a_wrong_call_has_run() -> None:
    module, began, gate = ModuleType("layout"), Event(), Event()
    vars(module).update(began=began, gate=gate)
    source = RUN_AT_FIRST_USE.format(source="began.set(); gate.wait(10); found = 1")
    exec(source, vars(module))
    with ThreadPoolExecutor() as threads:
        first = threads.submit(getattr, module, "found")
        assert began.wait(10)
        second = threads.submit(getattr, module, "found")
        wait([second], timeout=0.05)
        assert not second.done()
        gate.set()
        assert (first.result(), second.result()) == (1, 1)
