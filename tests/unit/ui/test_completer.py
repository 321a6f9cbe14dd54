"""The usernames suggested below the search field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from profile_browser.domain.user import User
from profile_browser.ui.masking import Masking
from profile_browser.ui.widgets.completer import LONGEST_NAME, MOST, UsernameCompleter
from profile_browser.ui.widgets.marked_text import SPANS_ROLE

ENABLED = Qt.ItemFlag.ItemIsEnabled


@pytest.fixture
def completer(qapp: object) -> UsernameCompleter:
    assert qapp
    button = QPushButton()
    return UsernameCompleter(button, Masking(button), button)


def listed(completer: UsernameCompleter) -> list[str]:
    """Return what each entry that can be chosen puts into the field."""
    model = completer.model()
    entries = [model.index(row, 0) for row in range(model.rowCount())]
    return [completer.pathFromIndex(entry) for entry in entries if entry.flags() & ENABLED]


def test_known_users_come_first_and_the_list_is_limited(completer: UsernameCompleter) -> None:
    completer.set_known_names(lambda: {"johnny": None, "bob": None})
    completer.fill_list("JO", [User(username=f"jo{number}") for number in range(MOST)])
    assert listed(completer) == ["johnny", *(f"jo{number}" for number in range(MOST - 1))]


def test_a_username_too_long_to_look_up_is_not_suggested(completer: UsernameCompleter) -> None:
    too_long = "j" * (LONGEST_NAME + 1)
    completer.set_known_names(lambda: {too_long: None})
    completer.fill_list("j", [User(username=too_long), User(username="jo")])
    assert listed(completer) == ["jo"]


def test_accents_and_case_do_not_hide_a_suggestion(completer: UsernameCompleter) -> None:
    completer.set_known_names(lambda: {"Łukasz": None})
    completer.fill_list("muñ", [User(username="muniz")])
    completer.setCompletionPrefix("muñ")
    assert completer.completionCount() == 1
    completer.fill_list("luk")
    assert listed(completer) == ["Łukasz"]


def test_the_letters_that_match_are_marked_in_username_and_name(
    completer: UsernameCompleter,
) -> None:
    completer.fill_list("al", [User(username="alice", full_name="Chains, Alice")])
    entry = completer.model().index(0, 0)
    marked = [entry.data()[start:end] for start, end in entry.data(SPANS_ROLE)]
    assert entry.data() == "alice  ·  Chains, Alice"
    assert marked == ["al", "Al"]
    assert entry.data(SPANS_ROLE)[1][0] == entry.data().index("Alice")
