"""The formats in which a profile is copied, for example into a ticket."""

import json
from datetime import date

import pytest

from profile_browser.domain.user import User, UserInDB
from profile_browser.messages import clipboard_formats as copies
from profile_browser.stores.reading import read_user
from tests.unit.helpers.people import HASH, record, user


def test_all_fields_are_copied_as_the_window_shows_them(john: UserInDB) -> None:
    assert copies.as_text(john).splitlines() == [
        "Username: johndoe",
        "Full name: John Doe",
        "E-mail: johndoe@example.com",
        "Account: Active",
    ]


def test_a_missing_value_is_copied_as_not_recorded() -> None:
    assert copies.as_text(user("x", email="", full_name=" \t")).splitlines() == [
        "Username: x",
        "Full name: Not recorded",
        "E-mail: Not recorded",
        "Account: Not recorded",
    ]


def test_a_disabled_account_is_copied_as_disabled() -> None:
    assert copies.as_text(user(disabled=True)).endswith("Account: Disabled")


def test_a_field_with_line_breaks_cannot_forge_another_field() -> None:
    text = copies.as_text(user(full_name="John\nAccount: Active", disabled=True))
    assert len(text.splitlines()) == 4


def test_json_has_exactly_the_four_public_fields(john: UserInDB) -> None:
    assert json.loads(copies.as_json(john)) == {
        "username": "johndoe",
        "email": "johndoe@example.com",
        "full_name": "John Doe",
        "disabled": False,
    }


def test_a_missing_value_is_null_in_json() -> None:
    assert json.loads(copies.as_json(user("x"))) == {
        "username": "x",
        "email": None,
        "full_name": None,
        "disabled": None,
    }


@pytest.mark.parametrize("value", ["two\nlines", 'a "quote"', "\u2028", "日本 語", "\x00"])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_json_is_one_line_and_can_be_parsed_back(value: str, ascii_only: bool) -> None:
    text = copies.as_json(user(full_name=value), ascii_only=ascii_only)
    assert "\n" not in text
    assert json.loads(text)["full_name"] == value


def test_json_keeps_other_scripts_unless_ascii_is_requested() -> None:
    assert "Анна" in copies.as_json(user(full_name="Анна"))
    assert copies.as_json(user(full_name="Анна"), ascii_only=True).isascii()


def test_a_lone_surrogate_in_a_record_can_be_copied() -> None:
    broken = User(username="johndoe", full_name="\ud83e")
    copies.as_json(broken).encode()
    assert json.loads(copies.as_json(broken))["full_name"] == "\ud83e"
    copies.as_text(broken).encode()


def test_no_format_contains_the_hash() -> None:
    whole = read_user(record(), UserInDB)
    for copy in (copies.as_text, copies.as_json, copies.as_masked_text):
        assert HASH not in copy(whole)


def test_a_date_is_copied_as_json_in_the_form_of_the_standard() -> None:
    assert copies.json_of({"joined": date(2026, 11, 27)}) == '{"joined": "2026-11-27"}'
