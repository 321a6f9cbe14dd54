"""The minutes without input are counted, also while the computer sleeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from profile_browser.ui.idle_watch import IdleWatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

MINUTE = 60.0


class Watched:
    """A window that is watched, with a clock that the test moves."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now, self.passed = 1000.0, 0
        self.widget = QLineEdit()
        qtbot.addWidget(self.widget)
        with qtbot.waitExposed(self.widget):
            self.widget.show()
        self.owner = QObject()
        self.watch = IdleWatch(5, self.owner, lambda: self.now)
        self.watch.passed.connect(self._count)

    def _count(self) -> None:
        self.passed += 1

    def wait(self, minutes: float) -> int:
        """Let this time pass, and return how often the end was told until now."""
        self.now += minutes * MINUTE
        self.watch.look()
        return self.passed


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    watched = Watched(qtbot)
    yield watched
    watched.owner.deleteLater()


def press_key(widget: QWidget) -> None:
    handle = widget.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)


def test_the_end_is_told_once_when_the_minutes_are_over(watched: Watched) -> None:
    assert [watched.wait(4.9), watched.wait(0.2), watched.wait(30)] == [0, 1, 1]


def test_a_key_starts_the_minutes_again(watched: Watched) -> None:
    watched.wait(4)
    press_key(watched.widget)
    assert [watched.wait(4), watched.wait(2)] == [0, 1]


def test_the_mouse_starts_the_minutes_again(watched: Watched) -> None:
    watched.wait(4)
    handle = watched.widget.windowHandle()
    assert handle is not None
    QTest.mouseMove(handle)
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert watched.wait(4) == 0


def test_a_dialog_counts_as_the_window(watched: Watched, qtbot: QtBot) -> None:
    dialog = QLineEdit()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    watched.wait(4)
    press_key(dialog)
    assert watched.wait(4) == 0


def test_a_key_after_a_long_sleep_comes_too_late(watched: Watched) -> None:
    watched.now += 60 * MINUTE  # no timer has run
    press_key(watched.widget)
    assert watched.passed == 1


def test_the_end_can_come_again_after_an_input(watched: Watched) -> None:
    watched.wait(6)
    press_key(watched.widget)
    assert watched.wait(6) == 2


def test_the_watch_looks_at_the_clock_by_itself(qtbot: QtBot) -> None:
    owner = QObject()
    watch = IdleWatch(0.001, owner)
    with qtbot.waitSignal(watch.passed):
        pass
