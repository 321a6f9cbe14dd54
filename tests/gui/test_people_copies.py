"""Copies of many rows are built a little at a time, so that the window does not freeze."""

from __future__ import annotations

from itertools import pairwise
from time import thread_time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from profile_browser.ui.widgets.people_copier import AT_ONCE
from tests.unit.helpers.listed import found_rows, numbered

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.listed import ListWindow

MANY = 10 * AT_ONCE
EACH_TURN = 3  # events that the window handles meanwhile, at least


@pytest.fixture
def many(window: ListWindow) -> ListWindow:
    """Return a window with a list of many people who were found."""
    entries = numbered(MANY)
    window.table.show_entries(entries, ())
    window.table.set_rows(0, found_rows(entries))
    return window


def test_the_window_goes_on_while_many_rows_are_copied(qtbot: QtBot, many: ListWindow) -> None:
    ticks: list[float] = []  # of the processor: what else runs on the machine counts for nothing
    timer = QTimer(many.table, interval=0)
    timer.timeout.connect(lambda: ticks.append(thread_time()))
    timer.start()
    began = thread_time()
    many.table.copy_table()
    qtbot.waitUntil(lambda: bool(many.copied))
    longest = max(after - before for before, after in pairwise([began, *ticks]))
    assert longest < (thread_time() - began) / EACH_TURN
    ((text, what),) = many.copied
    assert [line.split("\t")[0] for line in text.split("\n")[1:]] == [
        entry.text for entry in numbered(MANY)
    ]
    assert what == f"{MANY:,} rows"


def test_rows_of_a_list_that_is_gone_are_not_copied(qtbot: QtBot, many: ListWindow) -> None:
    many.table.copy_table()
    many.table.show_entries((), ())
    with qtbot.waitSignal(many.table.copy_wanted, timeout=500, raising=False) as copied:
        pass
    assert not copied.signal_triggered


def test_only_the_latest_copy_is_made(qtbot: QtBot, many: ListWindow) -> None:
    many.table.copy_table()
    many.click(2)
    many.table.copy_rows_as_text()
    qtbot.wait(50)
    assert [what for _, what in many.copied] == ["1 row"]
