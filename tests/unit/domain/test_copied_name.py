"""Which copied texts are offered to be looked up."""

import pytest

from profile_browser.domain.copied_name import LONGEST_COPIED, name_to_offer
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout


@pytest.mark.parametrize(
    ("copied", "name"),
    [
        ("johndoe", "johndoe"),
        (" johndoe\n", "johndoe"),
        ("john.doe-2_x", "john.doe-2_x"),
        ("o'neill", "o'neill"),
        ("4711", "4711"),
        ("jane@example.com", "jane@example.com"),
        ("Jane Doe <jane@example.com>", "jane@example.com"),
        ("mailto:jane@example.com", "jane@example.com"),
        ("userprofile::johndoe", "johndoe"),
        ("“johndoe”", "johndoe"),
        ("@johndoe", "johndoe"),
        ("太郎", "太郎"),
        ("क्षमा", "क्षमा"),
        ("مريم", "مريم"),
        ("jane+test@bücher.example", "jane+test@bücher.example"),
    ],
)
def test_a_username_or_an_address_is_offered(copied: str, name: str) -> None:
    assert name_to_offer(copied, USUAL_LAYOUT) == name


@pytest.mark.parametrize(
    "copied",
    [
        "",
        "  \n ",
        "johndoe\nalice",
        "johndoe\ralice",
        "johndoe\u2028alice",
        "Please look at this account",
        "John Doe",
        "https://example.com/users/johndoe",
        "/home/johndoe",
        "C:\\Users\\johndoe",
        "git@github.com:org/project",
        "a@b@c",
        "jane@exam ple.com",
        "hunter2!x$",
        "SELECT *",
        "…",
        "---",
        "12:30",
        "\u202ejohndoe\u0000x",
        "x" * (LONGEST_COPIED + 1),
        "x" * 251,
        "\u0301",
    ],
)
def test_nothing_else_is_offered(copied: str) -> None:
    assert name_to_offer(copied, USUAL_LAYOUT) == ""


def test_an_id_is_reduced_by_the_layout_of_the_connection() -> None:
    layout = RecordLayout(id="customer/{username}/profile")
    assert name_to_offer("customer/jane/profile", layout) == "jane"
    assert name_to_offer("customer/jane/profile", USUAL_LAYOUT) == ""
