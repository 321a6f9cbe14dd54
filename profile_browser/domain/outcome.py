"""The outcome of a lookup: found, missing or a problem. Outcomes cross threads, not exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.problem import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User


class Way(StrEnum):
    """How an answer was found: by key (the exact username), or by a search."""

    KEY = "key"
    EMAIL = "email"
    BEGINNING = "beginning"


class Missing(NamedTuple):
    """The store answered, and has no such user.

    ``tried`` says how the user was looked for, in order. ``search_problem`` says why a search that
    was needed failed, which is not the same as a search without matches.
    """

    username: str
    connection: str
    tried: tuple[Way, ...] = (Way.KEY,)
    search_problem: Problem | None = None


class Found(NamedTuple):
    """A profile, the title of the connection that it was read from, and the local time of the read.

    ``asked`` is the username that the record is stored under, if it was read by key. ``typed`` is
    what was typed instead of the username, if a search found that they differ only in case.
    """

    user: User
    connection: str
    read_at: datetime
    asked: str = ""
    way: Way = Way.KEY
    typed: str = ""

    @property
    def stored_as(self) -> str:
        """The username that the record is stored under, as far as it is known."""
        return self.asked or self.user.username

    @property
    def is_stored_under_another_name(self) -> bool:
        """Whether the record claims to belong to another user."""
        return self.asked not in ("", self.user.username)


class Matches(NamedTuple):
    """The people that a search found, in display order. ``more`` if the list is truncated."""

    users: tuple[User, ...]
    connection: str
    read_at: datetime
    way: Way
    more: bool = False


Outcome = Found | Matches | Missing | Problem
Outcomes = Mapping[str, Outcome] | Problem  # by username, or why nobody was asked for


class Answer(NamedTuple):
    """The outcome of the latest question, and the seconds that it took."""

    question: Question
    outcome: Outcome
    seconds: float
