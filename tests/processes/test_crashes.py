"""After a crash, the next start reports it once; in separate processes."""

from __future__ import annotations

import logging
import signal
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType

from profile_browser.desktop import application as app
from tests.processes.closing_program import CLOSING, CRASH_NOTICE_SHOWN
from tests.processes.test_closing import close_when_shown, options_for
from tests.wire.node import Node
from tests.wire.people import PEOPLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SHOWN = ("profilePage", "johndoe", "--sample")  # the profile is shown after the search for crashes


def crash_files(home: Path) -> list[str]:
    return sorted(path.suffix for folder in home.rglob("crashes") for path in folder.iterdir())


def test_each_crash_is_reported_once_at_the_next_start(tmp_path: Path) -> None:
    with Node(PEOPLE) as node:
        node.faults.deadly_map = True
        _, _, code, _ = close_when_shown("profilePage", "johndoe", *options_for(node))
    assert code == -signal.SIGABRT
    for end, expected in [("kill", -signal.SIGKILL), ("abort", -signal.SIGABRT), ("close", 0)]:
        lines, _, code, _ = close_when_shown(*SHOWN, action=end)
        assert (end, lines, code) == (end, [CRASH_NOTICE_SHOWN, CLOSING], expected)
    lines, _, code, _ = close_when_shown(*SHOWN)
    assert (lines, code) == ([CLOSING], 0)
    assert crash_files(tmp_path) == [".txt"] * 3
    reports = [path.read_text() for path in tmp_path.rglob("*.txt")]
    assert sum("Fatal Python error: Aborted" in report for report in reports) == 2
    assert "johndoe" not in "".join(reports)


def test_a_process_that_is_asked_to_end_has_not_crashed(tmp_path: Path) -> None:
    for end, expected in [
        ("close", 0),
        ("interrupt", -signal.SIGINT),
        ("terminate", -signal.SIGTERM),
        ("lose the display", 1),
        ("close", 0),
    ]:
        lines, _, code, _ = close_when_shown(*SHOWN, action=end)
        assert (end, lines, code) == (end, [CLOSING], expected)  # nor did the one before
        assert ".txt" not in crash_files(tmp_path)
    assert crash_files(tmp_path) == []


def test_qt_s_accessibility_warnings_are_logged_without_their_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Context(QMessageLogContext):
        category = "qt.accessibility.atspi"

    caplog.set_level(logging.INFO)
    app._log_qt_message(QtMsgType.QtWarningMsg, Context(), 'QAccessibleInterface(name="johndoe")')
    assert "johndoe" not in caplog.text
    assert "qt.accessibility.atspi" in caplog.text
