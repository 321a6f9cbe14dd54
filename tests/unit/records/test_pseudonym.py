"""The hash that replaces a username in the log and in the audit log."""

from hypothesis import given
from hypothesis import strategies as st

from profile_browser.records.pseudonym import keyed_hash

KEY = b"Jefe"


def test_the_hash_is_a_standard_hmac_sha256() -> None:
    # RFC 4231, test case 2.
    assert keyed_hash(KEY, "what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_a_non_ascii_name_is_hashed_as_utf8() -> None:
    # printf '%s' 'Jürgen' | openssl dgst -sha256 -hmac Jefe
    assert keyed_hash(KEY, "Jürgen") == (
        "02cde5d5dc77eb80fd7355e846920e22c0d72d6921bef042e3b3a4097dbf4b67"
    )


def test_another_key_or_another_person_gives_another_hash() -> None:
    assert len({keyed_hash(KEY, "ann"), keyed_hash(b"x", "ann"), keyed_hash(KEY, "Ann")}) == 3


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_any_text_can_be_hashed(username: str) -> None:
    digits = keyed_hash(KEY, username)
    assert len(digits) == 64
    assert set(digits) <= set("0123456789abcdef")
