"""Which username a typed or pasted text asks for."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from profile_browser.domain.document import USERNAME_PLACE, document_id
from profile_browser.domain.question import Question, SearchKind, count_removed, username_of
from profile_browser.domain.record import RecordLayout

ANY_TEXT = st.text(st.characters(exclude_categories=()))
INVISIBLE = ["\t", "\n", "\r\n", " ", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\ufeff",
             "\N{LEFT-TO-RIGHT MARK}", "\N{IDEOGRAPHIC SPACE}", "\N{LINE SEPARATOR}", "\x00",
             "\N{WORD JOINER}", "\N{RIGHT-TO-LEFT OVERRIDE}"]  # fmt: skip


@pytest.mark.parametrize("mark", INVISIBLE)
def test_invisible_characters_around_a_pasted_username_are_removed(mark: str) -> None:
    assert username_of(f"{mark}johndoe{mark}{mark}") == "johndoe"


@pytest.mark.parametrize("mark", ["", *INVISIBLE])
def test_a_pasted_document_id_finds_the_user(mark: str) -> None:
    assert username_of(f"{mark}userprofile::{mark}johndoe{mark}") == "johndoe"


def test_the_prefix_is_removed_only_once() -> None:
    assert username_of("userprofile::userprofile::x") == "userprofile::x"


def test_a_prefix_inside_a_username_is_kept() -> None:
    assert username_of("x-userprofile::y") == "x-userprofile::y"


def test_a_prefix_in_capitals_is_part_of_the_username() -> None:
    assert username_of("UserProfile::x") == "UserProfile::x"


def test_capital_letters_are_kept() -> None:
    assert username_of(" JohnDoe ") == "JohnDoe"


def test_invisible_characters_inside_a_username_are_kept() -> None:
    assert username_of("john\N{NO-BREAK SPACE}q\N{ZERO WIDTH JOINER} doe") == (
        "john\N{NO-BREAK SPACE}q\N{ZERO WIDTH JOINER} doe"
    )


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("johndoe", "johndoe"),
        ("userprofile::johndoe", "johndoe"),
        ('"userprofile::johndoe",', "johndoe"),
        ("John Doe <johndoe@example.com>", "johndoe@example.com"),
        ('"Doe, John" <johndoe@example.com>; Jane <jane@example.com>', "johndoe@example.com"),
        ("<johndoe@example.com>", "johndoe@example.com"),
        ("<johndoe>", "johndoe"),
        ("- johndoe", "johndoe"),
        ("•\tjohndoe", "johndoe"),
        ("* <johndoe@example.com>", "johndoe@example.com"),
        ("> johndoe", "johndoe"),
        ("1. johndoe", "johndoe"),
        ("12) johndoe,", "johndoe"),
        ("-johndoe", "-johndoe"),
        ("1.johndoe", "1.johndoe"),
        ("- ", "-"),
        ("mailto:johndoe@example.com", "johndoe@example.com"),
        ("MAILTO:johndoe@example.com?subject=Your%20ticket", "johndoe@example.com"),
        ("mailto:john%2Bdoe@example.com,jane@example.com", "john+doe@example.com"),
        ("<mailto:johndoe@example.com>", "johndoe@example.com"),
        ('"johndoe"', "johndoe"),
        ("“johndoe”", "johndoe"),
        ("„johndoe“", "johndoe"),
        ("'johndoe'", "johndoe"),
        ("‘johndoe’", "johndoe"),
        ("«\N{NO-BREAK SPACE}johndoe\N{NO-BREAK SPACE}»", "johndoe"),
        ("`johndoe`", "johndoe"),
        ("@johndoe", "johndoe"),
        ("“@johndoe”,", "johndoe"),
        ("johndoe,", "johndoe"),
        ("johndoe;", "johndoe"),
        ("johndoe ;, ", "johndoe"),
        ("johndoe@example.com.", "johndoe@example.com"),
        # What may be a username, or a name, is kept.
        ("johndoe.", "johndoe."),
        ("johndoe@", "johndoe@"),
        ("john@doe@", "john@doe@"),
        ("j,d", "j,d"),
        ("Doe, John", "Doe, John"),
        ("doe john", "doe john"),
        ("John “Jo” Doe", "John “Jo” Doe"),
        ('"john" "doe"', '"john" "doe"'),
        ("O'Neil'", "O'Neil'"),
        ("John Doe <jo>", "John Doe <jo>"),
        ("<>", "<>"),
        ("''", "''"),
        ("@", "@"),
        (",", ","),
        ("mailto:", "mailto:"),
        ("johndoe:", "johndoe:"),
        ("mailto:?subject=x", "mailto:?subject=x"),
    ],
)
def test_a_text_is_understood_as_it_is_typed_or_pasted(text: str, asked: str) -> None:
    assert username_of(text) == asked


@pytest.mark.parametrize(
    ("template", "text", "asked"),
    [
        ("user:{username}:profile", "user:johndoe:profile", "johndoe"),
        ("user:{username}:profile", '"user:johndoe:profile",', "johndoe"),
        ("user:{username}:profile", "\ufeffuser:\ufeffjohndoe :profile\n", "johndoe"),
        ("user:{username}:profile", "<user:j@example.com:profile>", "j@example.com"),
        ("user:{username}:profile", "user:user:x:profile:profile", "user:x:profile"),
        ("user:{username}:profile", "user::profile", ""),
        ("user:{username}:profile", "johndoe", "johndoe"),
        # Half an id may be a username.
        ("user:{username}:profile", "user:johndoe", "user:johndoe"),
        ("user:{username}:profile", "user:johndoe:settings", "user:johndoe:settings"),
        ("user:{username}:profile", "johndoe:profile", "johndoe:profile"),
        ("user:{username}:profile", "userprofile::johndoe", "userprofile::johndoe"),
        ("user:{username}:profile", "USER:johndoe:profile", "USER:johndoe:profile"),
        ("-x-{username}-x-", "-x-", "-x-"),
        ("{username}@people", "johndoe@people", "johndoe"),
        ("u/{username};", '"u/johndoe;"', "johndoe"),
        ("<{username}>", "<johndoe>", "johndoe"),
        ("профиль::{username}", "профиль::иван", "иван"),
        ("{username}", "userprofile::johndoe", "userprofile::johndoe"),
        ("{username}", ' "johndoe", ', "johndoe"),
        # Every username that begins like these would be cut.
        ("user{username}", "username", "username"),
        ("u{username}1", "ulrich1", "ulrich1"),
    ],
)
def test_a_pasted_id_is_understood_as_the_connection_has_ids(
    template: str, text: str, asked: str
) -> None:
    assert username_of(text, RecordLayout(id=template)) == asked


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="{}\0"), max_size=20),
    st.text(st.characters(codec="utf-8", exclude_characters="{}\0"), max_size=20),
    st.from_regex("[a-zäя][a-zäя0-9._-]{0,20}[a-z]", fullmatch=True),
)
def test_the_id_of_any_user_asks_for_this_user(before: str, after: str, username: str) -> None:
    template = f"{before.strip()}:{USERNAME_PLACE}:{after.strip()}"
    assume(count_removed(template, username_of(template)) == 0)
    pasted = document_id(username, longest=1000, template=template)
    assert username_of(pasted, RecordLayout(id=template)) == username


def test_a_thousand_wrappings_are_no_problem() -> None:
    assert username_of("mailto:" * 2_000 + "johndoe") == "johndoe"


def test_a_hundred_thousand_commas_take_no_minute() -> None:
    assert username_of("johndoe" + ", " * 100_000) == "johndoe"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("johndoe@example.com", SearchKind.EMAIL),
        ("johndoe@", SearchKind.BEGINNING),
        ("@johndoe", SearchKind.BEGINNING),
        ("@", SearchKind.BEGINNING),
        ("john doe", SearchKind.BEGINNING),
    ],
)
def test_only_an_address_with_both_its_parts_is_compared_as_a_whole(
    text: str, kind: SearchKind
) -> None:
    assert Question(text).kind is kind


@pytest.mark.parametrize("text", ["", " ", "\ufeff\n", "userprofile::", " userprofile:: \t"])
def test_a_text_without_a_username_gives_an_empty_username(text: str) -> None:
    assert username_of(text) == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("johndoe", 0),
        (" johndoe\t\N{NO-BREAK SPACE}\n", 0),
        ("\ufeffjohndoe", 1),
        (" \N{ZERO WIDTH SPACE} userprofile::\N{WORD JOINER}johndoe\x00", 3),
        ("john\N{ZERO WIDTH JOINER}doe", 0),
        ("\N{ZERO WIDTH JOINER}john\N{ZERO WIDTH JOINER}doe", 1),
    ],
)
def test_removed_characters_that_nobody_sees_are_counted(text: str, count: int) -> None:
    assert count_removed(text, username_of(text)) == count


def test_removed_characters_are_counted_in_an_id_of_another_kind() -> None:
    layout = RecordLayout(id="user:{username}:profile")
    text = "\ufeffuser:\ufeffjohndoe\ufeff:profile"
    assert count_removed(text, username_of(text, layout)) == 3


@given(ANY_TEXT, st.text(st.sampled_from("".join(INVISIBLE))))
def test_invisible_characters_around_any_text_change_nothing(text: str, marks: str) -> None:
    assert username_of(f"{marks}{text}{marks}") == username_of(text)


@given(ANY_TEXT.filter(lambda text: "userprofile::" not in text))
def test_extracting_a_username_twice_gives_the_same_result(text: str) -> None:
    assert username_of(username_of(text)) == username_of(text)
