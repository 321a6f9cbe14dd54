"""Copies of a profile to which a layout adds fields: as text, as JSON and masked."""

import json
from dataclasses import replace

import pytest

from profile_browser.domain.fields import FieldKind
from profile_browser.domain.more_values import MoreValue
from profile_browser.domain.user import damaged_of
from profile_browser.messages import clipboard_formats as copies
from tests.unit.helpers.more_fields import (
    DATE,
    LIST,
    LONG_INTEGER,
    NUMBER,
    TEXT,
    TWELVE,
    YES_NO,
    field,
    user_with,
    user_with_twelve,
    value,
)
from tests.unit.helpers.people import user


def masked_line(one: MoreValue) -> str:
    return copies.as_masked_text(user_with([one])).splitlines()[4]


def test_added_fields_follow_the_built_in_ones_one_to_a_line() -> None:
    lines = copies.as_text(user_with_twelve()).splitlines()
    assert [line.partition(":")[0] for line in lines][4:] == list(TWELVE)
    assert lines[5] == "Customer number: 1234567"
    assert lines[8] == "Last sign-in: 2026-11-22T23:30:00Z"
    assert lines[9:11] == ["Newsletter: Yes", "Groups: gold, beta testers, press"]
    assert lines[14:] == ["Contract ends: Not a date: “soon”", "Fax: Not recorded"]


def test_json_has_added_values_by_path_as_they_are_stored() -> None:
    copied = json.loads(copies.as_json(user_with_twelve()))
    assert list(copied) == ["username", "full_name", "email", "disabled", "more"]
    assert copied["more"] == {path: stored for _, path, stored in TWELVE.values()}


def test_json_has_no_added_values_where_a_layout_adds_no_fields() -> None:
    assert "more" not in json.loads(copies.as_json(user()))


@pytest.mark.parametrize(
    "exact", ["1e999", "-1E+400", "123456789012345678901234567890", "9" * 5000, "0.10"]
)
def test_odd_numbers_are_in_json_as_they_are_written(exact: str) -> None:
    text = copies.as_json(user_with([MoreValue(field("Odd", NUMBER), exact=exact)]))
    assert text.endswith(f'"more": {{"odd": {exact}}}}}')
    json.loads(text, parse_int=str, parse_float=str, parse_constant=pytest.fail)


@pytest.mark.parametrize("exact", ["Infinity", "NaN", "[1, -Infinity]", "1_000", "[" * 100_000])
def test_what_is_no_json_is_a_text_in_json(exact: str) -> None:
    text = copies.as_json(user_with([MoreValue(field("Odd", NUMBER), exact=exact)]))
    assert json.loads(text, parse_constant=pytest.fail)["more"] == {"odd": exact}


@pytest.mark.parametrize("stored", ["two\nlines", "\u2028", "日本", "\x00", "😀", '"', "\ud83e"])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_json_of_added_texts_is_one_line_of_valid_text(stored: str, ascii_only: bool) -> None:
    text = copies.as_json(user_with([value(TEXT, stored)]), ascii_only=ascii_only)
    assert len(text.splitlines()) == 1
    assert text.encode("ascii" if ascii_only else "utf-8")
    assert json.loads(text)["more"] == {"field": stored}


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (NUMBER, 1234567),
        (NUMBER, LONG_INTEGER),
        (DATE, "2026-01-31"),
        (DATE, 1769817600),
        (YES_NO, True),
        (YES_NO, False),
        (LIST, ["gold", "press"]),
        (TEXT, "m"),
        (TEXT, "A+"),
        (TEXT, "yes"),
    ],
)
def test_a_masked_copy_gives_away_nothing_of_an_added_value(
    kind: FieldKind, stored: object
) -> None:
    assert masked_line(value(kind, stored)) == "Field: •••"


def test_a_masked_copy_has_the_first_letter_of_an_added_text() -> None:
    assert masked_line(value(TEXT, "+43 660 1234567")) == "Field: +•••"


def test_a_masked_copy_has_the_first_letter_of_a_short_name() -> None:
    masked = copies.as_masked_text(user("ann", full_name="Bo"))
    assert masked.splitlines()[1] == "Full name: B•••"


def test_a_masked_copy_has_nothing_that_was_found_in_a_damaged_value() -> None:
    assert masked_line(value(DATE, "31/12/1970")) == "Field: Not a date"


def test_a_masked_copy_says_what_is_not_recorded() -> None:
    assert masked_line(value(NUMBER, None)) == "Field: Not recorded"


def test_an_added_value_cannot_forge_another_line() -> None:
    forged = [value(TEXT, "x\nAccount: Active"), value(LIST, ["x\nAccount: Active"])]
    assert len(copies.as_text(user_with(forged)).splitlines()) == 6


def test_a_damaged_email_is_copied_as_what_was_found_and_masked_it_says_nothing() -> None:
    damaged = replace(user(full_name="John Doe"), damaged=damaged_of({"email": 7}, ["email"]))
    assert "E-mail: Not text: 7" in copies.as_text(damaged).splitlines()
    assert "E-mail: Not text" in copies.as_masked_text(damaged).splitlines()
    copied = json.loads(copies.as_json(damaged))
    assert (copied["email"], copied["damaged"]) == (None, {"email": 7})
    assert "damaged" not in json.loads(copies.as_json(user()))
