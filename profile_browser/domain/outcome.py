"""What a look-up ends in: found, missing, or a problem. Outcomes, not exceptions, cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pydantic costs a tenth of a second, and the first paint needs no user
    from datetime import datetime

    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User


class ProblemKind(StrEnum):
    """Why there is no answer."""

    NOT_ALLOWED = "not_allowed"
    WRONG_SIGN_IN = "wrong_sign_in"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    DAMAGED_DOCUMENT = "damaged_document"
    BAD_INPUT = "bad_input"
    MISCONFIGURED = "misconfigured"
    NOT_RECORDED = "not_recorded"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True)
class Problem:
    """No answer: one sentence that names the connection, what to do next, and facts for a ticket.

    The details carry no password, no username of a customer and no field of a record.
    """

    kind: ProblemKind
    summary: str
    next_step: str
    details: str = ""


class Way(StrEnum):
    """How an answer was come by: the exact username by its key, or a search."""

    KEY = "key"
    EMAIL = "email"
    BEGINNING = "beginning"


@dataclass(frozen=True)
class Missing:
    """The store answered, and holds no such user.

    ``tried`` says which ways were gone. Where a search was due but could not be made, its
    problem says why: that is not the same as having found nobody.
    """

    username: str
    connection: str
    tried: tuple[Way, ...] = (Way.KEY,)
    search_problem: Problem | None = None


@dataclass(frozen=True)
class Found:
    """A profile, the title of the connection it was read from, and the local time of the read."""

    user: User
    connection: str
    read_at: datetime
    notice: str = ""
    way: Way = Way.KEY


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


class ProblemError(Exception):
    """A problem on its way up to the place that makes an outcome of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind.value)
        self.problem = problem
