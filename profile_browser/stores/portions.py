"""Reads many records in portions, for sources that read a portion with one request."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.user import User
from profile_browser.stores.reading import DamagedDocumentError, user_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout

    Answer = User | Exception | None
    Answers = Mapping[str, Answer]
    OneReader = Callable[[str], User | None]
    PortionReader = Callable[[Sequence[str]], Answers]
    Values = Mapping[str, object] | None


def read_in_portions(
    usernames: Sequence[str], size: int, read: OneReader, read_portion: PortionReader
) -> dict[str, Answer]:
    """Return the answers for these usernames, as ``ManySource.read_many`` returns them.

    A portion has at most ``size`` usernames. A single one is read by ``read``. If one record may be
    the cause of a failure, the portion is halved, until that record fails alone.
    """
    waiting = deque(usernames[at : at + size] for at in range(0, len(usernames), size))
    answers: dict[str, Answer] = {}
    while waiting:
        portion = waiting.popleft()
        try:
            read_now = read_portion(portion) if len(portion) > 1 else {portion[0]: read(portion[0])}
        except (ProblemError, DamagedDocumentError) as error:
            if len(portion) > 1 and _may_concern_one(error):
                middle = len(portion) // 2
                waiting.extendleft((portion[middle:], portion[:middle]))
                continue
            if not answers and _would_repeat(error):
                raise
            read_now = dict.fromkeys(portion, error)
        answers |= read_now
        if any(map(_would_repeat, read_now.values())):
            break
    return answers


def answers_by_id(
    connection: Connection, usernames: Sequence[str], rows: Iterable[tuple[object, Values]]
) -> dict[str, Answer]:
    """Return the answers for a portion, from all rows of its records. Each row has its id.

    Raises ProblemError if there are two rows of a record, or one of a record that nobody asked for.
    """
    found: dict[object, Values] = dict.fromkeys(map(connection.id_of, usernames))
    for key, values in rows:
        if not isinstance(key, str) or key not in found:
            raise ProblemError(Problem(Reason.ANSWER_FOREIGN, connection))
        if found[key] is not None:
            raise ProblemError(Problem(Reason.RECORD_AMBIGUOUS, connection))
        found[key] = values
    layout = connection.record
    return {
        username: answer_of(partial(_user_from, values, layout))
        for username, values in zip(usernames, found.values(), strict=True)
    }


def answer_of(read: Callable[[], User | None]) -> Answer:
    """Return what ``read`` returns, or the error that it raises about a record."""
    try:
        return read()
    except (ProblemError, DamagedDocumentError) as error:
        return error


def _user_from(values: Values, layout: RecordLayout) -> User | None:
    return None if values is None else user_from(values, User, layout)


def _may_concern_one(error: Exception) -> bool:
    """Return whether a single record or username may be the cause.

    Together, some records may also be longer than an answer may be: that is a foreign one.
    """
    is_foreign = isinstance(error, ProblemError) and error.problem.reason is Reason.ANSWER_FOREIGN
    return is_foreign or not _would_repeat(error)


def _would_repeat(answer: Answer) -> bool:
    return isinstance(answer, ProblemError) and answer.problem.would_repeat
