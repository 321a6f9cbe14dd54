"""Whom the list below the search field offers."""

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


def test_known_users_come_first_and_at_most_eight_are_listed(completer: UsernameCompleter) -> None:
    completer.set_known_names(lambda: {"johnny": None, "bob": None})
    completer.fill_list("JO", [User(username=f"jo{number}") for number in range(MOST)])
    assert listed(completer) == ["johnny", *(f"jo{number}" for number in range(MOST - 1))]


def test_a_username_that_is_too_long_to_look_up_is_not_listed(completer: UsernameCompleter) -> None:
    too_long = "j" * (LONGEST_NAME + 1)
    completer.set_known_names(lambda: {too_long: None})
    completer.fill_list("j", [User(username=too_long), User(username="jo")])
    assert listed(completer) == ["jo"]
