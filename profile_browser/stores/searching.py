"""From what a search brought to an outcome: the same rules for every store."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.user import User
from profile_browser.messages import refusals, search_problems
from profile_browser.stores.reading import DamagedDocumentError, user_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome, Problem
    from profile_browser.domain.question import Question

LONGEST_TEXT = 10_000  # characters that are searched for; no address and no name has as many

_log = logging.getLogger(__name__)


def refusal_of(connection: Connection, question: Question) -> Problem | None:
    """Return why this is not asked at all: nothing to look for, or no search is wanted."""
    if not connection.search:
        return search_problems.search_turned_off(connection)
    if not question.text:
        return search_problems.bad_search(connection, refusals.EMPTY_USERNAME)
    if len(question.text) > LONGEST_TEXT:
        return search_problems.bad_search(connection, refusals.TEXT_TOO_LONG)
    if not _is_valid(question.text):
        return search_problems.bad_search(connection, refusals.TEXT_NOT_VALID)
    return None


def may_suggest(connection: Connection, text: str) -> bool:
    """Tell whether people may be listed while somebody types this."""
    return connection.may_suggest and 0 < len(text) <= LONGEST_TEXT and _is_valid(text)


def outcome_of(
    connection: Connection, question: Question, rows: Sequence[object], limit: int
) -> Outcome:
    """Return what the rows come to; one more of them than the limit says that there are more."""
    users, damaged = _sorted_out(rows)
    users = _in_order(users, lowered(question.text))[:limit]
    more = len(rows) > limit
    if not users and damaged:
        return search_problems.damaged_match(connection, question.text, damaged[0])
    if not users:
        return Missing(question.text, connection.title, tried=(Way(question.kind),))
    now, way = datetime.now().astimezone(), Way(question.kind)
    if len(users) == 1 and not more:
        return Found(users[0], connection.title, now, way=way)
    return Matches(tuple(users), connection.title, now, way, more)


def users_from(rows: Iterable[object]) -> list[User]:
    """Return the rows as users; a damaged one is left out, and the log says of which kind it is."""
    return _sorted_out(rows)[0]


def _sorted_out(rows: Iterable[object]) -> tuple[list[User], list[tuple[str, ...]]]:
    """Return the rows that are users, and of each damaged one the names of its fields."""
    users: list[User] = []
    damaged: list[tuple[str, ...]] = []
    for row in rows:
        try:
            users.append(_user_from(row))
        except DamagedDocumentError as error:
            damaged.append(error.fields)
            _log.warning("A damaged record is left out: %s %s", type(row).__name__, error)
    return users, damaged


def lowered(text: str) -> str:
    """Return the text as the query service lower-cases it: letter by letter, whatever is around.

    Python's own rules make two letters of one, and look at the end of a word.
    """
    return "".join(letter.lower()[0] for letter in text)


def _user_from(row: object) -> User:
    if not isinstance(row, Mapping):
        raise DamagedDocumentError
    return user_from(row, User)


def _in_order(users: Iterable[User], text: str) -> list[User]:
    """Sort by username, with the people first of whom a whole field is what was looked for."""

    def place(user: User) -> tuple[bool, str, str]:
        fields = (user.username, user.email, user.full_name)
        # Lower-casing keeps the length, and a megabyte in a field must not hold up the rest.
        alike = (field for field in fields if field is not None and len(field) == len(text))
        whole = any(lowered(field) == text for field in alike)
        return not whole, lowered(user.username[:LONGEST_TEXT]), user.username

    return sorted(users, key=place)


def _is_valid(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which no statement can carry
        return False
    return True
