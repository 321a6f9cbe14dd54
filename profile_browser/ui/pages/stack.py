"""The pages of the result area: the first at once, each other one when it is first wanted.

Most of a window's widgets are on pages that a start does not show. To make them and give them
their looks takes longer than all that is to be seen at first.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from profile_browser.ui.pages.welcome import WelcomePage

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult
    from profile_browser.ui.pages.matches import MatchesPage
    from profile_browser.ui.pages.problem import ProblemPage
    from profile_browser.ui.pages.profile import ProfilePage
    from profile_browser.ui.pages.waiting import WaitingPage
    from profile_browser.ui.theme import Theme


class PageStack(QStackedWidget):
    """Makes the pages, and passes on what a person does there."""

    again_wanted = Signal()
    copied = Signal(str)
    match_chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("resultPages")
        self._theme = theme
        self.welcome = WelcomePage()
        self.addWidget(self.welcome)

    @cached_property
    def waiting(self) -> WaitingPage:
        """The page while an answer is awaited."""
        from profile_browser.ui.pages.waiting import WaitingPage

        page = WaitingPage()
        self.addWidget(page)
        return page

    @cached_property
    def profile(self) -> ProfilePage:
        """The page with an account."""
        from profile_browser.ui.pages.profile import ProfilePage

        page = ProfilePage(self._theme)
        page.refresh_wanted.connect(self.again_wanted)
        page.copied.connect(self.copied)
        self.addWidget(page)
        return page

    @cached_property
    def matches(self) -> MatchesPage:
        """The page with the people whom a search found."""
        from profile_browser.ui.pages.matches import MatchesPage

        page = MatchesPage(self._theme)
        page.opened.connect(self.match_chosen)
        page.typed.connect(self.typed)
        self.addWidget(page)
        return page

    @cached_property
    def problem(self) -> ProblemPage:
        """The page with a problem."""
        from profile_browser.ui.pages.problem import ProblemPage

        page = ProblemPage(self._theme)
        page.retried.connect(self.again_wanted)
        page.copied.connect(self.copied)
        self.addWidget(page)
        return page

    @Slot()
    def copy_all(self) -> None:
        """Copy all fields of the profile that is shown."""
        self.profile.copy_all()

    @Slot(object)
    def show_stage(self, result: StageResult) -> None:
        """Show what came of a stage of the connection's check, under the problem."""
        self.problem.stages.show_stage(result)

    def shows(self, name: str) -> bool:
        """Tell whether the page of this name is the one to be seen."""
        return self.currentWidget() is vars(self).get(name)

    def clear_pages(self, *names: str) -> None:
        """Take everybody off these pages, as far as they have been made."""
        for name in names:
            if name in vars(self):
                vars(self)[name].clear()
