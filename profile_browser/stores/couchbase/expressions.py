"""SQL++ expressions that fold a text and list the entries of a name, as the domain does in Python.

An index is used only if it has the very expression of the statement. They are plain ASCII, so they
survive a terminal and a file in any encoding.
"""

from __future__ import annotations

import json

from profile_browser.domain.folding import LETTERS
from profile_browser.domain.matching import JOINERS, LONGEST_NAME, MOST_WORDS, SEPARATORS


def folded(text: str) -> str:
    """Return the expression for a text in lower case, without accents."""
    expression = f"LOWER({text})"
    for plain, letters in LETTERS.items():
        expression = _replaced(expression, letters, plain)
    return expression


def name_entries(text: str) -> str:
    """Return the expression for the array of the entries of a name.

    ``folded`` is expensive, so it is evaluated once, by naming its result in an array of one.
    """
    cut = _words("name", JOINERS + SEPARATORS)
    joined = _words(_replaced("name", JOINERS, ""), SEPARATORS)
    name = folded(f"SUBSTR({text}, 0, {LONGEST_NAME})")
    every_words = f"ARRAY_FLATTEN(ARRAY [{cut}, {joined}] FOR name IN [{name}] END, 1)"
    after = "IFMISSINGORNULL(words[tail:], [])"
    entry = f'CONCAT2(" ", words[head], {after}, words[0:head], words[head + 1:tail])'
    most = f"LEAST(ARRAY_LENGTH(words), {MOST_WORDS})"
    entries = (
        f"ARRAY (ARRAY {entry} FOR tail IN ARRAY_RANGE(head + 1, {most} + 1) END) "
        f"FOR head IN ARRAY_RANGE(0, {most}) END"
    )
    return f"ARRAY_FLATTEN(ARRAY ({entries}) FOR words IN {every_words} END, 2)"


def _words(text: str, separators: str) -> str:
    return f"SPLIT({_replaced(text, separators, ' ')})"


def _replaced(text: str, letters: str, replacement: str) -> str:
    return f"REGEXP_REPLACE({text}, {json.dumps(f'[{letters}]')}, {json.dumps(replacement)})"
