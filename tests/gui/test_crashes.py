"""After a crash, the next start reports it once; in separate processes."""

from __future__ import annotations

import logging
import signal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from profile_browser.desktop import application as app
from tests.gui.closing_program import CLOSING, CRASH_NOTICE_SHOWN
from tests.gui.test_closing import close_when_shown, options_for
from tests.wire.node import Node
from tests.wire.people import PEOPLE

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = ("profilePage", "johndoe", "--sample")  # the profile is shown after the search for crashes


def crash_files(home: Path) -> list[str]:
    return sorted(path.suffix for folder in home.rglob("crashes") for path in folder.iterdir())


def test_a_crash_in_the_sdk_is_reported_once_at_the_next_start(tmp_path: Path) -> None:
    with Node(PEOPLE) as node:
        node.faults.deadly_map = True
        _, _, code, _ = close_when_shown("profilePage", "johndoe", *options_for(node))
    assert code == -signal.SIGABRT
    lines, _, code, _ = close_when_shown(*SHOWN)
    assert (lines, code) == ([CRASH_NOTICE_SHOWN, CLOSING], 0)
    lines, _, code, _ = close_when_shown(*SHOWN)
    assert (lines, code) == ([CLOSING], 0)
    assert crash_files(tmp_path) == [".txt"]
    (report,) = tmp_path.rglob("*.txt")
    assert "Fatal Python error: Aborted" in report.read_text()
    assert "johndoe" not in report.read_text()


@pytest.mark.parametrize("end", ["abort", "kill"])
def test_an_aborted_or_killed_process_is_reported_as_crashed(end: str) -> None:
    _, _, code, _ = close_when_shown(*SHOWN, action=end)
    assert code == -(signal.SIGABRT if end == "abort" else signal.SIGKILL)
    lines, _, _, _ = close_when_shown(*SHOWN)
    assert CRASH_NOTICE_SHOWN in lines


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("close", 0),
        ("interrupt", -signal.SIGINT),
        ("terminate", -signal.SIGTERM),
        ("lose the display", 1),
    ],
)
def test_a_process_that_is_asked_to_end_has_not_crashed(
    end: str, code: int, tmp_path: Path
) -> None:
    assert close_when_shown(*SHOWN, action=end)[2] == code
    lines, _, _, _ = close_when_shown(*SHOWN)
    assert lines == [CLOSING]
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
