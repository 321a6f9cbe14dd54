"""The list of recent lookups on the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.plain_text import brief

if TYPE_CHECKING:
    from profile_browser.domain.question import Question

HEADING = "Recent lookups"
_LONGEST_ENTRY = 100  # characters; the list shows fewer


def recent_entry(question: Question) -> str:
    """Return a question's entry."""
    text = brief(question.text, _LONGEST_ENTRY)
    return f"{text}  ·  search" if question.search_only else text
