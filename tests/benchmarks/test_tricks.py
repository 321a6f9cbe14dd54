"""Each trick of the program can still be taken out, so that its figure can be measured."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.without import TRICKS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(120)  # seconds; each trick takes six starts


def test_each_trick_has_a_figure_for_each_start(tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    words = ("-m", "tests.benchmarks.tricks", "--rounds", "1", "--json", str(file))
    ended = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, timeout=110
    )
    assert ended.returncode == 0, ended.stderr
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert list(saved) == list(TRICKS)
    assert all(len(by_start) == 3 and all(by_start.values()) for by_start in saved.values())
    assert all(f"| {trick} |" in ended.stdout for trick in TRICKS)


@pytest.mark.parametrize(
    ("trick", "question"),
    [
        (
            "import-hook",
            "import builtins; print(builtins.__import__ is not builtins.__orig_import__)",
        ),
        (
            "signatures",
            "import PySide6.support.signature.layout as it; print('inspect' in vars(it))",
        ),
        (
            "whole-sdk",
            """import profile_browser.stores.couchbase.sdk_import as it; it.leave_out_unneeded()
import couchbase.management.buckets as it; print(hasattr(it, '__file__'))""",
        ),
        ("garbage", "import gc; print(gc.isenabled() and not gc.get_freeze_count())"),
    ],
)
def test_what_is_taken_out_is_not_there(trick: str, question: str) -> None:
    code = (
        "import tests.benchmarks.without as without\n"
        "from profile_browser.desktop import qt_import\n"
        "def watch(run=qt_import.import_qt):\n"
        "    run()\n"
        "    import PySide6.QtWidgets as widgets\n"
        f"    widgets.QApplication.exec = lambda *_: exec({question!r}) or 0\n"
        "qt_import.import_qt = watch\n"
        f"without.main({trick!r}, '--sample')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.stdout.split() == ["True"], ended.stderr
