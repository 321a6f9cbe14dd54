"""Somebody in a hurry at the real window, over nodes that fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget, QWidget

from profile_browser.domain.problem import Problem
from tests.gui.soak.ledger import Ledger
from tests.gui.soak.process import sample
from tests.gui.soak.watch import Watch
from tests.gui.threads import worker_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random
    from threading import Thread

    from profile_browser.desktop.controller import AppController
    from tests.gui.soak.people import Place
    from tests.gui.soak.process import Sample
    from tests.gui.soak.trouble import Trouble

_RECOVERY_SECONDS = 3.0  # after a fault, within which a problem is still its doing
_SAMPLES = 20
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Setting:
    """Where it happens. A look-up that lasts longer than the patience, in seconds, hangs."""

    places: Sequence[Place]
    trouble: Trouble
    random: Random
    patience: float


@dataclass
class Tally:
    """What was measured on the way."""

    samples: list[Sample] = field(default_factory=list)
    settled: list[Sample] = field(default_factory=list)  # before and after, with nothing under way
    unexplained: int = 0  # problems on a node that had been sound for a while
    seconds: float = 0.0


class Soak:
    """Asks, cancels, asks anew, switches and walks about, by a seed; see `Ledger` and `Watch`."""

    def __init__(self, browser: AppController, setting: Setting) -> None:
        self._browser, self._setting = browser, setting
        self._random, self._trouble = setting.random, setting.trouble
        self._window = browser.window
        self._field = browser.window.search.field
        self.ledger = Ledger(setting.places[0])
        self.ledger.follow(browser.service)
        self.watch = Watch(browser.window, self.ledger)
        self.tally = Tally()

    @property
    def faults(self) -> int:
        """How many faults the nodes had."""
        return self._trouble.faults

    @property
    def _patience(self) -> float:
        """Seconds to wait for what must come; none where a fault has been found already."""
        return 0.0 if self.ledger.violations else self._setting.patience

    def run(self, look_ups: int, seconds: float, tell: Callable[[Sample], None]) -> None:
        """Go on until so many look-ups have begun, or so many seconds have gone by."""
        began = monotonic()
        self._settle()
        step = max(1, look_ups // _SAMPLES)
        ledger = self.ledger
        while ledger.started < look_ups and monotonic() - began < seconds:
            if ledger.violations:
                break
            self._trouble.stir()
            self._turn()
            if ledger.started >= step * (len(self.tally.samples) + 1):
                self.tally.samples.append(sample(ledger.started))
                tell(self.tally.samples[-1])
        self._trouble.calm()
        self._settle()
        self.tally.seconds = monotonic() - began

    def _turn(self) -> None:
        self._ask()
        dice = self._random.random()
        if dice < 0.72:
            self._await_end()
            self._look_around()
        elif dice < 0.80:
            self._spin(self._moment())
            self._press(Qt.Key.Key_Escape)
        elif dice < 0.90:
            self._spin(self._moment())  # the next turn asks before the answer is there
        elif dice < 0.97:
            self._spin(self._moment())
            self._switch(self._random.randrange(len(self._setting.places)))
        else:
            self._spin(self._moment())
            self._press(Qt.Key.Key_R, _CTRL)
        self.watch.look()

    def _ask(self) -> None:
        text = self.ledger.place.text(self._random)
        before, modifier = self.ledger.started, _NONE
        if self._random.random() < 0.05:
            modifier = _CTRL
        if self._random.random() < 0.03:
            self._field.selectAll()
            QTest.keyClicks(self._field, text)
            self._spin(self._random.randrange(250))  # suggestions come meanwhile
        else:
            self._field.setText(text)
        QTest.keyClick(self._field, Qt.Key.Key_Return, modifier)
        lookup = self.ledger.latest
        if self.ledger.started != before + 1 or lookup is None or lookup.question.text != text:
            self.ledger.accuse(f"Enter on {text} asked for something else")

    def _await_end(self) -> None:
        deadline = monotonic() + self._patience
        while self.ledger.is_open and monotonic() < deadline:
            self._spin(round(self._patience * 1000), until_news=True)
        if self.ledger.is_open:
            self.ledger.accuse("the look-up hangs")
            self._press(Qt.Key.Key_Escape)
        lookup = self.ledger.latest
        if lookup is not None and isinstance(lookup.outcome, Problem):
            calm = self._trouble.seconds_of_calm(lookup.place.title)
            if calm - (monotonic() - lookup.asked_at) > _RECOVERY_SECONDS:
                self.tally.unexplained += 1

    def _look_around(self) -> None:
        if self.watch.page == "matchesPage" and self._random.random() < 0.7:
            table = self._window.findChild(QTableWidget, "matchesTable")
            assert table is not None
            table.selectRow(self._random.randrange(table.rowCount()))
            QTest.keyClick(table, Qt.Key.Key_Return)
            self.watch.look()
        dice = self._random.random()
        if dice < 0.10:
            self._press(Qt.Key.Key_Escape)
        elif dice < 0.14:
            self._press(Qt.Key.Key_Left, _ALT)
            self._await_end()

    def _switch(self, place: int) -> None:
        self.ledger.leave(self._setting.places[place])
        self._press(Qt.Key(Qt.Key.Key_1.value + place), _CTRL)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        focus: QWidget | None = self._window.focusWidget()
        QTest.keyClick(self._window if focus is None else focus, key, modifier)
        self.watch.look()

    def _moment(self) -> int:
        """Milliseconds: at once, before, about and long after a sound node's answer."""
        return self._random.choice((0, self._random.randrange(6), self._random.randrange(180)))

    def _settle(self) -> None:
        """See that every place answers, and that every abandoned thread has ended."""
        for place in range(len(self._setting.places)):
            self._switch(place)
            deadline = monotonic() + self._patience
            while not self._answers() and monotonic() < deadline:
                pass
        deadline = monotonic() + self._patience
        while self._abandoned() and monotonic() < deadline:
            self._spin(50)
        if self._abandoned():
            self.ledger.accuse("an abandoned thread does not end")
        self._spin(500)  # the SDK ends its own threads a moment later
        self.tally.settled.append(sample(self.ledger.started))

    def _abandoned(self) -> list[Thread]:
        """Return the threads that run beside those that serve."""
        services = (self._browser.service, self._browser.suggestions, self._browser.checks)
        serving = [service._runner._thread for service in services]
        return [thread for thread in worker_threads() if thread not in serving]

    def _answers(self) -> bool:
        self._field.setText("person000")
        QTest.keyClick(self._field, Qt.Key.Key_Return)
        self._await_end()
        return self.watch.page == "profilePage"

    def _spin(self, milliseconds: int, *, until_news: bool = False) -> None:
        """Let the window live for so long, or until the ledger has news."""
        loop, timer = QEventLoop(), QTimer(singleShot=True)
        timer.timeout.connect(loop.quit)
        timer.start(milliseconds)
        if until_news:
            self.ledger.changed.connect(loop.quit)
        loop.exec()
