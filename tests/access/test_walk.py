"""The main walk: a value is found by its label, states are told, and outcomes are announced."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.access.test_pages import (
    show_connections,
    show_details,
    show_list,
    show_password,
    show_profile,
    show_shortcuts,
)

if TYPE_CHECKING:
    from tests.access.desk import Desk

QUICK = 0.1  # seconds from what a person does on sample data to what is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("johndoe", "Found johndoe"),
        ("zzz", "No user named “zzz”"),
        ("john", "Found 13 people"),
        ("damaged", "is damaged"),
    ],
)
def test_the_outcome_of_a_lookup_is_announced_at_once(desk: Desk, text: str, said: str) -> None:
    show_profile(desk)  # once, so that nothing is imported any more
    desk.press("ctrl+l")
    desk.type(text)
    desk.reader.forget()
    desk.press("Return")
    started = time.monotonic()
    assert desk.reader.wait_until_heard(said).at - started < QUICK


def test_a_copy_is_announced_at_once(desk: Desk) -> None:
    show_profile(desk)
    desk.reader.forget()
    desk.press("ctrl+shift+c")
    started = time.monotonic()
    assert desk.reader.wait_until_heard("Copied").at - started < QUICK


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Username", "johndoe"),
        ("Full name", "John Doe"),
        ("E-mail", "johndoe@example.com"),
        ("Account", "Active"),
        ("Record ID", "userprofile::johndoe"),
    ],
)
def test_a_value_is_labelled_by_the_name_of_its_field(desk: Desk, label: str, value: str) -> None:
    show_details(desk)
    shown = desk.part("text", label)
    assert shown.text == value
    assert "read only" in shown.states
    assert [each.name for each in shown.relations["labelled by"]] == [label]
    assert shown.relations["labelled by"][0].relations["label for"] == [shown]


def test_the_line_of_details_says_whether_it_is_open(desk: Desk) -> None:
    show_profile(desk)
    assert "checked" not in desk.part("check box", "Record details, collapsed").states
    desk.press("ctrl+d")
    assert "checked" in desk.part("check box", "Record details, expanded").states
    assert "Record ID: userprofile::johndoe" in desk.reader.wait_until_heard("Record ID").words


def test_a_row_of_a_list_says_who_it_is_and_that_it_is_selected(desk: Desk) -> None:
    desk.look_up("john")
    desk.press("Down")
    cell = desk.reader.wait_for_focus("cell", "john_okello")
    assert {"focused", "selected"} <= cell.states
    desk.press("Return")
    desk.reader.wait_until_heard("john_okello")
    assert desk.part("text", "Username").text == "john_okello"


def test_the_outcome_of_a_list_is_announced_and_its_choice_is_described(desk: Desk) -> None:
    show_list(desk)
    choice = desk.part("combo box", "All 2")
    assert choice.description == "Outcomes to show"


def test_a_wrong_field_of_a_connection_tells_its_fault(desk: Desk) -> None:
    show_connections(desk)
    title = desk.part("text", "Name")
    fault = "Enter a name"
    assert title.description == ""
    desk.go_to(title)
    desk.press("ctrl+a", "BackSpace")
    shown = desk.part("label", fault)
    assert title.description == shown.name


def test_a_password_is_no_text_that_can_be_read(desk: Desk) -> None:
    show_password(desk)
    field = desk.part("password text", "Password")
    desk.type("secret")
    button = desk.part("push button", "Sign in")
    desk.wait_for(lambda: "enabled" in button.states)
    assert "secret" not in field.text


def test_a_shortcut_is_read_together_with_what_it_does(desk: Desk) -> None:
    show_shortcuts(desk)
    desk.part("label", "Ctrl+L: Go to the field")


def test_the_connections_are_read_before_the_form_whose_fields_are_labelled(desk: Desk) -> None:
    show_connections(desk)
    parts = desk.parts
    listed, name = desk.part("list", "Connections"), desk.part("text", "Name")
    assert parts.index(listed) < parts.index(name)
    for role, label in (("password text", "Password"), ("text", "Certificate file")):
        labels = desk.part(role, label).relations["labelled by"]
        assert [each.name for each in labels] == [label]
