"""Fake stores, passwords, files and checks; a test decides what and when they answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.configuration import (
    Configuration,
    ConfigurationError,
    KnownConnection,
    Source,
)
from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Outcomes, Way
from profile_browser.domain.password_source import PasswordSource
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.user import User
from profile_browser.lookups.strategy import MAX_MATCHES
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.many import look_up_each
from tests.unit.helpers.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.question import Question

LONGEST_WAIT = 10.0  # seconds that a gate blocks a thread if a test does not open it

STAGING = Connection(
    kind=COUCHBASE,
    title="Staging",
    environment=Environment.STAGING,
    connection_string="couchbases://db1.example.com",
    location={"bucket": "travel"},
    username="staff",
    password="secret",
)
JOHN = User(username="johndoe", email="johndoe@example.com", full_name="John Doe", disabled=False)
ALICE = User(username="alice", email="alice@example.com", full_name="Alice Chains", disabled=True)
BARE = User(username="bare", full_name=" ")


EXPIRY = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
CHANGED = datetime(2026, 11, 23, 13, 0, 1, tzinfo=UTC)
JOHNS_DETAILS = RecordDetails("userprofile::johndoe", "0x18ab", EXPIRY, CHANGED)
READ_AT = datetime(2026, 11, 23, 14, 3, 22).astimezone()


def found(user: User, asked: str = "", way: Way = Way.KEY) -> Found:
    return Found(user, STAGING.title, READ_AT, asked, way)


def matches(*users: User, way: Way = Way.BEGINNING, more: bool = False) -> Matches:
    return Matches(users, STAGING.title, READ_AT, way, more)


def search_of(text: str) -> str:
    """Return the name of a search's gate."""
    return f"search {text}"


def suggestion_of(text: str) -> str:
    """Return the name of a suggestion's gate."""
    return f"suggestion {text}"


def details_of(username: str) -> str:
    """Return the name of the gate of a record's details."""
    return f"details of {username}"


def problem(kind: ProblemKind = ProblemKind.UNREACHABLE) -> Problem:
    return problem_of(kind, STAGING, f"Cause: {kind.value}")


@dataclass
class FakeStore:
    """Answers from tables; if a gate is set, it waits until the gate is opened."""

    tables: FakeStores
    asked: list[str] = field(default_factory=list)
    searched: list[Question] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    detailed: list[tuple[str, str]] = field(default_factory=list)
    closed: Event = field(default_factory=Event)

    def look_up(self, username: str, _reason: str = "") -> Outcome:
        self.asked.append(username)
        self._wait_for(username)
        return self.tables.outcomes.get(username, Missing(username, STAGING.title))

    def look_up_all(
        self, usernames: Sequence[str], reason: str = "", _at_once: int = 1
    ) -> Outcomes:
        return look_up_each(self, usernames, reason)

    def read_details(self, username: str, reason: str = "") -> DetailsOutcome:
        self.detailed.append((username, reason))
        self._wait_for(details_of(username))
        return self.tables.details.get(username, Missing(username, STAGING.title))

    def search(self, question: Question, limit: int) -> Outcome:
        assert limit == MAX_MATCHES
        self.searched.append(question)
        self._wait_for(search_of(question.text))
        missing = Missing(question.text, STAGING.title, (Way(question.kind),))
        return self.tables.searches.get(question.text, missing)

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        self.suggested.append(text)
        self._wait_for(suggestion_of(text))
        return self.tables.suggestions.get(text, ())[:limit]

    def _wait_for(self, what: str) -> None:
        gate = self.tables.gates.get(what)
        if gate is not None:
            gate.wait(LONGEST_WAIT)

    def close(self) -> None:
        self.closed.set()


@dataclass
class FakeStores:
    """All the stores that the program opened, one for each worker."""

    outcomes: dict[str, Outcome] = field(
        default_factory=lambda: {user.username: found(user) for user in (JOHN, ALICE, BARE)}
    )
    searches: dict[str, Outcome] = field(default_factory=dict)
    suggestions: dict[str, tuple[User, ...]] = field(default_factory=dict)
    details: dict[str, DetailsOutcome] = field(default_factory=lambda: {"johndoe": JOHNS_DETAILS})
    gates: dict[str, Event] = field(default_factory=dict)
    opened: list[FakeStore] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)

    def open(self, connection: Connection = STAGING) -> FakeStore:
        self.connections.append(connection)
        self.opened.append(FakeStore(self))
        return self.opened[-1]

    def hold(self, username: str) -> Event:
        return self.gates.setdefault(username, Event())

    def release_all(self) -> None:
        for gate in self.gates.values():
            gate.set()

    @property
    def asked(self) -> list[str]:
        return [username for store in self.opened for username in store.asked]

    @property
    def searched(self) -> list[Question]:
        return [question for store in self.opened for question in store.searched]

    @property
    def detailed(self) -> list[tuple[str, str]]:
        """The usernames whose records' details were read, each with the reason."""
        return [asked for store in self.opened for asked in store.detailed]

    @property
    def suggested(self) -> list[str]:
        return [text for store in self.opened for text in store.suggested]


@dataclass
class FakePasswords:
    """Passwords in memory, by the title of the connection."""

    known: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    has_variable: bool = False
    can_keep: bool = True

    def find(self, connection: Connection) -> str | None:
        return self.known.get(connection.title)

    def source(self, connection: Connection) -> PasswordSource | None:
        if connection.title in self.kept:
            return PasswordSource.KEYRING
        return PasswordSource.ENTERED if connection.title in self.known else None

    def explain(self, problem: Problem) -> Problem:
        entered = problem.connection.title in self.known
        return (
            replace(problem, values={"variable": "X"})
            if self.has_variable and not entered
            else problem
        )

    def remember(self, connection: Connection, password: str, *, keep: bool) -> bool:
        self.known[connection.title] = password
        if keep:
            self.kept.add(connection.title)
        return keep

    def forget(self, connection: Connection) -> bool:
        self.known.pop(connection.title, None)
        self.kept.discard(connection.title)
        return True


@dataclass
class FakeFiles:
    """The connection files, in memory."""

    configuration: Configuration = field(default_factory=Configuration)
    refusal: str = ""

    def read(self) -> Configuration:
        return self.configuration

    def save(self, connection: Connection, replacing: str = "") -> str:
        self._refuse()
        key = replacing or connection.key or connection.title.lower().replace(" ", "-")
        kept = dict(self.configuration.by_key)
        kept[key] = own(replace(connection, key=key))
        self._keep(kept)
        return key

    def delete(self, key: str) -> None:
        self._refuse()
        kept = dict(self.configuration.by_key)
        del kept[key]
        self._keep(kept)

    def _keep(self, known: dict[str, KnownConnection]) -> None:
        self.configuration = self.configuration._replace(known=tuple(known.values()))

    def _refuse(self) -> None:
        if self.refusal:
            raise ConfigurationError(self.refusal)


@dataclass
class FakeCheck:
    """A check with known stages that records what it was asked to check."""

    results: list[StageResult] = field(
        default_factory=lambda: [StageResult(Stage.NAME, StageState.PASSED)]
    )
    checked: list[Connection] = field(default_factory=list)

    def __call__(self, connection: Connection) -> Iterator[StageResult]:
        self.checked.append(connection)
        yield from self.results


def own(connection: Connection) -> KnownConnection:
    return KnownConnection(connection, Source.OWN, editable=True)
