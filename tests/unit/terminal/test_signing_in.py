"""A refused sign-in at a terminal: the old password goes, and a new one is asked for."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.terminal import signing_in
from profile_browser.terminal.signing_in import SignedInStore
from tests.unit.helpers.problems import problem_of

if TYPE_CHECKING:
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User

CONNECTION = Connection(
    kind=COUCHBASE,
    title="Customers",
    connection_string="couchbase://127.0.0.1",
    location={"bucket": "travel"},
    username="agent",
    password="old",
)


class Terminal:
    """A standard input that somebody sits at."""

    def isatty(self) -> bool:
        return True


@dataclass
class Store:
    """Lets one password in."""

    connection: Connection
    closed: bool = False

    def look_up(self, username: str) -> Outcome:
        if self.connection.password == "new":
            return Missing(username, self.connection.title)
        return problem_of(ProblemKind.WRONG_SIGN_IN, self.connection)

    def search(self, question: Question, limit: int) -> Outcome:
        assert limit
        return self.look_up(question.text)

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        assert text
        assert limit
        return ()

    def close(self) -> None:
        self.closed = True


@dataclass
class Desk:
    """A terminal, what is answered on it, and the stores that were opened."""

    answers: list[str]
    stores: list[Store] = field(default_factory=list)
    asked: int = 0

    def answer(self, _connection: Connection) -> str:
        self.asked += 1
        return self.answers.pop(0) if self.answers else ""

    def open(self, connection: Connection) -> Store:
        self.stores.append(Store(connection))
        return self.stores[-1]

    def store(self, **variables: str) -> SignedInStore:
        return SignedInStore(CONNECTION, Passwords(variables), self.open)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(["wrong", "new"])
    monkeypatch.setattr(signing_in, "asked_password", desk.answer)
    monkeypatch.setattr("sys.stdin", Terminal())
    return desk


def test_another_password_is_asked_for_until_it_is_accepted(desk: Desk) -> None:
    assert isinstance(desk.store().look_up("johndoe"), Missing)
    assert [store.connection.password for store in desk.stores] == ["old", "wrong", "new"]
    assert [store.closed for store in desk.stores] == [True, True, False]


def test_the_accepted_password_serves_the_rest_of_the_run(desk: Desk) -> None:
    store = desk.store()
    store.look_up("johndoe")
    store.look_up("alice")
    assert desk.asked == 2


def test_it_is_not_asked_for_ever(desk: Desk) -> None:
    desk.answers = ["wrong"] * 9
    assert not isinstance(desk.store().look_up("johndoe"), Missing)
    assert desk.asked == 2


def test_nobody_is_asked_where_no_terminal_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Terminal, "isatty", lambda _: False)
    assert not isinstance(desk.store().look_up("johndoe"), Missing)
    assert desk.asked == 0


def test_a_password_of_the_environment_is_not_asked_for_again(desk: Desk) -> None:
    desk.store(PROFILE_BROWSER_PASSWORD="old").look_up("johndoe")
    assert desk.asked == 0


def test_after_the_prompt_an_interrupt_ends_a_look_up_as_before(desk: Desk) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        desk.store().look_up("johndoe")
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, before)


def test_giving_up_ends_in_the_problem(desk: Desk) -> None:
    desk.answers = [""]
    outcome = desk.store().look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.WRONG_SIGN_IN
