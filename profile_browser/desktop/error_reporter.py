"""What nobody foresaw: errors of the program itself, crashes of earlier runs, and diagnostics."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from profile_browser import __version__
from profile_browser.domain.outcome import Answer, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages import diagnostics as wording
from profile_browser.ui.theme import DARK

if TYPE_CHECKING:
    from profile_browser.desktop.controller import AppController
    from profile_browser.records.crashes import Crashes
    from profile_browser.records.error_hooks import UnforeseenError
    from profile_browser.ui.theme import Theme

PROBLEMS_KEPT = 5

_log = logging.getLogger(__name__)


class Watch(QObject):
    """Tells whoever sits at the window; lives on the main thread, and hears from any."""

    _failed = Signal(object)

    def __init__(self, browser: AppController, theme: Theme, crashes: Crashes) -> None:
        super().__init__(browser)
        self._browser, self._theme, self._crashes = browser, theme, crashes
        self._problems: deque[Problem] = deque(maxlen=PROBLEMS_KEPT)
        self._has_begun = False
        browser.answered.connect(self._keep_problem)
        browser.window.search.help.diagnostics_wanted.connect(self.copy_diagnostics)
        self._failed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Have a crash of this run leave its trace, and tell once of one of an earlier run.

        The second time nothing is left to do.
        """
        if self._has_begun:
            return
        self._has_begun = True
        self._crashes.begin()
        _log.info("Profile Browser %s has started", __version__)
        if self._crashes.take_left_over():
            self._tell_of_crash()

    def report(self, error: UnforeseenError) -> None:
        """Have an error shown; any thread may call this, and nothing is drawn on it."""
        self._failed.emit(error)

    @Slot()
    def copy_diagnostics(self) -> None:
        """Put the diagnostics on the clipboard."""
        from profile_browser.records.diagnostics import diagnostics

        text = diagnostics(
            self._browser.connection,
            list(reversed(self._problems)),
            self._crashes.last_report(),
            self._display(),
        )
        QGuiApplication.clipboard().setText(text)
        self._browser.window.status.report(wording.COPIED)

    @Slot(object)
    def _show(self, error: UnforeseenError) -> None:
        """Show an error; in a storm of them once, unless it may be what somebody waits for."""
        may_be_awaited = self._browser.is_waiting and not error.on_main_thread
        if error.repeated and not may_be_awaited:
            return
        problem = Problem(Reason.INTERNAL_ERROR, self._browser.connection, error.cause)
        if not self._browser.is_waiting:
            self._problems.append(problem)
        self._browser.report_own_error(problem)

    @Slot(object)
    def _keep_problem(self, answer: Answer) -> None:
        outcome = answer.outcome
        problem = outcome.search_problem if isinstance(outcome, Missing) else outcome
        if isinstance(problem, Problem):
            self._problems.append(problem)

    def _tell_of_crash(self) -> None:
        from profile_browser.ui.widgets.notice import Notice

        notice = Notice("crash", wording.CRASHED, wording.COPY)
        notice.action_wanted.connect(self.copy_diagnostics)
        self._browser.window.show_notice(notice)

    def _display(self) -> str:
        screen = self._browser.window.screen()
        size, scale = screen.size(), screen.devicePixelRatio()
        dark = self._theme.colors is DARK
        name = QGuiApplication.platformName()
        return wording.display(name, size.width(), size.height(), scale, dark=dark)
