"""Stores for lists: they answer by a table, count the reads at the same time, and can hang."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Event, Lock
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Missing, Outcome, Outcomes
from profile_browser.domain.people_list import Entry
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.store_kind import Capability
from profile_browser.stores.many import look_up_each
from tests.gui.threads import LONGEST_WAIT
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MANY = replace(CLUSTER, kind=CLUSTER.kind._replace(capabilities=frozenset(Capability)))
ONE_BY_ONE = replace(MANY, kind=MANY.kind._replace(capabilities=frozenset({Capability.EMAIL})))
TIMEOUT, BUSY = problem_of(ProblemKind.TIMED_OUT), problem_of(ProblemKind.BUSY)
UNREACHABLE = problem_of(ProblemKind.UNREACHABLE)
FULL_DISK = problem_of(ProblemKind.NOT_RECORDED)
LIMITED = Problem(Reason.RATE_LIMITED, MANY, values={"retry_after": 7})
DAMAGED = problem_of(ProblemKind.DAMAGED_DOCUMENT)


def found(name: str) -> Found:
    return Found(user(name), MANY.title, NOON, name)


def entries(*names: str) -> list[Entry]:
    return [Entry(name) for name in names]


def numbered(count: int) -> list[Entry]:
    return entries(*(f"user{number}" for number in range(count)))


@dataclass
class ListStores:
    """Opens the stores. ``fails`` says what a name's next lookups fail with; then it is found."""

    fails: dict[str, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    always: dict[str, Outcome] = field(default_factory=dict)
    searches: dict[str, list[Outcome]] = field(default_factory=dict)
    calls: list[tuple[Sequence[str], int]] = field(default_factory=list)
    searched: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    problem_of_part: Callable[[Sequence[str]], Problem | None] = lambda _: None
    hanging: set[str] = field(default_factory=set)  # until the store is closed
    reasons: set[str] = field(default_factory=set)
    opened: list[ListStore] = field(default_factory=list)
    most_reads: int = 0
    reads: int = 0
    has_many: bool = True
    lock: Lock = field(default_factory=Lock)

    def open(self, _: Connection) -> ListStore:
        self.opened.append(ListStore(self))
        return self.opened[-1]

    def count_reads(self, number: int) -> None:
        with self.lock:
            self.reads += number
            self.most_reads = max(self.most_reads, self.reads)

    @property
    def is_closed(self) -> bool:
        return all(store.closed.is_set() for store in self.opened)

    @property
    def asked(self) -> Counter[str]:
        return Counter(name for names, _ in self.calls for name in names)


@dataclass
class ListStore:
    """One of the stores."""

    stores: ListStores
    closed: Event = field(default_factory=Event)
    hangs: Event = field(default_factory=Event)

    def look_up(self, username: str, _reason: str = "") -> Outcome:
        stores = self.stores
        if username in stores.hanging:
            self.hangs.set()
            self.closed.wait(LONGEST_WAIT)
            return Problem(Reason.CANCELLED, MANY)
        if username in stores.always:
            return stores.always[username]
        if stores.fails[username]:
            return stores.fails[username].pop(0)
        stores.answered[username] += 1
        return found(username)

    def look_up_all(self, usernames: Sequence[str], reason: str = "", at_once: int = 1) -> Outcomes:
        assert len(set(usernames)) == len(usernames)
        stores = self.stores
        stores.calls.append((tuple(usernames), at_once))
        stores.reasons.add(reason)
        problem = stores.problem_of_part(usernames)
        if problem is not None:
            return problem
        stores.count_reads(at_once)
        try:
            if not stores.has_many:
                return look_up_each(self, usernames, reason)
            return {name: self.look_up(name, reason) for name in usernames}
        finally:
            stores.count_reads(-at_once)

    def search(self, question: Question, _limit: int) -> Outcome:
        stores = self.stores
        assert question.search_only
        stores.searched[question.text] += 1
        stores.count_reads(1)
        outcomes = stores.searches.get(question.text)
        stores.count_reads(-1)
        if not outcomes:
            return Missing(question.text, MANY.title)
        return outcomes.pop(0) if len(outcomes) > 1 else outcomes[0]

    def read_details(self, username: str, _reason: str = "") -> DetailsOutcome:
        pytest.fail(username)

    def suggest(self, text: str, _limit: int) -> tuple[User, ...]:
        pytest.fail(text)

    def close(self) -> None:
        self.closed.set()


def texts(rows: Iterable[object]) -> list[str]:
    return [row.entry.text for row in rows]  # type: ignore[attr-defined]  # ListRow
