"""Rows of lists, and what any list may contain."""

import codecs
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import strategies as st

from profile_browser.domain.list_input import ListError, ListFault, PreparedList
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.people_list import Entry, ListRow, row_of
from profile_browser.lists.reading import read_text
from tests.unit.helpers.people import CLUSTER, user

_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_PIECES = [
    *(b"john", b"mary@example.com", b"userprofile::ann", b"=1+1", b"-x", b"@bob", b"'q'", b'"'),
    *(b"\n", b"\r\n", b"\r", b",", b";", b"\t", b"|", b" ", b"\0", b"\xff", b"\xc3\xa9", b"\xe9"),
    *(b'{"username": "x"}', b'{"id": 7, "n": [1]}', b'["a", "b"]', b'"a\\u0000"', b"{", b"[", b"}"),
    *(b"username", b"Asked for,Outcome,Username", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"x" * 400),
    *(codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"j\0o\0", b"PK\x03\x04", b"%PDF-", b"\x80"),
]


def list_bytes() -> st.SearchStrategy[bytes]:
    """Return any bytes, and those that look like a list."""
    pieces = st.lists(st.sampled_from(_PIECES), max_size=40).map(b"".join)
    return st.one_of(st.binary(max_size=300), pieces)


def found(username: str, asked: str = "", **fields: str | bool | None) -> ListRow:
    """Return the row of a person who was found."""
    return row_of(Entry(asked or username), Found(user(username, **fields), CLUSTER.title, _NOON))


def missing(asked: str) -> ListRow:
    """Return the row of nobody."""
    return row_of(Entry(asked), Missing(asked, CLUSTER.title))


def prepared(text: str) -> PreparedList:
    """Return the entries of the guessed column of a pasted list."""
    document = read_text(text)
    return document.prepare(document.preview.column, CLUSTER, 1000)


def texts(text: str) -> list[str]:
    """Return the texts of the entries of a pasted list."""
    return [entry.text for entry in prepared(text).entries]


def fault(read: Callable[[], object]) -> ListFault:
    """Return the fault with which this fails."""
    with pytest.raises(ListError) as raised:
        read()
    return raised.value.kind
