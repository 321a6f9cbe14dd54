"""Turning typed text into a question, and going back and forward through the lookups."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from profile_browser.domain.fields import Field
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.recent import RecentState
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.user import User
from profile_browser.messages.refusals import EMPTY_USERNAME
from profile_browser.ui.navigation import LookupNavigation
from tests.unit.helpers.people import CLUSTER

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

_NOW = datetime.now().astimezone()
_JOHN = User(username="johndoe", full_name="John Doe")
OUTCOMES: list[tuple[Outcome, RecentState]] = [
    (Found(_JOHN, CLUSTER.title, _NOW), RecentState.FOUND),
    (Matches((_JOHN, _JOHN), CLUSTER.title, _NOW, Way.EMAIL), RecentState.SEVERAL),
    (Missing("johndoe", CLUSTER.title), RecentState.MISSING),
    (Problem(Reason.RECORD_DAMAGED, CLUSTER), RecentState.DAMAGED),
    (Problem(Reason.MATCHES_DAMAGED, CLUSTER), RecentState.DAMAGED),
    (Problem(Reason.HOST_UNKNOWN, CLUSTER), RecentState.UNANSWERED),
]


class Listener(QObject):
    """A navigation, and what it has requested and refused so far."""

    def __init__(self) -> None:
        super().__init__()
        self.navigation = LookupNavigation(self)
        self.requested: list[Question] = []
        self.refused: list[str] = []
        self.removed: list[int] = []
        self.navigation.use_connection(CLUSTER)
        self.navigation.requested.connect(self._note)
        self.navigation.refused.connect(self.refused.append)

    @property
    def recent(self) -> list[Question]:
        return [lookup.question for lookup in self.navigation.recent()]

    def look_up(self, username: str) -> None:
        """Look up John Doe under this username."""
        self.navigation.ask(username)
        user = User(username=username, full_name="John Doe")
        found = Found(user, CLUSTER.title, datetime.now().astimezone())
        self.navigation.note(Question(username), found)

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


def test_an_id_is_understood_as_the_connection_in_use_has_ids(listener: Listener) -> None:
    listener.navigation.use_connection(replace(CLUSTER, record=RecordLayout(id="x/{username}/x")))
    listener.navigation.ask(" x/\u200bjohndoe/x ")
    listener.navigation.use_connection(CLUSTER)
    listener.navigation.ask("x/johndoe/x")
    assert listener.requested == [Question("johndoe"), Question("x/johndoe/x")]
    assert listener.removed == [1, 0]


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
    assert listener.requested == listener.recent == []


def test_going_back_and_forward_does_not_reorder_the_recent_lookups(listener: Listener) -> None:
    first, second = Question("johndoe"), Question("alice")
    for question in (first, second):
        listener.navigation.visit(question)
    listener.navigation.go_back()
    listener.navigation.go_back()
    listener.navigation.go_forward()
    assert listener.requested == [first, second, first, second]
    assert listener.recent == [second, first]


def test_what_was_looked_up_on_a_connection_is_not_known_on_another(listener: Listener) -> None:
    listener.look_up("johndoe")
    listener.navigation.use_connection(replace(CLUSTER, title="Other"))
    assert listener.navigation.known_names() == {}
    assert listener.recent == []
    listener.navigation.go_back()
    assert listener.requested == [Question("johndoe")]
    listener.navigation.use_connection(CLUSTER)
    assert listener.navigation.known_names() == {"johndoe": "John Doe"}
    assert listener.recent == [Question("johndoe")]


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(CLUSTER, location={"bucket": "other"}),
        replace(CLUSTER, record=RecordLayout(id="{username}")),
        replace(CLUSTER, record=RecordLayout(more=(Field("Phone", path="phone"),))),
    ],
)
def test_a_connection_that_now_leads_elsewhere_counts_as_another(
    listener: Listener, elsewhere: Connection
) -> None:
    listener.look_up("johndoe")
    listener.navigation.use_connection(elsewhere)
    assert listener.recent == []
    assert listener.navigation.known_names() == {}


def test_forgetting_leaves_no_name_and_no_step_back(listener: Listener) -> None:
    listener.look_up("johndoe")
    listener.look_up("alice")
    listener.navigation.forget()
    listener.navigation.go_back()
    assert listener.requested == [Question("johndoe"), Question("alice")]
    assert listener.recent == []
    assert listener.navigation.known_names() == {}


@pytest.mark.parametrize(("outcome", "state"), OUTCOMES)
def test_a_recent_lookup_has_its_last_outcome(
    listener: Listener, outcome: Outcome, state: RecentState
) -> None:
    question = Question("johndoe")
    listener.navigation.visit(question)
    assert listener.navigation.recent()[0].state is RecentState.UNANSWERED
    listener.navigation.note(question, outcome)
    assert listener.navigation.recent()[0].state is state
    listener.navigation.visit(Question("alice"))
    assert listener.navigation.recent()[1].state is state


def test_back_on_a_list_the_next_step_back_leads_to_the_lookup_before_it(
    listener: Listener,
) -> None:
    for text in ("bob", "al", "alice"):
        listener.navigation.visit(Question(text))
    listener.navigation.return_to(Question("al"))
    listener.navigation.go_back()
    assert listener.requested[-1] == Question("bob")
