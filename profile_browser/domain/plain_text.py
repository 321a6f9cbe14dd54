"""Text from a store or a person, made safe to show: it can neither hide, reorder nor command."""

import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
# Joiners are how Persian, Hindi and family emoji are spelt; the other invisible marks can deceive.
_HARMLESS_MARKS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}"
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def printable(text: str) -> str:
    """Return the text with control characters and direction marks replaced by U+FFFD."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def shortened(text: str, length: int) -> str:
    """Return the text, cut to at most this many characters with an ellipsis at its end."""
    return text if len(text) <= length else text[: length - 1] + _ELLIPSIS


def quoted(text: str, length: int = 60) -> str:
    """Return what a person typed in curly quotes, printable and at most this long."""
    return f"“{shortened(printable(text[: length + 1]), length)}”"


def _shown(character: str) -> str:
    if character in _HARMLESS_MARKS or unicodedata.category(character) not in _NOT_SHOWN:
        return character
    return _REPLACEMENT
