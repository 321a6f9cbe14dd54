"""Links to a person: what they may hold, and that what is written can be read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.link import (
    LONGEST_LINK,
    Link,
    LinkError,
    LinkFault,
    parse_link,
    write_link,
)
from profile_browser.domain.link_scheme import is_link
from profile_browser.ui.widgets.search_row import LONGEST_TEXT

ADDRESS = "profile-browser://user/johndoe"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (ADDRESS, Link("johndoe")),
        ("profile-browser://find/jane", Link("jane", search_only=True)),
        (f"{ADDRESS}?connection=customers-eu", Link("johndoe", connection="customers-eu")),
        (f"{ADDRESS}/", Link("johndoe")),
        (f"{ADDRESS}/?connection=eu", Link("johndoe", connection="eu")),
        ("PROFILE-BROWSER://USER/JohnDoe", Link("JohnDoe")),
        ("profile-browser://user/j%C3%BCrgen%20m", Link("jürgen m")),
        ("profile-browser://user/a%2Fb%3Fc%23d%25", Link("a/b?c#d%")),
        ("profile-browser://user/a+b", Link("a+b")),
        ("profile-browser://user/--sample", Link("--sample")),
        ("profile-browser://user/%3Cb%3E", Link("<b>")),
        ("profile-browser://find/jane@example.com", Link("jane@example.com", search_only=True)),
    ],
)
def test_a_link_names_a_person_and_perhaps_a_connection(address: str, link: Link) -> None:
    assert is_link(address)
    assert parse_link(address) == link


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("profile-browser:johndoe", LinkFault.NOT_KNOWN),
        ("profile-browser:///johndoe", LinkFault.NOT_KNOWN),
        ("profile-browser://delete/johndoe", LinkFault.NOT_KNOWN),
        ("profile-browser://kim:secret@user/johndoe", LinkFault.NOT_KNOWN),
        ("profile-browser://user:80/johndoe", LinkFault.NOT_KNOWN),
        ("https://user/johndoe", LinkFault.NOT_KNOWN),
        ("profile-browser://user", LinkFault.NO_ONE),
        ("profile-browser://user/", LinkFault.NO_ONE),
        ("profile-browser://user/%20", LinkFault.NO_ONE),
        (f"{ADDRESS}?connection=", LinkFault.NO_ONE),
        (f"{ADDRESS}//", LinkFault.EXTRA),
        (f"{ADDRESS}/details", LinkFault.EXTRA),
        (f"{ADDRESS}#top", LinkFault.EXTRA),
        (f"{ADDRESS}#", LinkFault.EXTRA),
        (f"{ADDRESS}?", LinkFault.EXTRA),
        (f"{ADDRESS}?reason=none", LinkFault.EXTRA),
        (f"{ADDRESS}?Connection=eu", LinkFault.EXTRA),
        (f"{ADDRESS}?connection=eu&connection=us", LinkFault.EXTRA),
        (f"{ADDRESS}?connection=eu&sample=1", LinkFault.EXTRA),
        ("profile-browser://user/%", LinkFault.NOT_TEXT),
        ("profile-browser://user/%4", LinkFault.NOT_TEXT),
        ("profile-browser://user/%zz", LinkFault.NOT_TEXT),
        ("profile-browser://user/%FF", LinkFault.NOT_TEXT),
        ("profile-browser://user/%C0%AF", LinkFault.NOT_TEXT),
        ("profile-browser://user/%ED%A0%80", LinkFault.NOT_TEXT),
        ("profile-browser://user/a%00b", LinkFault.NOT_TEXT),
        ("profile-browser://user/a%0Ab", LinkFault.NOT_TEXT),
        ("profile-browser://user/a%E2%80%AEb", LinkFault.NOT_TEXT),
        ("profile-browser://user/jürgen", LinkFault.NOT_TEXT),
        ("profile-browser://user/a b", LinkFault.NOT_TEXT),
        ("profile-browser://user/a\nb", LinkFault.NOT_TEXT),
        ('profile-browser://user/a" --sample "', LinkFault.NOT_TEXT),
        ("profile-browser://user/%2E%2E", LinkFault.NOT_TEXT),
        (f"{ADDRESS}?connection=e%0Au", LinkFault.NOT_TEXT),
        (f"{ADDRESS}{'a' * LONGEST_LINK}", LinkFault.TOO_LONG),
    ],
)
def test_anything_else_in_a_link_is_refused(address: str, fault: LinkFault) -> None:
    with pytest.raises(LinkError) as refused:
        parse_link(address)
    assert refused.value.fault is fault


@pytest.mark.parametrize("text", ["", "johndoe", "profile-browserx://user/a", "profile-browser"])
def test_other_text_is_not_a_link(text: str) -> None:
    assert not is_link(text)


def test_a_link_that_the_search_field_has_cut_is_refused() -> None:
    cut = f"profile-browser://user/{'a' * LONGEST_TEXT}"[:LONGEST_TEXT]
    with pytest.raises(LinkError):
        parse_link(cut)


@given(st.builds(Link, st.text(max_size=60), st.booleans(), st.text(max_size=20)))
def test_what_is_written_can_be_read(link: Link) -> None:
    try:
        address = write_link(link)
    except LinkError:
        return
    assert address.isascii()
    assert parse_link(address) == link


@given(st.text())
def test_no_text_breaks_the_reading_of_links(text: str) -> None:
    for address in (text, f"profile-browser://user/{text}"):
        with suppress(LinkError):
            assert parse_link(address).text


@pytest.mark.parametrize("text", ["", " ", "..", "a\nb", "\ud800", "a" * LONGEST_LINK])
def test_a_username_that_no_link_can_hold_is_refused(text: str) -> None:
    with pytest.raises(LinkError):
        write_link(Link(text))
