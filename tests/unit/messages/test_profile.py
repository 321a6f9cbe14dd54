"""The words around a profile."""

from datetime import UTC, datetime

import pytest

from profile_browser.messages import profile
from profile_browser.messages.plain_text import text_of
from tests.unit.helpers.people import user


@pytest.mark.parametrize(
    ("disabled", "word"), [(True, "Disabled"), (False, "Active"), (None, "Not recorded")]
)
def test_the_account_state_is_shown_as_a_word(disabled: bool | None, word: str) -> None:
    assert profile.account_word(disabled) == word


@pytest.mark.parametrize("value", [None, "", " ", "\t\n", "\N{NO-BREAK SPACE}"])
def test_a_missing_value_is_shown_as_not_recorded(value: str | None) -> None:
    assert text_of(value) == "Not recorded"


@pytest.mark.parametrize("value", ["None", "null", "0", "-"])
def test_a_value_that_only_looks_empty_is_shown(value: str) -> None:
    assert text_of(value) == value


def test_a_value_cannot_hide_or_reorder_the_text_around_it() -> None:
    person = user("a\u202eb", email="c\x1bd", full_name="e\nf")
    shown = {value.field.label: profile.shown_text(value) for value in profile.values_of(person)}
    assert list(shown.values())[:3] == ["a\ufffdb", "e\ufffdf", "c\ufffdd"]


def test_the_fields_are_in_the_order_of_the_window() -> None:
    assert [value.field.label for value in profile.values_of(user())] == [
        "Username",
        "Full name",
        "E-mail",
        "Account",
    ]


def test_a_profile_says_where_and_when_it_was_read() -> None:
    read_at = datetime(2026, 1, 1, 14, 3, 22, tzinfo=UTC)
    assert profile.read_from("Customers EU", read_at) == "Read from Customers EU at 14:03:22"
