"""What stands for a username in the log and in the record of reads."""

from hypothesis import given
from hypothesis import strategies as st

from profile_browser.records.pseudonym import keyed_hash

KEY = b"Jefe"


def test_the_digits_are_those_that_any_other_tool_finds() -> None:
    # RFC 4231, test case 2.
    assert keyed_hash(KEY, "what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_a_name_beyond_ascii_is_hashed_in_utf8() -> None:
    # printf '%s' 'Jürgen' | openssl dgst -sha256 -hmac Jefe
    assert keyed_hash(KEY, "Jürgen") == (
        "02cde5d5dc77eb80fd7355e846920e22c0d72d6921bef042e3b3a4097dbf4b67"
    )


def test_another_key_or_another_person_gives_other_digits() -> None:
    assert len({keyed_hash(KEY, "ann"), keyed_hash(b"x", "ann"), keyed_hash(KEY, "Ann")}) == 3


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_any_text_has_its_digits(username: str) -> None:
    digits = keyed_hash(KEY, username)
    assert len(digits) == 64
    assert set(digits) <= set("0123456789abcdef")
