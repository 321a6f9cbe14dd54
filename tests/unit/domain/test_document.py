"""The id of a user's document, and which usernames can have none."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.document import UsernameRefusedError, document_id

PREFIX = "userprofile::"
LIMITS = pytest.mark.parametrize(("named_collection", "limit"), [(False, 250), (True, 246)])


def test_a_user_s_document_is_named_after_the_username() -> None:
    assert document_id("johndoe") == "userprofile::johndoe"


def test_capital_and_small_letters_name_different_documents() -> None:
    assert document_id("JohnDoe") != document_id("johndoe")


@LIMITS
@pytest.mark.parametrize("letter", ["a", "é", "д", "字", "🦉"])
def test_the_longest_username_is_accepted_and_not_a_byte_more(
    letter: str, named_collection: bool, limit: int
) -> None:
    room = limit - len(PREFIX)
    whole, rest = divmod(room, len(letter.encode()))
    longest = letter * whole + "x" * rest
    key = document_id(longest, named_collection=named_collection)
    assert len(key.encode()) == limit
    with pytest.raises(UsernameRefusedError):
        document_id(longest + "x", named_collection=named_collection)


@LIMITS
def test_a_refusal_says_how_many_letters_are_possible(named_collection: bool, limit: int) -> None:
    with pytest.raises(UsernameRefusedError, match=f"at most {limit - len(PREFIX)} letters"):
        document_id("x" * limit, named_collection=named_collection)


def test_an_empty_username_is_refused_with_what_to_do() -> None:
    with pytest.raises(UsernameRefusedError, match=r"^Type a username, .* first\.$"):
        document_id("")


@pytest.mark.parametrize("username", ["\ud83e", "jo\udc80hn"])
def test_half_a_letter_is_refused_with_a_sentence(username: str) -> None:
    with pytest.raises(UsernameRefusedError, match="not valid text"):
        document_id(username)


@given(st.text(st.characters(exclude_categories=())), st.booleans())
def test_any_text_gets_an_id_or_a_sentence(username: str, named_collection: bool) -> None:
    with suppress(UsernameRefusedError):
        key = document_id(username, named_collection=named_collection)
        assert key.removeprefix(PREFIX) == username
        assert len(key.encode()) <= (246 if named_collection else 250)


def test_no_username_ends_before_its_end() -> None:
    """Where the SDK takes a zero for the end of a key, it would read johndoe's record."""
    with pytest.raises(UsernameRefusedError):
        document_id("johndoe\0x")
