"""Pages are made when they are first used, and emptied together."""

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
    first = lazy_page(NotesPage)
    second = lazy_page(NotesPage)


@pytest.fixture
def pages(qapp: QApplication) -> Pages:
    return Pages(Theme(qapp))


def test_a_page_is_made_when_it_is_first_used_and_only_once(pages: Pages) -> None:
    assert pages.count() == 0
    assert pages.first is pages.first
    assert pages.count() == 1


def test_every_page_that_was_made_is_emptied_and_no_other_is_made_for_it(pages: Pages) -> None:
    page = pages.first
    pages.clear_pages()
    assert page.notes == ""
    assert pages.count() == 1


def test_what_a_person_wants_on_any_page_is_passed_on(pages: Pages) -> None:
    passed = list[object]()
    pages.copied.connect(passed.append)
    pages.question_chosen.connect(passed.append)
    pages.second.copied.emit("Copied")
    pages.first.question_chosen.emit("johndoe")
    assert passed == ["Copied", "johndoe"]


def test_a_page_that_cannot_be_emptied_is_refused(pages: Pages) -> None:
    pages.add_page(Page("pageWithoutClear"))
    with pytest.raises(NotImplementedError):
        pages.clear_pages()
