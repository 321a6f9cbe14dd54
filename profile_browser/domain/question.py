"""What the text in the search field means."""

import unicodedata

from profile_browser.domain.document import DOCUMENT_ID_PREFIX

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def username_of(text: str) -> str:
    """Return the username that this text asks for.

    White space and invisible marks around it, which come along when text is copied from a
    page or a mail, are taken off, and so is a pasted ``userprofile::`` prefix.
    """
    return _trimmed(_trimmed(text).removeprefix(DOCUMENT_ID_PREFIX))


def _trimmed(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_invisible(text[start]):
        start += 1
    while end > start and _is_invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _INVISIBLE
