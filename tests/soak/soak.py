"""A simulated user in a hurry, at the real window over failing nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QWidget

from profile_browser.domain.problem import Problem
from tests.gui.threads import worker_threads
from tests.soak.ledger import Ledger
from tests.soak.process import sample
from tests.soak.screen_checker import ScreenChecker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random
    from threading import Thread

    from profile_browser.desktop.controller import AppController
    from tests.soak.directory import Directory
    from tests.soak.fault_injector import FaultInjector
    from tests.soak.process import Sample

_RECOVERY_SECONDS = 3.0  # after a fault, during which a problem is still explained by it
_SAMPLES = 20
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Setting:
    """What a soak runs on. A lookup that takes longer than `patience` seconds hangs."""

    directories: Sequence[Directory]
    injector: FaultInjector
    random: Random
    patience: float


@dataclass
class Measurements:
    """What was measured during the soak."""

    samples: list[Sample] = field(default_factory=list)
    settled: list[Sample] = field(default_factory=list)  # before and after, while idle
    unexplained: int = 0  # problems on a node that had no recent fault
    seconds: float = 0.0


class Soak:
    """Looks up, cancels, switches and goes back, by a seed; see `Ledger` and `ScreenChecker`."""

    def __init__(self, browser: AppController, setting: Setting) -> None:
        self._browser, self._setting = browser, setting
        self._random, self._injector = setting.random, setting.injector
        self._window = browser.window
        self._field = browser.window.search.field
        self.ledger = Ledger(setting.directories[0])
        self.ledger.follow(browser.lookups.service)
        self.screen = ScreenChecker(browser.window, self.ledger)
        self.measurements = Measurements()

    @property
    def faults(self) -> int:
        """How many faults the nodes had."""
        return self._injector.faults

    @property
    def _patience(self) -> float:
        """Seconds to wait for an answer; 0 once a violation has been found."""
        return 0.0 if self.ledger.violations else self._setting.patience

    def run(self, lookups: int, seconds: float, report: Callable[[Sample], None]) -> None:
        """Run until this many lookups have started or this many seconds have passed."""
        began = monotonic()
        self._settle()
        step = max(1, lookups // _SAMPLES)
        ledger = self.ledger
        while ledger.started < lookups and monotonic() - began < seconds:
            if ledger.violations:
                break
            self._injector.advance()
            self._turn()
            if ledger.started >= step * (len(self.measurements.samples) + 1):
                self.measurements.samples.append(sample(ledger.started))
                report(self.measurements.samples[-1])
        self._injector.end_all()
        self._settle()
        self.measurements.seconds = monotonic() - began

    def _turn(self) -> None:
        self._ask()
        dice = self._random.random()
        if dice < 0.72:
            self._await_end()
            self._look_at_results()
        elif dice < 0.80:
            self._spin(self._moment())
            self._press(Qt.Key.Key_Escape)
        elif dice < 0.90:
            self._spin(self._moment())  # the next turn asks before the answer arrives
        elif dice < 0.97:
            self._spin(self._moment())
            self._switch(self._random.randrange(len(self._setting.directories)))
        else:
            self._spin(self._moment())
            self._press(Qt.Key.Key_R, _CTRL)
        self.screen.check()

    def _ask(self) -> None:
        text = self.ledger.directory.text(self._random)
        before, modifier = self.ledger.started, _NONE
        if self._random.random() < 0.05:
            modifier = _CTRL
        if self._random.random() < 0.03:
            self._field.selectAll()
            QTest.keyClicks(self._field, text)
            self._spin(self._random.randrange(250))  # suggestions arrive meanwhile
        else:
            self._field.setText(text)
        QTest.keyClick(self._field, Qt.Key.Key_Return, modifier)
        lookup = self.ledger.latest
        if self.ledger.started != before + 1 or lookup is None or lookup.question.text != text:
            self.ledger.report_violation(f"Enter on {text} asked for something else")

    def _await_end(self) -> None:
        deadline = monotonic() + self._patience
        while self.ledger.is_open and monotonic() < deadline:
            self._spin(round(self._patience * 1000), until_change=True)
        if self.ledger.is_open:
            self.ledger.report_violation("the lookup hangs")
            self._press(Qt.Key.Key_Escape)
        lookup = self.ledger.latest
        if lookup is not None and isinstance(lookup.outcome, Problem):
            sound = self._injector.seconds_without_fault(lookup.directory.title)
            if sound - (monotonic() - lookup.asked_at) > _RECOVERY_SECONDS:
                self.measurements.unexplained += 1

    def _look_at_results(self) -> None:
        if self.screen.page == "matchesPage" and self._random.random() < 0.7:
            table = self._window.findChild(QTableView, "matchesTable")
            assert table is not None
            table.selectRow(self._random.randrange(table.model().rowCount()))
            QTest.keyClick(table, Qt.Key.Key_Return)
            self.screen.check()
        dice = self._random.random()
        if dice < 0.10:
            self._press(Qt.Key.Key_Escape)
        elif dice < 0.14:
            self._press(Qt.Key.Key_Left, _ALT)
            self._await_end()

    def _switch(self, number: int) -> None:
        """Press a connection's number; that of the one that is shown does nothing."""
        wanted = self._setting.directories[number]
        if wanted is not self.ledger.directory:
            self.ledger.leave(wanted)
        self._press(Qt.Key(Qt.Key.Key_1.value + number), _CTRL)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        focus: QWidget | None = self._window.focusWidget()
        QTest.keyClick(self._window if focus is None else focus, key, modifier)
        self.screen.check()

    def _moment(self) -> int:
        """Milliseconds: none, or until before, about or long after a working node's answer."""
        return self._random.choice((0, self._random.randrange(6), self._random.randrange(180)))

    def _settle(self) -> None:
        """Check that every node answers and that every abandoned thread ends."""
        for number in range(len(self._setting.directories)):
            self._switch(number)
            deadline = monotonic() + self._patience
            while not self._answers() and monotonic() < deadline:
                pass
        deadline = monotonic() + self._patience
        while self._abandoned() and monotonic() < deadline:
            self._spin(50)
        if self._abandoned():
            self.ledger.report_violation("an abandoned thread does not end")
        self._spin(500)  # the SDK ends its own threads a moment later
        self.measurements.settled.append(sample(self.ledger.started))

    def _abandoned(self) -> list[Thread]:
        """Return the running threads that no service uses any more."""
        browser = self._browser
        checks = browser.checks
        services = (browser.lookups.service, browser.suggestions, checks._checks, checks._watch)
        serving = [service._runner._thread for service in services]
        return [thread for thread in worker_threads() if thread not in serving]

    def _answers(self) -> bool:
        self._field.setText("person000")
        QTest.keyClick(self._field, Qt.Key.Key_Return)
        self._await_end()
        return self.screen.page == "profilePage"

    def _spin(self, milliseconds: int, *, until_change: bool = False) -> None:
        """Run the event loop for so long, or until the ledger changes."""
        loop, timer = QEventLoop(), QTimer(singleShot=True)
        timer.timeout.connect(loop.quit)
        timer.start(milliseconds)
        if until_change:
            self.ledger.changed.connect(loop.quit)
        loop.exec()
