"""Makes entries of what a list contains."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from profile_browser.domain.document import document_id
from profile_browser.domain.outcome import Way
from profile_browser.domain.people_list import Entry
from profile_browser.domain.question import Question, SearchKind, username_of
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.domain.store_kind import Capability
from profile_browser.lists.records import Broken
from profile_browser.messages.plain_text import brief

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection

_LONGEST_SHOWN = 300  # characters of an entry that is not looked up
_LONGEST_CLEANED = 1_000  # characters; cleaning what has hundreds of wrappings takes its time
_LOST = "\N{REPLACEMENT CHARACTER}"  # another program has lost what was here
_NOT_TEXT = Refusal(RefusalKind.USERNAME_NOT_TEXT)


def entry_maker(connection: Connection, *, is_clean: bool) -> Callable[[str | Broken], Entry]:
    """Return a function that makes an entry for this connection of a value of a list.

    The entry has no text if the value has none. ``is_clean`` if nothing is around the usernames.
    """
    layout, longest, template = connection.record, connection.longest_id, connection.id_template
    id_of = partial(document_id, longest=longest, template=template)  # as the connection does
    searches_emails = Capability.EMAIL in connection.searches

    def make(value: str | Broken) -> Entry:
        if isinstance(value, Broken):
            return _refused(value.text.strip(), value.refusal)
        text = value.strip()
        if not is_clean and len(text) <= _LONGEST_CLEANED:
            text = username_of(text, layout)
        refusal = _refusal_of(text, id_of) if text else None
        if refusal:
            return _refused(text, refusal)
        is_email = searches_emails and Question(text).kind is SearchKind.EMAIL
        return Entry(text, Way.EMAIL if is_email else Way.KEY)

    return make


def _refused(text: str, refusal: Refusal) -> Entry:
    return Entry(brief(text, _LONGEST_SHOWN), refusal=refusal)


def _refusal_of(text: str, id_of: Callable[[str], str]) -> Refusal | None:
    if _LOST in text:
        return _NOT_TEXT
    try:
        id_of(text)
    except RefusedError as error:
        return error.refusal
    return None
