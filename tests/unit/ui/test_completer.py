"""The usernames suggested below the search field."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from profile_browser.domain.user import User
from profile_browser.ui.widgets.completer import LONGEST_NAME, MOST, UsernameCompleter


@pytest.fixture
def completer(qapp: object) -> UsernameCompleter:
    assert qapp
    button = QPushButton()
    return UsernameCompleter(button, button)


def listed(completer: UsernameCompleter) -> list[str]:
    model = completer.model()
    role = completer.completionRole()
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def test_known_users_come_first_and_the_list_is_limited(completer: UsernameCompleter) -> None:
    completer.set_known_names(lambda: {"johnny": None, "bob": None})
    completer.fill_list("JO", [User(username=f"jo{number}") for number in range(MOST)])
    assert listed(completer) == ["johnny", *(f"jo{number}" for number in range(MOST - 1))]


def test_a_username_too_long_to_look_up_is_not_suggested(completer: UsernameCompleter) -> None:
    too_long = "j" * (LONGEST_NAME + 1)
    completer.set_known_names(lambda: {too_long: None})
    completer.fill_list("j", [User(username=too_long), User(username="jo")])
    assert listed(completer) == ["jo"]
