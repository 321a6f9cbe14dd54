"""What a look-up ends in: found, missing, or a problem. Outcomes, not exceptions, cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem

if TYPE_CHECKING:  # pydantic costs a tenth of a second, and the first paint needs no user
    from datetime import datetime

    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User


class Way(StrEnum):
    """How an answer was found: the exact username by its key, or a search."""

    KEY = "key"
    EMAIL = "email"
    BEGINNING = "beginning"


@dataclass(frozen=True)
class Missing:
    """The store answered, and holds no such user.

    ``tried`` says what was looked for, in order. Where a search was needed but could not be made,
    its problem says why: that is not the same as having found nobody.
    """

    username: str
    connection: str
    tried: tuple[Way, ...] = (Way.KEY,)
    search_problem: Problem | None = None


@dataclass(frozen=True)
class Found:
    """A profile, the title of the connection it was read from, and the local time of the read.

    ``asked`` is the username that the record is stored under, where it was read by that.
    """

    user: User
    connection: str
    read_at: datetime
    asked: str = ""
    way: Way = Way.KEY

    @property
    def is_stored_under_another_name(self) -> bool:
        """Whether the record says that it belongs to somebody else."""
        return self.asked not in ("", self.user.username)


@dataclass(frozen=True)
class Matches:
    """Several people whom a search found, in the order to show; ``more`` where it was cut."""

    users: tuple[User, ...]
    connection: str
    read_at: datetime
    way: Way
    more: bool = False


Outcome = Found | Matches | Missing | Problem


@dataclass(frozen=True)
class Answer:
    """The outcome of the question that was asked last, and the seconds from asking to knowing."""

    question: Question
    outcome: Outcome
    seconds: float
