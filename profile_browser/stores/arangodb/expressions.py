"""The AQL expression that computes, for each record, what searches compare.

The server orders and compares texts by the rules of the language that it was started with. In some
languages, two letters count as one, and a text then does not begin with its first letter. So texts
are indexed as the hexadecimal digits of their UTF-8, which every language sorts in the same way.

An expression may contain no LET, so a value is named by putting it into an array of one: there it
is called CURRENT.
"""

from __future__ import annotations

import json

from profile_browser.domain.folding import LETTERS
from profile_browser.domain.matching import JOINERS, LONGEST_NAME, MOST_WORDS, SEPARATORS

# Between the entries of a name. No word contains it.
ENTRY_END = "\n"
_JOINERS = JOINERS.replace("-", "\\-", 1)  # outside Python, a hyphen may be an operator
_BETWEEN_WORDS = f"[{_JOINERS}{SEPARATORS}]+"


def computed(username: str, email: str, full_name: str, *, condition: str) -> str:
    """Return the expression for an object with the texts that searches compare.

    The arguments are expressions. ``condition`` may be empty. All texts are empty for a record for
    which the condition is false, so it differs from a record without the value.
    """
    texts = f"[{username}, {email}, {full_name}]"
    chosen = f"{condition} ? {texts} : ['', '', '']" if condition else texts
    folded = f"({chosen})[* RETURN {_if_text('CURRENT', _folded('CURRENT'))}]"
    words = _words("CURRENT[2]")
    joined = _words(_replaced("CURRENT[2]", f"[{_JOINERS}]", ""))
    entries = f"FLATTEN(([{words}, {joined}])[* RETURN [{', '.join(_entries())}]])"
    parts = {
        "username": "TO_HEX(CURRENT[0])",
        "email": "TO_HEX(CURRENT[1])",
        "name": f"TO_HEX(CONCAT_SEPARATOR(' ', {words}))",
        "names": f"CONCAT_SEPARATOR({json.dumps(ENTRY_END)}, UNIQUE({entries}))",
    }
    compared = ", ".join(f"{name}: {part}" for name, part in parts.items())
    return f"FIRST(([{folded}])[* RETURN {{{compared}}}])"


def _if_text(value: str, expression: str) -> str:
    return f"IS_STRING({value}) ? {expression} : ''"


def _folded(text: str) -> str:
    """Return the expression for a text in lower case, without accents."""
    expression = f"LOWER({text})"
    for plain, letters in LETTERS.items():
        expression = _replaced(expression, f"[{letters}]", plain)
    return expression


def _words(text: str) -> str:
    spaced = _replaced(f"LEFT({text}, {LONGEST_NAME})", _BETWEEN_WORDS, " ")
    return f"SPLIT({spaced}, ' ')[* FILTER CURRENT != '']"


def _entries() -> list[str]:
    """Return the expressions for the entries of a list of words, as in ``domain/matching.py``.

    An entry for which there are too few words is null.
    """
    return [
        f"LENGTH(CURRENT) >= {tail} ? {_entry(head, tail)} : null"
        for head in range(MOST_WORDS)
        for tail in range(head + 1, MOST_WORDS + 1)
    ]


def _entry(head: int, tail: int) -> str:
    parts = [f"SLICE(CURRENT, {head}, 1)", f"SLICE(CURRENT, {tail})"]
    if head:
        parts.append(f"SLICE(CURRENT, 0, {head})")
    if tail > head + 1:
        parts.append(f"SLICE(CURRENT, {head + 1}, {tail - head - 1})")
    return f"CONCAT_SEPARATOR(' ', FLATTEN([{', '.join(parts)}]))"


def _replaced(text: str, pattern: str, replacement: str) -> str:
    return f"REGEX_REPLACE({text}, {json.dumps(pattern)}, {json.dumps(replacement)})"
