"""Pages are created when they are first used, and cleared together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.ui.pages.page import Page
from profile_browser.ui.pages.stack import PageStack, lazy_page
from profile_browser.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class NotesPage(Page):
    def __init__(self, _theme: Theme) -> None:
        super().__init__("notesPage")
        self.notes = "John Doe has called"

    def clear(self) -> None:
        self.notes = ""


class Pages(PageStack):
    first = lazy_page(f"{__name__}.NotesPage")
    second = lazy_page(f"{__name__}.NotesPage")


@pytest.fixture
def pages(qapp: QApplication) -> Pages:
    return Pages(Theme(qapp))


def test_a_page_is_created_once_when_it_is_first_used(pages: Pages) -> None:
    assert pages.count() == 0
    assert pages.first is pages.first
    assert pages.count() == 1


def test_a_page_that_was_never_used_is_not_shown_and_not_created(pages: Pages) -> None:
    assert not pages.shows("second")
    assert pages.first is pages.current_page
    assert (pages.shows("first"), pages.shows("second")) == (True, False)
    assert pages.count() == 1


def test_clearing_clears_the_existing_pages_and_creates_none(pages: Pages) -> None:
    page = pages.first
    pages.clear_pages()
    assert page.notes == ""
    assert pages.count() == 1


def test_the_signals_of_every_page_are_forwarded(pages: Pages) -> None:
    passed = list[object]()
    pages.copied.connect(passed.append)
    pages.question_chosen.connect(passed.append)
    pages.second.copied.emit("Copied")
    pages.first.question_chosen.emit("johndoe")
    assert passed == ["Copied", "johndoe"]


def test_a_page_without_a_clear_method_raises_an_error(pages: Pages) -> None:
    pages.add_page(Page("pageWithoutClear"))
    with pytest.raises(NotImplementedError):
        pages.clear_pages()
