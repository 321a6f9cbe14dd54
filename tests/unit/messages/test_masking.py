"""What a ticket, and a screen that others see, show of a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.masking import MaskRules
from profile_browser.domain.more_values import MoreValue, read_more
from profile_browser.domain.user import User
from profile_browser.messages.clipboard_formats import as_masked_text
from profile_browser.messages.masked_values import masked_text
from profile_browser.messages.masking import first_letter, masked_question
from profile_browser.stores.reading import read_user

if TYPE_CHECKING:
    from profile_browser.domain.user import UserInDB

EVERYTHING = ("username", "full_name", "email", "disabled")


def user(**values: str | None) -> User:
    return read_user({"username": "johndoe", **values}, User)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("johndoe@example.com", "j•••@example.com"),
        ("j@example.com", "j•••@example.com"),
        ("éva@example.com", "é•••@example.com"),
        ("no-address", "n•••"),
        ("@example.com", "•••@example.com"),
        ("a@b@example.com", "a•••@example.com"),
        ("", "Not recorded"),
        (None, "Not recorded"),
    ],
)
def test_an_address_shows_its_first_letter_and_its_domain(address: str | None, masked: str) -> None:
    assert f"E-mail: {masked}" in as_masked_text(user(email=address)).splitlines()


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("John Doe", "J••• D•••"),
        ("José  María Núñez", "J•••  M••• N•••"),
        ("太郎", "太•••"),
        ("مريم حسن", "م••• ح•••"),
        ("\u202eJohn", "J•••"),
        (None, "Not recorded"),
        ("   ", "Not recorded"),
    ],
)
def test_a_name_shows_only_initials(name: str | None, masked: str) -> None:
    assert f"Full name: {masked}" in as_masked_text(user(full_name=name)).splitlines()


def test_a_ticket_has_the_username_and_the_state_in_clear(john: UserInDB) -> None:
    lines = as_masked_text(john).splitlines()
    assert lines[0] == "Username: johndoe"
    assert lines[3] == "Account: Active"
    assert [word for word in ("johndoe@", "John", "Doe") if word in "".join(lines)] == []


def test_a_username_that_is_an_address_is_in_clear_unless_the_administrator_masks_it() -> None:
    person = User(username="jane@example.com")
    masked = as_masked_text(person, MaskRules({"username": True}))
    assert as_masked_text(person).startswith("Username: jane@example.com\n")
    assert masked.startswith("Username: j•••\n")


@pytest.mark.parametrize("is_masked", [True, False])
def test_the_administrator_says_which_fields_are_masked(john: UserInDB, *, is_masked: bool) -> None:
    rules = MaskRules(dict.fromkeys(EVERYTHING, is_masked))
    masked = as_masked_text(john, rules).splitlines()
    clear = ["Username: johndoe", "Full name: John Doe", "E-mail: johndoe@example.com"]
    hidden = ["Username: j•••", "Full name: J••• D•••", "E-mail: j•••@example.com", "Account: •••"]
    assert masked == (hidden if is_masked else [*clear, "Account: Active"])


@pytest.mark.parametrize(
    ("kind", "stored", "masked"),
    [
        (FieldKind.TEXT, "Gold member", "G•••"),
        (FieldKind.TEXT, "abc", "•••"),
        (FieldKind.NUMBER, 12345, "•••"),
        (FieldKind.YES_NO, True, "•••"),
        (FieldKind.DATE, "2024-05-06", "•••"),
        (FieldKind.LIST, ["vip", "beta"], "•••"),
        (FieldKind.NUMBER, "12", "Not a number"),
        (FieldKind.TEXT, None, "Not recorded"),
    ],
)
def test_an_added_field_is_masked_unless_the_administrator_shows_it(
    kind: FieldKind, stored: object, masked: str
) -> None:
    value = read_more(Field("Tier", kind, path="loyalty.tier"), stored)
    assert masked_text(value, MaskRules()) == masked
    clear = masked_text(value, MaskRules({"loyalty.tier": False}))
    assert "•" not in clear


def test_dates_are_masked_however_the_desktop_writes_them() -> None:
    value = MoreValue(Field("Since", FieldKind.DATE, path="since"), date(2024, 5, 6))
    assert masked_text(value, MaskRules(), write=lambda _value: "6. Mai 2024") == "•••"


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("johndoe", "j"),
        ("e\u0301va", "é"),  # é in two characters is one letter
        ("x\u0301\u0323yz", "x\u0323\u0301"),
        ("\u200b\u200djane", "j"),
        ("\u0301jane", "j"),  # a lone accent would sit on the space before it
        ("\u202e\u2066jane", "j"),
        ("\ufffdjane", "j"),
        ("👩‍🚀 Ada", "👩‍🚀"),
        ("👍🏽ok", "👍🏽"),
        ("🇩🇪🇫🇷", "🇩🇪"),
        ("❤️x", "❤️"),
        ("क्षमा", "क्"),
        ("\u1112\u1161\u11ab", "한"),
        ("a\u200db", "a"),
        ("", ""),
        ("\u200b\u2060", ""),
        ("a" + "\u0301" * 1000, "á" + "\u0301" * 15),
    ],
)
def test_the_first_letter_is_a_whole_one_and_no_more(text: str, letter: str) -> None:
    assert first_letter(text) == letter


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("johndoe", "johndoe"),
        ("jane@example.com", "j•••@example.com"),
        ("Jane Roe", "J••• R•••"),
        ("", ""),
    ],
)
def test_what_was_typed_is_masked_unless_it_is_a_username(typed: str, masked: str) -> None:
    assert masked_question(typed, MaskRules()) == masked
