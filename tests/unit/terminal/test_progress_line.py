"""The line on standard error that says how far a command is."""

import io
import os
import sys
from types import SimpleNamespace

import pytest

from profile_browser.terminal import progress_line
from profile_browser.terminal.progress_line import ProgressLine


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()
    monkeypatch.setattr(progress_line, "sys", SimpleNamespace(stderr=terminal))
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((20, 10)))
    return terminal


def seen(written: str) -> str:
    """Return what a terminal shows of a line after all that was written."""
    line = ""
    for part in written.split("\r"):
        line = part + line[len(part) :]
    return line.rstrip()


def test_each_text_stands_in_place_of_the_one_before(terminal: Terminal) -> None:
    line = ProgressLine()
    line.show("1,000 done")
    line.show("2 done")
    assert seen(terminal.getvalue()) == "2 done"
    assert "\n" not in terminal.getvalue()


def test_nothing_of_the_line_is_left_once_it_is_erased(terminal: Terminal) -> None:
    line = ProgressLine()
    line.show("1,000 done")
    line.erase()
    line.erase()
    assert seen(terminal.getvalue()) == ""
    assert terminal.getvalue().endswith("\r")


def test_a_line_is_never_so_long_that_it_wraps(terminal: Terminal) -> None:
    ProgressLine().show("x" * 100)
    assert seen(terminal.getvalue()) == "x" * 19


def test_the_line_is_shown_at_most_ten_times_a_second(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(progress_line, "monotonic", lambda: now)
    line, shown = ProgressLine(), 0
    for thousandth in range(1000):
        now = thousandth / 1000
        if line.is_due:
            line.show(f"{thousandth}")
            shown += 1
    assert 9 <= shown <= 10
    assert terminal.getvalue()


def test_there_is_no_line_in_a_file_or_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not ProgressLine().is_due
    monkeypatch.setattr(sys, "stderr", None)
    assert not ProgressLine().is_due
