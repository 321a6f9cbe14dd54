"""The ID of a user's document, and the usernames that cannot have one."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.document import document_id
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.messages.refusals import refusal_text

PREFIX = "userprofile::"
LIMITS = pytest.mark.parametrize("limit", [250, 246])


def test_a_document_id_is_the_prefix_and_the_username() -> None:
    assert document_id("johndoe") == "userprofile::johndoe"


def test_usernames_are_case_sensitive() -> None:
    assert document_id("JohnDoe") != document_id("johndoe")


@LIMITS
@pytest.mark.parametrize("letter", ["a", "é", "д", "字", "🦉"])
def test_a_username_may_be_as_long_as_the_limit_and_no_longer(letter: str, limit: int) -> None:
    space = limit - len(PREFIX)
    whole, rest = divmod(space, len(letter.encode()))
    longest = letter * whole + "x" * rest
    key = document_id(longest, limit)
    assert len(key.encode()) == limit
    with pytest.raises(RefusedError):
        document_id(longest + "x", limit)


@LIMITS
def test_a_refusal_gives_the_maximum_length(limit: int) -> None:
    with pytest.raises(RefusedError) as caught:
        document_id("x" * limit, limit)
    said = refusal_text(caught.value.refusal)
    assert f"at most {limit - len(PREFIX)} letters" in said


def test_an_empty_username_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        document_id("")
    assert caught.value.refusal == Refusal(RefusalKind.EMPTY_USERNAME)


@pytest.mark.parametrize("username", ["\ud83e", "jo\udc80hn"])
def test_a_lone_surrogate_is_refused(username: str) -> None:
    with pytest.raises(RefusedError) as caught:
        document_id(username)
    assert caught.value.refusal == Refusal(RefusalKind.USERNAME_NOT_TEXT)


@given(st.text(st.characters(exclude_categories=())), st.sampled_from([246, 250]))
def test_any_text_gets_an_id_or_a_refusal(username: str, limit: int) -> None:
    with suppress(RefusedError):
        key = document_id(username, limit)
        assert key.removeprefix(PREFIX) == username
        assert len(key.encode()) <= limit


def test_a_username_with_a_null_character_is_refused() -> None:
    """The SDK might end the key at the null character and read johndoe's record."""
    with pytest.raises(RefusedError):
        document_id("johndoe\0x")
