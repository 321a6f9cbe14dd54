"""A list of people to look up: its entries, and a row for each of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.problem import Problem, ProblemKind

if TYPE_CHECKING:
    from datetime import datetime

    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.refusal import Refusal
    from profile_browser.domain.user import User


class Entry(NamedTuple):
    """An entry of a list, without what was around it.

    It is looked up by key or by e-mail. ``refusal`` says why it cannot be.
    """

    text: str
    way: Way = Way.KEY
    refusal: Refusal | None = None


class RowState(StrEnum):
    """What is known about an entry."""

    NOT_ASKED = "not_asked"
    FOUND = "found"
    SEVERAL = "several"  # people with the same e-mail address
    MISSING = "missing"
    NOT_READABLE = "not_readable"
    REFUSED = "refused"  # no record can have this username


_ANSWERED = frozenset({RowState.FOUND, RowState.SEVERAL, RowState.MISSING})


class ListRow(NamedTuple):
    """An entry and its outcome, in a tenth of the memory of an outcome.

    ``contents`` are the values of ``FIELDS``, in their order. ``usernames`` are those of several
    people. ``read_at`` is local time.
    """

    entry: Entry
    state: RowState = RowState.NOT_ASKED
    contents: tuple[object, ...] = ()
    more: tuple[MoreValue, ...] = ()
    damaged: tuple[MoreValue, ...] = ()
    usernames: tuple[str, ...] = ()
    problem: Problem | None = None
    read_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """Whether the store has said who this is, or that it is nobody."""
        return self.state in _ANSWERED

    @property
    def user(self) -> User:
        """The person who was found."""
        from profile_browser.domain.user import User  # noqa: PLC0415 - a start needs no user

        names = (field.name for field in FIELDS)
        values: dict[str, Any] = dict(zip(names, self.contents, strict=True))
        return User(**values, more=self.more, damaged=self.damaged)


def row_of(entry: Entry, outcome: Outcome, read_at: datetime | None = None) -> ListRow:
    """Return the row of an entry with this outcome.

    ``read_at`` is a time that many rows share; by default it is that of the outcome.
    """
    match outcome:
        case Found(user=user, read_at=own):
            contents = tuple(user.public_values.values())
            if entry.text in contents:  # keep a text once
                contents = tuple(entry.text if each == entry.text else each for each in contents)
            return ListRow(
                entry, RowState.FOUND, contents, user.more, user.damaged, read_at=read_at or own
            )
        case Matches(users=users, read_at=own):
            names = tuple(user.username for user in users)
            return ListRow(entry, RowState.SEVERAL, usernames=names, read_at=read_at or own)
        case Missing():
            return ListRow(entry, RowState.MISSING)
        case Problem(kind=ProblemKind.BAD_INPUT):
            return ListRow(entry, RowState.REFUSED, problem=outcome)
        case _:
            return ListRow(entry, RowState.NOT_READABLE, problem=outcome)
