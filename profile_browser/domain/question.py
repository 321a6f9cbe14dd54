"""The question that the text in the search field asks."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote

from profile_browser.domain.document import username_in
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# What is copied along with a username, an address or a name: the group is what remains.
_MAILTO = "(?is)(?:mailto:)+([^?,;]+).*"
_WRAPPING = "|".join(
    (
        r"(?s:[^<>]*<([^\s<>@]+@[^\s<>@]+)>.*)",  # John Doe <johndoe@example.com>
        *("<([^<>]+)>", '"([^"]+)"', "'([^']+)'", "`([^`]+)`", "@([^@]+)"),
        r"(?s:(?:[-–—*•·▪◦‣>]|\d{1,5}[.)])\s+(.+))",  # - johndoe, 1. johndoe
        *("[“„]([^“”„]+)[“”]", "[‘‚]([^‘’‚]+)[‘’]", "«([^«»]+)»", "»([^«»]+)«"),
    )
)


class SearchKind(StrEnum):
    """What a search compares the text with, ignoring case and accents."""

    EMAIL = "email"
    BEGINNING = "beginning"


class Question(NamedTuple):
    """A text to look up. ``search_only`` skips the lookup by exact username.

    Text with an @ is searched as a whole e-mail address. Other text is searched as the start of
    the username, the e-mail, the full name, or a word in the full name. The audit log may demand a
    ``reason``, which only the store gets to know.
    """

    text: str
    search_only: bool = False
    reason: str = ""

    @property
    def kind(self) -> SearchKind:
        """What the text is compared with in a search."""
        return SearchKind.EMAIL if "@" in self.text.strip("@") else SearchKind.BEGINNING


def username_of(text: str, layout: RecordLayout = USUAL_LAYOUT) -> str:
    """Return the username, e-mail address or name in a typed or pasted text.

    Removes what is copied along with it from web pages, e-mails and chats: white space and
    invisible characters, the rest of the id of a document of this layout, quotes, the name before
    an address in angle brackets, ``mailto:``, the @ of a mention, the bullet or number of an item,
    and punctuation behind it.

    What is removed may be part of a username: a search alone, and ``lookup --exactly``, keep it.
    """
    for inner in _unwrapped(text):
        username = username_in(inner, layout.id)
        if username != inner:
            *_, username = _unwrapped(username)
            return username
    return inner


def count_removed(text: str, username: str) -> int:
    """Count the invisible characters that were removed from a text, but for white space."""
    return 0 if username == text else _count_invisible(text) - _count_invisible(username)


def _unwrapped(text: str) -> Iterator[str]:
    """Yield the text without what is around it, and then what each of its wrappings contains."""
    inner = _trimmed(text)
    while True:
        yield inner
        outer, inner = inner, _trimmed(_without_wrapping(inner))
        if inner in ("", outer):
            return


def _without_wrapping(text: str) -> str:
    if link := re.fullmatch(_MAILTO, text):
        return unquote(link[1])
    if wrapped := re.fullmatch(_WRAPPING, text):
        return wrapped[wrapped.lastindex or 0]
    # A username may end with a dot. An address cannot.
    return _without_end(text, ",;." if Question(text).kind is SearchKind.EMAIL else ",;")


def _without_end(text: str, marks: str) -> str:
    """Return a text without these marks behind it, and what nobody sees between them."""
    end = len(text)
    while end and (text[end - 1] in marks or _is_invisible(text[end - 1])):
        end -= 1
    return text[:end]


def _count_invisible(text: str) -> int:
    return sum(_is_invisible(character) and not character.isspace() for character in text)


def _trimmed(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_invisible(text[start]):
        start += 1
    while end > start and _is_invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _INVISIBLE
