"""How far a list is: a bar, what was found, the time left, Stop, and why it waits."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from profile_browser.domain.people_list import RowState
from profile_browser.messages import people_list as wording
from profile_browser.messages.problems import summary
from profile_browser.ui.direction import set_margins
from profile_browser.ui.time_left import TimeLeft
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.push_button import push_button

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.domain.problem import Problem

_TICK = 250  # milliseconds between two looks at the counts
_HEIGHT = 8  # device-independent pixels of the bar


class ListProgress(QWidget):
    """Looks at the counts a few times a second, not at each answer."""

    stop_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(self, counts: Callable[[], Mapping[RowState, int]]) -> None:
        super().__init__()
        self._counts = counts
        self._started_at = self._paused_at = self._next_try = 0.0
        self._problem: Problem | None = None
        self._left = TimeLeft()
        self._bar = _bar()
        self._words = ElidedWordsLabel(role="muted", name="listProgressWords")
        self._stop = push_button(wording.STOP, "stopListButton")
        self._stop.clicked.connect(self.stop_wanted)
        self._go_on = push_button(wording.GO_ON, "goOnButton")
        self._go_on.clicked.connect(self.go_on_wanted)
        self._why = PlainLabel(name="listPauseText")
        self._pause = self._pause_frame()
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self.refresh)
        self._lay_out()

    @property
    def seconds(self) -> float:
        """The seconds since the start, without pauses."""
        now = self._paused_at if self._problem is not None else monotonic()
        return now - self._started_at

    def start(self) -> None:
        """Begin to count."""
        self._started_at, self._left = monotonic(), TimeLeft()
        self.go_on()
        self._stop.show()
        self._bar.show()
        self._clock.start()
        self.refresh()

    def pause(self, problem: Problem, seconds: float | None) -> str:
        """Say why nobody is asked, and when that is tried again. Return the reason to report."""
        if self._problem is None:
            self._paused_at = monotonic()
        self._problem = problem
        self._next_try = monotonic() + seconds if seconds is not None else 0.0
        self._pause.show()
        self.refresh()
        return wording.paused_because(summary(problem))

    def go_on(self) -> None:
        """Say nothing more about a pause."""
        if self._problem is not None:
            self._started_at += monotonic() - self._paused_at
        self._problem = None
        self._pause.hide()

    def end(self, words: str) -> None:
        """Say what became of the list."""
        self.go_on()
        self._clock.stop()
        self._stop.hide()
        self._bar.hide()
        self._words.setText(words)

    @Slot()
    def refresh(self) -> None:
        """Show the present figures."""
        counts = self._counts()
        total = sum(counts.values())
        done = total - counts.get(RowState.NOT_ASKED, 0)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._words.setText(wording.progress(done, total, counts, self._time_left(done, total)))
        if self._problem is not None:
            left = self._next_try - monotonic() if self._next_try else None
            self._why.setText(wording.paused(summary(self._problem), left))

    def _time_left(self, done: int, total: int) -> str:
        left = self._left.estimate(done, total, self.seconds)
        return "" if left is None or self._problem is not None else wording.time_left(left)

    def _pause_frame(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("noticeFrame")
        row = QHBoxLayout(frame)
        set_margins(row, 10, 4, 6, 4)
        row.addWidget(self._why, 1)
        row.addWidget(self._go_on)
        frame.hide()
        return frame

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        layout.addWidget(self._pause)


def _bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setObjectName("listProgressBar")
    bar.setAccessibleName(wording.PROGRESS_NAME)
    bar.setTextVisible(False)
    bar.setFixedHeight(_HEIGHT)
    return bar
