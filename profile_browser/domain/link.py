"""Links to a person, as in tickets: ``profile-browser://user/johndoe?connection=customers-eu``.

Anybody can write a link, so that everything in one is refused but a person and a connection.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from profile_browser.domain.link_scheme import SCHEME, is_link

LONGEST_LINK = 999  # shorter than the text of the search field, so that a cut link is refused
_USER, _FIND, _CONNECTION = "user", "find", "connection"
_SHAPE = r"[^:/?#]+://([^/?#]*)/?([^?#]*)(?:\?([^#]*))?(#.*)?"
_WRITTEN = r"(?:[A-Za-z0-9._~!$'()*+,;:@=&-]|%[0-9A-Fa-f]{2})*"
_DOTS = (".", "..")  # browsers remove these from a link
_NOT_TEXT = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTIONS = "[\u202a-\u202e\u2066-\u2069]"  # they reorder the text around them


class LinkFault(StrEnum):
    """Why a link is refused."""

    TOO_LONG = "too_long"
    NOT_KNOWN = "not_known"  # neither a user nor a search
    NO_ONE = "no_one"
    EXTRA = "extra"  # more than a person and a connection
    NOT_TEXT = "not_text"


class LinkError(ValueError):
    """A link that is refused."""

    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Link(NamedTuple):
    """Whom to look up, or with ``search_only`` to search for, and the key of the connection."""

    text: str
    search_only: bool = False
    connection: str = ""


def parse_link(address: str) -> Link:
    """Return what a link asks for. Raises LinkError.

    One slash at the end does not matter, nor does the case of what precedes the text.
    """
    if len(address) > LONGEST_LINK:
        raise LinkError(LinkFault.TOO_LONG)
    shape = re.fullmatch(_SHAPE, address, re.DOTALL)
    host = shape[1].lower() if shape else ""
    if shape is None or not is_link(address) or host not in (_USER, _FIND):
        raise LinkError(LinkFault.NOT_KNOWN)
    path, query, fragment = shape[2], shape[3], shape[4]
    path = path.removesuffix("/")
    if "/" in path or fragment is not None:
        raise LinkError(LinkFault.EXTRA)
    connection = "" if query is None else _connection_in(query)
    return Link(_decoded(path), host == _FIND, connection)


def write_link(link: Link) -> str:
    """Return a link as ``parse_link`` reads it. Raises LinkError where it would not."""
    try:
        address = f"{SCHEME}://{_FIND if link.search_only else _USER}/{quote(link.text, safe='')}"
    except UnicodeEncodeError:
        raise LinkError(LinkFault.NOT_TEXT) from None
    if link.connection:
        address += f"?{_CONNECTION}={quote(link.connection, safe='')}"
    parse_link(address)
    return address


def _connection_in(query: str) -> str:
    name, _, value = query.partition("=")
    if name != _CONNECTION or "&" in value:
        raise LinkError(LinkFault.EXTRA)
    return _decoded(value)


def _decoded(written: str) -> str:
    if not re.fullmatch(_WRITTEN, written):
        raise LinkError(LinkFault.NOT_TEXT)
    try:
        text = unquote_to_bytes(written).decode("utf-8")
    except UnicodeDecodeError:
        raise LinkError(LinkFault.NOT_TEXT) from None
    if not text.strip():
        raise LinkError(LinkFault.NO_ONE)
    if text in _DOTS or re.search(_DIRECTIONS, text) or not _is_text(text):
        raise LinkError(LinkFault.NOT_TEXT)
    return text


def _is_text(text: str) -> bool:
    return not any(unicodedata.category(character) in _NOT_TEXT for character in text)
