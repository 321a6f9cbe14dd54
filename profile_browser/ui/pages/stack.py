"""A stack of pages, each of which is made when it is first used."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from profile_browser.ui.pages.page import Page
    from profile_browser.ui.theme import Theme


def lazy_page(name: str) -> Any:  # noqa: ANN401 - the annotation of the attribute says which page
    """List a page in a class of stacks. It is imported and made when it is first used.

    ``name`` is a module beside this one and its class: ``.profile.ProfilePage``. To import and make
    all pages of the window at its start takes 40 ms.
    """
    module, _, kind = name.rpartition(".")

    def add(stack: PageStack) -> Page:
        page: Page = getattr(import_module(module, __package__), kind)(stack.theme)
        stack.add_page(page)
        return page

    return cached_property(add)


class PageStack(QStackedWidget):
    """Shows one page at a time and passes on what the person wants there."""

    again_wanted = Signal()
    details_wanted = Signal(str)
    dismissed = Signal()
    copied = Signal(str)
    forget_wanted = Signal()
    list_wanted = Signal()
    match_opened = Signal(object)
    problem_opened = Signal(object)
    reason_given = Signal(str)
    question_chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._pages: list[Page] = []

    @property
    def current_page(self) -> Page:
        """The page that is shown."""
        return self._pages[self.currentIndex()]

    def shows(self, name: str) -> bool:
        """Return whether the page of this name is shown. It is not made for that."""
        page = self.made_page(name)
        return page is not None and page is self.currentWidget()

    def made_page(self, name: str) -> Page | None:
        """Return the page of this name, or None if it has not been used yet."""
        return vars(self).get(name)

    def add_page(self, page: Page) -> None:
        """Add a page that has just been made."""
        page.again_wanted.connect(self.again_wanted)
        page.details_wanted.connect(self.details_wanted)
        page.dismissed.connect(self.dismissed)
        page.reason_given.connect(self.reason_given)
        page.copied.connect(self.copied)
        page.forget_wanted.connect(self.forget_wanted)
        page.list_wanted.connect(self.list_wanted)
        page.match_opened.connect(self.match_opened)
        page.problem_opened.connect(self.problem_opened)
        page.question_chosen.connect(self.question_chosen)
        page.typed.connect(self.typed)
        self._pages.append(page)
        self.addWidget(page)

    def show_focus(self) -> None:
        """Scroll the page to its widget that has the focus, if any."""
        if (focused := self.window().focusWidget()) is not None:
            self.current_page.ensureWidgetVisible(focused)

    def clear_pages(self, but: Page | None = None) -> None:
        """Empty every page that has been made, but this one."""
        for page in self._pages:
            if page is not but:
                page.clear()

    def forget_pages(self) -> None:
        """Empty every page, also of what belongs to no lookup."""
        for page in self._pages:
            page.forget()
