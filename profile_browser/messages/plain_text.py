"""Text from a store or a person, made safe to show: it can neither hide, reorder nor command."""

import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
# Joiners are how Persian, Hindi and family emoji are spelt; the other invisible marks can deceive.
_HARMLESS_MARKS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}"
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def printable(text: str) -> str:
    """Return the text with control characters and direction marks replaced by U+FFFD."""
    if text.isprintable():
        return text
    # Only what occurs is looked at, so that a megabyte of text takes no longer than its copy.
    return text.translate({ord(character): _shown(character) for character in set(text)})


def shortened(text: str, length: int) -> str:
    """Return the text, cut to at most this many characters with an ellipsis at its end."""
    return text if len(text) <= length else text[: length - 1] + _ELLIPSIS


def brief(text: str, length: int) -> str:
    """Return the beginning of a text as it can be shown; no more of it is looked at."""
    return shortened(printable(text[: length + 1]), length)


def is_blank(text: str) -> bool:
    """Tell whether nothing of a text could be seen."""
    return not text.strip() or set(text) <= {*_HARMLESS_MARKS, " "}


def isolated(text: str) -> str:
    """Return a text that runs from right to left so that what stands beside it keeps its place."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def quoted(text: str, length: int = 60) -> str:
    """Return what a person typed in curly quotes, printable and at most this long."""
    return f"“{brief(text, length)}”"


def _shown(character: str) -> str:
    if character in _HARMLESS_MARKS or unicodedata.category(character) not in _NOT_SHOWN:
        return character
    return _REPLACEMENT
