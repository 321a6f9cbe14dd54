"""Reports unexpected errors, crashes of earlier runs, and diagnostics."""

from __future__ import annotations

import logging
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from profile_browser import __version__
from profile_browser.domain.outcome import Answer, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.theme import DARK

if TYPE_CHECKING:
    from profile_browser.desktop.controller import AppController
    from profile_browser.records.crashes import CrashRecorder
    from profile_browser.records.error_hooks import UnexpectedError
    from profile_browser.ui.theme import Theme

PROBLEMS_KEPT = 5

_log = logging.getLogger(__name__)


class ErrorReporter(QObject):
    """Shows errors in the window. Lives on the main thread; errors may come from any thread."""

    _failed = Signal(object)

    def __init__(self, controller: AppController, theme: Theme, crashes: CrashRecorder) -> None:
        super().__init__(controller)
        self._controller, self._theme, self._crashes = controller, theme, crashes
        self._problems: deque[Problem] = deque(maxlen=PROBLEMS_KEPT)
        self._has_started = False
        controller.answered.connect(self._keep_problem)
        controller.window.search.help.diagnostics_wanted.connect(self.copy_diagnostics)
        self._failed.connect(self._show_soon)

    def start(self) -> None:
        """Start recording crashes, and show whether an earlier run crashed.

        Later calls do nothing.
        """
        if self._has_started:
            return
        self._has_started = True
        self._crashes.start()
        _log.info("Profile Browser %s has started", __version__)
        if self._crashes.collect_reports():
            self._show_crash_notice()

    def report(self, error: UnexpectedError) -> None:
        """Show an error. Any thread may call this; the main thread shows it."""
        self._failed.emit(error)

    @Slot()
    def copy_diagnostics(self) -> None:
        """Copy the diagnostics to the clipboard."""
        from profile_browser.messages.diagnostics import COPIED
        from profile_browser.records.diagnostics import diagnostics

        text = diagnostics(
            self._controller.connection,
            list(reversed(self._problems)),
            self._crashes.last_report(),
            self._display(),
        )
        put_text(text)
        self._controller.window.search.show_copied()
        self._controller.window.status.report(COPIED)

    @Slot(object)
    def _show_soon(self, error: UnexpectedError) -> None:
        """Show an error once Qt is done with what failed, such as a paint."""
        QTimer.singleShot(0, self, partial(self._show, error))

    def _show(self, error: UnexpectedError) -> None:
        """Show an error. Skip a repeated one, unless a pending lookup may have failed with it."""
        may_be_awaited = self._controller.is_waiting and not error.on_main_thread
        if error.repeated and not may_be_awaited:
            return
        problem = Problem(Reason.INTERNAL_ERROR, self._controller.connection, error.cause)
        if not self._controller.is_waiting:
            self._problems.append(problem)
        self._controller.report_internal_error(problem)

    @Slot(object)
    def _keep_problem(self, answer: Answer) -> None:
        outcome = answer.outcome
        problem = outcome.search_problem if isinstance(outcome, Missing) else outcome
        if isinstance(problem, Problem):
            self._problems.append(problem)

    def _show_crash_notice(self) -> None:
        from profile_browser.messages.diagnostics import CRASHED
        from profile_browser.messages.help_menu import COPY_DIAGNOSTICS
        from profile_browser.ui.widgets.notice import Notice

        notice = Notice("crash", CRASHED, COPY_DIAGNOSTICS)
        notice.action_wanted.connect(self.copy_diagnostics)
        self._controller.window.show_notice(notice)

    def _display(self) -> str:
        from profile_browser.messages.diagnostics import display

        screen = self._controller.window.screen()
        size, scale = screen.size(), screen.devicePixelRatio()
        dark = self._theme.colors is DARK
        name = QGuiApplication.platformName()
        return display(name, size.width(), size.height(), scale, dark=dark)
