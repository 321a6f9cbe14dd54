"""The page with a problem: one sentence, the next step, and details for a ticket on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit

from profile_browser.domain.problem import ProblemKind
from profile_browser.messages import copying
from profile_browser.messages import window as wording
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.direction import begin_lines
from profile_browser.ui.pages.page import Page
from profile_browser.ui.widgets.button_row import ButtonRow
from profile_browser.ui.widgets.containers import card
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel, heading
from profile_browser.ui.widgets.labels import selectable
from profile_browser.ui.widgets.push_button import push_button
from profile_browser.ui.widgets.stage_list import StageList

if TYPE_CHECKING:
    from profile_browser.domain.problem import Problem
    from profile_browser.ui.theme import Theme

_DETAIL_LINES = 9


class ProblemPage(Page):
    """Says what went wrong and what to do about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("problemPage")
        self._problem: Problem | None = None
        self._masking = theme.masking
        self._masking.changed.connect(self._say)
        self._summary = selectable(heading(scale=1.4, name="problemSummary"))
        self._next_step = ElidedWordsLabel(name="problemNextStep")
        self._details = _details_view()
        self.stages = StageList(theme)
        self._retry = push_button(wording.TRY_AGAIN, "retryButton")
        self._toggle = push_button(wording.DETAILS, "detailsButton")
        self._copy = push_button(copying.COPY_DETAILS, "copyDetailsButton")
        self._toggle.setCheckable(True)
        self._lay_out()
        self._retry.clicked.connect(self.again_wanted)
        self._toggle.toggled.connect(self._details.setVisible)
        self._copy.clicked.connect(self._copy_details)

    def show_problem(self, problem: Problem) -> None:
        """Show a problem, with its details hidden."""
        self._problem = problem
        self._say()
        self._details.setPlainText(details(problem))
        self._toggle.setChecked(False)
        self.stages.reset(problem.connection.kind)
        self.stages.setVisible(problem.kind is ProblemKind.UNREACHABLE)

    def clear(self) -> None:
        """Remove the problem."""
        self._problem = None
        self._copied_mark.hide()
        for part in (self._summary, self._next_step, self._details):
            part.clear()

    @Slot()
    def _say(self) -> None:
        if self._problem is not None:
            shown = self._masking.problem(self._problem)
            self._summary.setText(summary(shown))
            self._next_step.setText(next_step(shown))

    @Slot()
    def _copy_details(self) -> None:
        problem = self._problem
        if problem is not None:
            put_text("\n".join((summary(problem), next_step(problem), self._details.toPlainText())))
        self._report_copy(copying.COPIED_DETAILS, self._copy)

    def _lay_out(self) -> None:
        frame, layout = card()
        layout.addWidget(self._summary)
        layout.addWidget(self._next_step)
        layout.addSpacing(4)
        layout.addWidget(ButtonRow(self._retry, self._toggle, self._copy))
        layout.addWidget(self.stages)
        layout.addWidget(self._details)
        self._add_cards(frame)


def _details_view() -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.setObjectName("problemDetails")
    view.setReadOnly(True)
    view.setAccessibleName(wording.DETAILS_NAME)
    view.setMinimumHeight(view.fontMetrics().lineSpacing() * _DETAIL_LINES)
    view.setTabChangesFocus(True)
    begin_lines(view)
    view.hide()
    return view
