"""The ID of a user's document, and the usernames that cannot have one."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profile_browser.domain.document import USERNAME_PLACE, document_id, username_in
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.messages.refusals import refusal_text

PREFIX = "userprofile::"
ANY_TEXT = st.text(st.characters(exclude_categories=()))
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
@pytest.mark.parametrize(
    ("template", "room"),
    [
        ("{username}", 0),
        ("user:{username}:profile", 13),
        ("профиль::{username}", 16),
        ("{username}🦉", 4),
        ("x" * 200 + "{username}", 200),
    ],
)
def test_the_rest_of_the_id_leaves_the_username_fewer_bytes(
    template: str, room: int, limit: int
) -> None:
    longest = "x" * (limit - room)
    assert document_id(longest, limit, template) == template.replace("{username}", longest)
    with pytest.raises(RefusedError) as caught:
        document_id(longest + "x", limit, template)
    assert f"at most {limit - room} letters" in refusal_text(caught.value.refusal)


@pytest.mark.parametrize("length", [246, 300])
def test_an_id_without_room_for_a_username_refuses_every_username(length: int) -> None:
    with pytest.raises(RefusedError) as caught:
        document_id("x", 246, "y" * length + "{username}")
    assert "at most 0 letters" in refusal_text(caught.value.refusal)


@pytest.mark.parametrize("template", ["a\0{username}", "{username}\0", "\ud800{username}"])
def test_an_id_that_is_not_text_refuses_every_username(template: str) -> None:
    with pytest.raises(RefusedError):
        document_id("johndoe", template=template)


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


@given(
    ANY_TEXT,
    ANY_TEXT.filter(lambda text: USERNAME_PLACE not in text),
    ANY_TEXT.filter(lambda text: USERNAME_PLACE not in text),
    st.sampled_from([246, 250]),
)
@example("x", "", "", 250)
@example("x", "y" * 300, "", 250)
@example(USERNAME_PLACE, "a", "b", 250)
def test_any_text_gets_an_id_or_a_refusal(
    username: str, before: str, after: str, limit: int
) -> None:
    with suppress(RefusedError):
        key = document_id(username, limit, f"{before}{USERNAME_PLACE}{after}")
        assert key == before + username + after
        assert 0 < len(key.encode()) <= limit
        assert "\0" not in key


def test_a_username_with_a_null_character_is_refused() -> None:
    """The SDK might end the key at the null character and read johndoe's record."""
    with pytest.raises(RefusedError):
        document_id("johndoe\0x")


@pytest.mark.parametrize(
    ("template", "text", "username"),
    [
        ("userprofile::{username}", "userprofile::johndoe", "johndoe"),
        ("userprofile::{username}", "userprofile::", ""),
        ("user:{username}:profile", "user:johndoe:profile", "johndoe"),
        ("user:{username}:profile", "user:profile", "user:profile"),
        ("{username}:user", "johndoe:user", "johndoe"),
        ("{username}", "johndoe", "johndoe"),
        ("user{username}", "username", "username"),
    ],
)
def test_the_username_is_taken_out_of_an_id(template: str, text: str, username: str) -> None:
    assert username_in(text, template) == username


AROUND = ANY_TEXT.filter(lambda text: USERNAME_PLACE not in text)  # an id has one place for it


@given(AROUND, ANY_TEXT, AROUND)
def test_the_username_of_any_id_is_taken_out_of_it(before: str, username: str, after: str) -> None:
    key = f"{before}:{username}:{after}"
    assert username_in(key, f"{before}:{USERNAME_PLACE}:{after}") == username
