"""Turns the rows of a search into an outcome, with the same rules for every store."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from profile_browser.domain.folding import fold
from profile_browser.domain.local_time import local_now
from profile_browser.domain.matching import words_of
from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.problem import Problem, Reason, refused_search
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.domain.store import TruncatedRows
from profile_browser.domain.user import User
from profile_browser.stores.reading import DamagedDocumentError, user_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.record import RecordLayout

LONGEST_TEXT = 10_000  # characters; longer than any e-mail or name

_log = logging.getLogger(__name__)


def refuse_search(connection: Connection, question: Question) -> Problem | None:
    """Return why a question cannot be searched: no search of its kind, or the text is not valid."""
    refused = refused_search(connection, question.kind)
    if refused is not None:
        return refused
    kind = _refusal_of(question.text)
    if kind is None:
        return None
    return Problem(Reason.SEARCH_REFUSED, connection, values={"refusal": Refusal(kind)})


def _refusal_of(text: str) -> RefusalKind | None:
    if len(text) > LONGEST_TEXT:
        return RefusalKind.TEXT_TOO_LONG
    if not fold(text):  # accents alone would be the beginning of everything
        return RefusalKind.EMPTY_USERNAME
    return None if _is_valid(text) else RefusalKind.TEXT_NOT_VALID


def may_suggest(connection: Connection, text: str) -> bool:
    """Return whether people may be suggested for this text."""
    return connection.may_suggest and _refusal_of(text) is None


def outcome_of(
    connection: Connection, question: Question, rows: Sequence[object], limit: int
) -> Outcome:
    """Return the outcome of a search: the first people by rank, at most ``limit``.

    The rows are distinct, in any order. There are up to ``limit + 1`` for each field that was
    searched. So more rows than the limit mean more matches.

    A single username that differs from the text only in case is found alone.
    """
    way = Way(question.kind)
    everybody, damaged = _parse_rows(rows, connection.record)
    users = _sorted(everybody, question.text)[:limit]
    more = len(rows) > limit or isinstance(rows, TruncatedRows)
    if not users and damaged:
        values = {"text": question.text, "fields": damaged[0]}
        return Problem(Reason.MATCHES_DAMAGED, connection, values=values)
    if not users:
        return Missing(question.text, connection.title, tried=(way,))
    now = local_now()
    if named := _named_in_another_case(everybody, question):
        return Found(named, connection.title, now, way=way, typed=question.text)
    if len(users) == 1 and not more:
        return Found(users[0], connection.title, now, way=way)
    return Matches(tuple(users), connection.title, now, way, more)


def _named_in_another_case(users: Sequence[User], question: Question) -> User | None:
    """Return the user whose username differs from the text only in case, if there is only one.

    A search that was asked for lists everybody.
    """
    text = question.text
    same_length = (user for user in users if len(user.username) == len(text))
    named = [user for user in same_length if lower_case(user.username) == lower_case(text)]
    is_one = len(named) == 1 and named[0].username != text
    return named[0] if is_one and not question.search_only else None


def users_from(rows: Iterable[object], layout: RecordLayout) -> list[User]:
    """Return the rows as users. Damaged rows are logged and skipped."""
    return _parse_rows(rows, layout)[0]


def _parse_rows(
    rows: Iterable[object], layout: RecordLayout
) -> tuple[list[User], list[tuple[str, ...]]]:
    """Return the valid rows as users, and the damaged fields of each other row."""
    users: list[User] = []
    damaged: list[tuple[str, ...]] = []
    for row in rows:
        try:
            users.append(_user_from(row, layout))
        except DamagedDocumentError as error:
            damaged.append(error.fields)
            _log.warning("Skipped a damaged record: %s %s", type(row).__name__, error)
    return users, damaged


def lower_case(text: str) -> str:
    """Return the text in lower case as the query service does it: letter by letter.

    Python's own rules may turn one letter into two, and depend on the position in a word.
    """
    return "".join(letter.lower()[0] for letter in text)


def _user_from(row: object, layout: RecordLayout) -> User:
    if isinstance(row, User):
        return row
    if not isinstance(row, Mapping):
        raise DamagedDocumentError
    return user_from(row, User, layout)


def _sorted(users: Iterable[User], text: str) -> list[User]:
    """Sort by rank, then by username."""

    def sort_key(user: User) -> tuple[int, str, str]:
        return _rank_of(user, text), lower_case(user.username[:LONGEST_TEXT]), user.username

    return sorted(users, key=sort_key)


def _rank_of(user: User, text: str) -> int:
    """Return 0 if a whole field equals the text, or has the same words.

    Otherwise return which field begins with it: 1 for the username, 2 for the e-mail, 3 for the
    full name, and 4 if the name begins with it after another of its words was made the first.
    """
    # Folding a megabyte would take a tenth of a second.
    username, email, name = (
        (field or "")[:LONGEST_TEXT] for field in (user.username, user.email, user.full_name)
    )
    wanted, words, own_words = fold(text), words_of(text), words_of(name)
    fields = (fold(username), fold(email))
    if wanted in fields or (words and sorted(words) == sorted(own_words)):
        return 0
    begins = [field.startswith(wanted) for field in fields]
    begins += [" ".join(own_words).startswith(" ".join(words)), True]
    return begins.index(True) + 1


def _is_valid(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which a statement cannot contain
        return False
    return True
