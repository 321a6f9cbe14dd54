"""Turning typed text into a question, and going back and forward through the lookups."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from profile_browser.domain.question import Question
from profile_browser.domain.user import User
from profile_browser.messages.refusals import EMPTY_USERNAME
from profile_browser.ui.navigation import LookupNavigation


class Listener(QObject):
    """A navigation, and what it has requested and refused so far."""

    def __init__(self) -> None:
        super().__init__()
        self.navigation = LookupNavigation(self)
        self.requested: list[Question] = []
        self.refused: list[str] = []
        self.removed: list[int] = []
        self.navigation.requested.connect(self._note)
        self.navigation.refused.connect(self.refused.append)

    def _note(self, question: Question, removed: int) -> None:
        self.requested.append(question)
        self.removed.append(removed)


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_the_prefix_and_spaces_of_a_pasted_text_are_removed(listener: Listener) -> None:
    listener.navigation.ask(" userprofile::johndoe ")
    listener.navigation.ask_search("johndoe")
    assert listener.requested == [Question("johndoe"), Question("johndoe", search_only=True)]


def test_removed_invisible_characters_are_counted_once(listener: Listener) -> None:
    listener.navigation.ask("\u200bjohndoe\ufeff ")
    listener.navigation.ask("alice")
    listener.navigation.go_back()
    assert listener.requested == [Question(text) for text in ("johndoe", "alice", "johndoe")]
    assert listener.removed == [2, 0, 0]


def test_a_search_asks_for_the_text_as_it_stands(listener: Listener) -> None:
    listener.navigation.ask_search(" \u200bjohndoe ")
    assert listener.requested == [Question("\u200bjohndoe", search_only=True)]
    assert listener.removed == [0]


def test_an_empty_text_is_refused_and_not_added_to_the_history(listener: Listener) -> None:
    listener.navigation.ask("  ")
    assert listener.refused == [EMPTY_USERNAME]
    assert listener.requested == list(listener.navigation.recent) == []


def test_going_back_and_forward_does_not_reorder_the_recent_lookups(listener: Listener) -> None:
    first, second = Question("johndoe"), Question("alice")
    for question in (first, second):
        listener.navigation.visit(question)
    listener.navigation.go_back()
    listener.navigation.go_back()
    listener.navigation.go_forward()
    assert listener.requested == [first, second, first, second]
    assert list(listener.navigation.recent) == [second, first]


def test_forgotten_people_are_not_suggested_but_their_lookups_are_kept(listener: Listener) -> None:
    listener.navigation.ask("johndoe")
    listener.navigation.remember(User(username="johndoe", full_name="John Doe"))
    assert listener.navigation.known_names() == {"johndoe": "John Doe"}
    listener.navigation.forget_people()
    assert listener.navigation.known_names() == {}
    assert list(listener.navigation.recent) == [Question("johndoe")]
