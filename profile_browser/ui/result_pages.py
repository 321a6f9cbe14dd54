"""The result area: one page at a time, and what lies behind the page that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot

from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.question import Question
from profile_browser.messages import window as wording
from profile_browser.ui.pages.stack import PageStack

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.problem import Problem
    from profile_browser.ui.theme import Theme

# Milliseconds, as long as a screen shows one picture. The profile of a quicker answer takes the
# place of the one before: no empty page flickers between the two, and nothing is drawn twice.
ONE_PICTURE = 16


class ResultPages(PageStack):
    """Shows what a look-up came to. A profile from a list of matches has that list behind it."""

    opened = Signal(object)
    went_blank = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._behind: QWidget | None = None
        self._found: Found | None = None
        self._listed: Question | None = None
        self.shows_outcome = False
        self._blank = QTimer(self, singleShot=True, interval=ONE_PICTURE)
        self._blank.timeout.connect(self._show_blank)
        self.match_chosen.connect(self._open_match)
        self.welcome.why_wanted.connect(self._show_reason)

    @property
    def lead_back(self) -> bool:
        """Whether another page of the same answer lies behind the one that is shown."""
        return self._behind is not None

    @property
    def listed(self) -> Question | None:
        """What the list of matches answers, while that list is the page."""
        return self._listed if self.shows("matches") else None

    def use_connection(self, connection: Connection) -> None:
        """Take everybody off, and suggest what this connection has to show."""
        self.clear_pages("problem")
        self.welcome.suit(connection)
        self.show_welcome()

    def show_welcome(self) -> None:
        """Take everybody off, and say what to type."""
        self.shows_outcome = False
        self._forget()
        self.welcome.invite()
        self._turn_to(self.welcome)

    def start(self, question: Question) -> None:
        """Take another person's fields off; their page gives way to an empty one in a moment."""
        if self._found is None or question != _by_key(self._found):
            self._forget()
        else:
            self.clear_pages("profile")
        if self.shows("profile"):
            self._blank.start()
        else:
            self._show_blank()

    def show_outcome(self, question: Question, outcome: Outcome, connection: str) -> None:
        """Show what a question came to."""
        self.shows_outcome = True
        match outcome:
            case Found():
                self._show_found(outcome)
            case Matches():
                self._listed = question
                self.matches.show_matches(outcome)
                self._turn_to(self.matches)
            case Missing():
                self.welcome.report_missing(
                    wording.missing_text(outcome, question.text, connection), outcome
                )
                self._turn_to(self.welcome)
            case _:
                self._show_problem(outcome)

    def show_own_error(self, problem: Problem) -> None:
        """Take everybody off, and show that the program itself failed."""
        self.shows_outcome = True
        self._forget()
        self._show_problem(problem)

    def step_back(self) -> bool:
        """Show the page behind this one; False where there is none."""
        behind, self._behind, self._found = self._behind, None, None
        if behind is None:
            return False
        self.profile.clear()
        self._turn_to(behind)
        if self.shows("matches"):
            self.matches.table.setFocus()
        return True

    def asked_again(self, question: Question) -> Question:
        """Return what to ask to see the same anew: whom a search found goes by key."""
        shown = self._found
        return question if shown is None or shown.way is Way.KEY else _by_key(shown)

    @Slot(object)
    def _open_match(self, found: Found) -> None:
        self._behind = self.matches
        self._show_found(found)
        self.opened.emit(found)

    def _show_found(self, found: Found) -> None:
        self._found = found
        self.profile.show_profile(found)
        self._turn_to(self.profile)

    @Slot(object)
    def _show_reason(self, problem: Problem) -> None:
        self._behind = self.welcome
        self._show_problem(problem)

    def _show_problem(self, problem: Problem) -> None:
        self.problem.show_problem(problem)
        self._turn_to(self.problem)

    @Slot()
    def _show_blank(self) -> None:
        self.waiting.clear()
        self._turn_to(self.waiting)
        self.went_blank.emit()

    def _turn_to(self, page: QWidget) -> None:
        self._blank.stop()
        self.setCurrentWidget(page)

    def _forget(self) -> None:
        self._behind = self._found = None
        self.clear_pages("profile", "matches")


def _by_key(found: Found) -> Question:
    return Question(found.user.username)
