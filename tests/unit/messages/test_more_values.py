"""Values of added fields as text: shown, copied, and when they are damaged."""

import pytest

from profile_browser.domain.fields import FieldKind
from profile_browser.domain.more_values import MoreValue
from profile_browser.messages import profile
from tests.unit.helpers.more_fields import (
    DATE,
    LIST,
    LONG_INTEGER,
    NUMBER,
    TEXT,
    YES_NO,
    field,
    user_with,
    value,
)


@pytest.mark.parametrize(
    ("kind", "stored", "text"),
    [
        (TEXT, "gold", "gold"),
        (TEXT, "two\nlines\u202e", "two\ufffdlines\ufffd"),
        (TEXT, "<b>x</b>", "<b>x</b>"),
        (NUMBER, 1234567, "1234567"),
        (NUMBER, -0.5, "-0.5"),
        (NUMBER, LONG_INTEGER, str(LONG_INTEGER)),
        (YES_NO, True, "Yes"),
        (YES_NO, False, "No"),
        (DATE, "2026-01-31", "2026-01-31"),
        (DATE, "2026-01-31T10:00:00+01:00", "2026-01-31T10:00:00+01:00"),
        (DATE, "2026-01-31\u202810:00:00", "Not a date: “2026-01-31\ufffd10:00:00”"),
        (DATE, 1769817600, "1769817600"),
        (LIST, ["gold", "press"], "gold, press"),
        (LIST, ["Graz, Austria", "Wien"], "Graz, Austria; Wien"),
        (LIST, ["", "gold", " "], "gold"),
        (LIST, ["a\nb"], "a\ufffdb"),
    ],
)
def test_a_value_is_copied_as_it_is_stored(kind: FieldKind, stored: object, text: str) -> None:
    assert profile.copied_text(value(kind, stored)) == text


@pytest.mark.parametrize("kind", [TEXT, NUMBER, YES_NO, DATE, LIST])
def test_null_is_not_recorded(kind: FieldKind) -> None:
    assert profile.shown_text(value(kind, None)) == "Not recorded"
    assert profile.hint(value(kind, None)) == ""


@pytest.mark.parametrize(("kind", "stored"), [(TEXT, " "), (LIST, []), (LIST, [" ", ""])])
def test_what_is_empty_is_not_recorded(kind: FieldKind, stored: object) -> None:
    assert profile.shown_text(value(kind, stored)) == "Not recorded"


@pytest.mark.parametrize(
    ("kind", "stored", "words", "found"),
    [
        (TEXT, 7, "Not text", "7"),
        (NUMBER, "7", "Not a number", "“7”"),
        (NUMBER, True, "Not a number", "true"),
        (YES_NO, "yes", "Not yes or no", "“yes”"),
        (DATE, "31/12/2026", "Not a date", "“31/12/2026”"),
        (DATE, "a\u202eb", "Not a date", "“a\ufffdb”"),
        (LIST, "gold", "Not a list of texts", "“gold”"),
        (LIST, ["gold", 7], "Not a list of texts", '["gold", 7]'),
        (TEXT, {"password": "x"}, "Not text", "an object"),
        (LIST, [{"password": "x"}], "Not a list of texts", "a list that contains objects or lists"),
    ],
)
def test_a_damaged_value_says_what_was_found(
    kind: FieldKind, stored: object, words: str, found: str
) -> None:
    damaged = value(kind, stored)
    assert profile.shown_text(damaged) == words
    assert profile.hint(damaged) == f"Found: {found}"
    assert profile.copied_text(damaged) == f"{words}: {found}"


def test_a_long_damaged_value_is_shortened() -> None:
    damaged = value(NUMBER, "x" * 1_000_000)
    assert len(profile.hint(damaged)) < 250
    assert len(profile.copied_text(damaged)) < 250


@pytest.mark.parametrize(
    ("kind", "stored", "hint"),
    [
        (NUMBER, 1234567, "Stored as: 1234567"),
        (DATE, "2026-01-31T10:00Z", "Stored as: 2026-01-31T10:00Z"),
        (DATE, 1769817600, "Stored as: 1769817600"),
        (TEXT, "gold", ""),
        (YES_NO, True, ""),
        (LIST, ["gold"], ""),
    ],
)
def test_a_hint_says_how_numbers_and_dates_are_stored(
    kind: FieldKind, stored: object, hint: str
) -> None:
    assert profile.hint(value(kind, stored)) == hint


def test_a_long_value_is_shortened_where_that_is_wanted() -> None:
    number = MoreValue(field("Long", NUMBER), content=10**999, exact="1" + "0" * 999)
    assert len(profile.hint(number)) < 250
    for long in (value(TEXT, "x" * 999), value(LIST, ["ab"] * 999), number):
        assert len(profile.shown_text(long, 20)) == 20
        assert len(profile.copied_text(long)) >= 999


def test_added_values_come_after_the_built_in_ones_in_their_order() -> None:
    more = [value(TEXT, "x", "Zebra"), value(TEXT, "y", "Ant")]
    values = profile.values_of(user_with(more, email="a@example.com"))
    assert [one.field.label for one in values][3:] == ["Account", "Zebra", "Ant"]
    assert [one.content for one in values][4:] == ["x", "y"]
