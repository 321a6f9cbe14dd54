"""A store whose answers and whose moment of answering a test decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.outcome import Found, Missing, Outcome, Problem, ProblemKind
from profile_browser.domain.user import User

LONGEST_WAIT = 10.0  # seconds that a gate holds a thread if a test forgets to open it

STAGING = Connection(
    title="Staging",
    environment=Environment.STAGING,
    connection_string="couchbases://db1.example.com",
    bucket="travel",
    username="staff",
    password="secret",
)
JOHN = User(username="johndoe", email="johndoe@example.com", full_name="John Doe", disabled=False)
ALICE = User(username="alice", email="alice@example.com", full_name="Alice Chains", disabled=True)
BARE = User(username="bare", full_name=" ")


def found(user: User, notice: str = "") -> Found:
    return Found(user, STAGING.title, datetime(2026, 11, 23, 14, 3, 22).astimezone(), notice)


def problem(kind: ProblemKind = ProblemKind.UNREACHABLE) -> Problem:
    return Problem(kind, f"Staging: {kind.value}", "Try again later.", f"Cause: {kind.value}")


@dataclass
class FakeStore:
    """Answers from a table; a username with a gate waits until the gate is opened."""

    outcomes: dict[str, Outcome]
    gates: dict[str, Event]
    asked: list[str] = field(default_factory=list)
    closed: Event = field(default_factory=Event)

    def look_up(self, username: str) -> Outcome:
        self.asked.append(username)
        gate = self.gates.get(username)
        if gate is not None:
            gate.wait(LONGEST_WAIT)
        return self.outcomes.get(username, Missing(username, STAGING.title))

    def close(self) -> None:
        self.closed.set()


@dataclass
class FakeStores:
    """Every store that the program opened: one for each worker."""

    outcomes: dict[str, Outcome] = field(
        default_factory=lambda: {user.username: found(user) for user in (JOHN, ALICE, BARE)}
    )
    gates: dict[str, Event] = field(default_factory=dict)
    opened: list[FakeStore] = field(default_factory=list)

    def open(self) -> FakeStore:
        self.opened.append(FakeStore(self.outcomes, self.gates))
        return self.opened[-1]

    def hold(self, username: str) -> Event:
        return self.gates.setdefault(username, Event())

    def release_all(self) -> None:
        for gate in self.gates.values():
            gate.set()

    @property
    def asked(self) -> list[str]:
        return [username for store in self.opened for username in store.asked]
