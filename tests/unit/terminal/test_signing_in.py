"""After a refused sign-in at a terminal, the program asks for another password."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Missing, Outcome, Outcomes
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.messages.problems import next_step
from profile_browser.settings.passwords import Passwords
from profile_browser.settings.selection import PASSWORD_VARIABLE
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.gateway.adapter import KIND as GATEWAY
from profile_browser.stores.many import look_up_each
from profile_browser.terminal import signing_in
from profile_browser.terminal.signing_in import SignedInStore
from tests.unit.helpers.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.details import DetailsOutcome
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
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Store:
    """A store that accepts one password."""

    connection: Connection
    closed: bool = False

    def look_up(self, username: str, _reason: str = "") -> Outcome:
        if self.connection.password == "new":
            return Missing(username, self.connection.title)
        return problem_of(ProblemKind.WRONG_SIGN_IN, self.connection)

    def look_up_all(
        self, usernames: Sequence[str], reason: str = "", _at_once: int = 1
    ) -> Outcomes:
        return look_up_each(self, usernames, reason)

    def read_details(self, username: str, _reason: str = "") -> DetailsOutcome:
        if self.connection.password == "new":
            return RecordDetails(username)
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
class PasswordPrompt:
    """The passwords that are entered at the prompt, and the stores that were opened."""

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
def prompt(monkeypatch: pytest.MonkeyPatch) -> PasswordPrompt:
    prompt = PasswordPrompt(["wrong", "new"])
    monkeypatch.setattr(signing_in, "asked_password", prompt.answer)
    monkeypatch.setattr("sys.stdin", Terminal())
    return prompt


def test_details_are_read_with_the_password_that_is_accepted(prompt: PasswordPrompt) -> None:
    assert prompt.store().read_details("johndoe") == RecordDetails("johndoe")


def test_the_password_is_asked_for_until_it_is_accepted(prompt: PasswordPrompt) -> None:
    assert isinstance(prompt.store().look_up("johndoe"), Missing)
    assert [store.connection.password for store in prompt.stores] == ["old", "wrong", "new"]
    assert [store.closed for store in prompt.stores] == [True, True, False]


def test_an_accepted_password_is_used_for_the_rest_of_the_run(prompt: PasswordPrompt) -> None:
    store = prompt.store()
    store.look_up("johndoe")
    store.look_up("alice")
    assert prompt.asked == 2


def test_the_password_is_asked_for_a_limited_number_of_times(prompt: PasswordPrompt) -> None:
    prompt.answers = ["wrong"] * 9
    assert not isinstance(prompt.store().look_up("johndoe"), Missing)
    assert prompt.asked == 2


def test_without_a_terminal_no_password_is_asked_for(
    prompt: PasswordPrompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Terminal, "isatty", lambda _: False)
    assert not isinstance(prompt.store().look_up("johndoe"), Missing)
    assert prompt.asked == 0


def test_if_the_variable_is_wrong_it_is_named_and_another_password_is_asked_for(
    prompt: PasswordPrompt,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    forgotten: list[Connection] = []
    monkeypatch.setattr(Passwords, "forget", lambda _, connection: forgotten.append(connection))
    outcome = prompt.store(PROFILE_BROWSER_PASSWORD="old").look_up("johndoe")
    assert isinstance(outcome, Missing)
    assert "refused the sign-in with the password in PROFILE_BROWSER_PASSWORD." in (
        capsys.readouterr().err
    )
    assert forgotten == []  # the keyring's password was not the one that was refused


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "The token for Profiles has expired."),
        ({PASSWORD_VARIABLE: "old"}, f"The token for Profiles in {PASSWORD_VARIABLE} has expired."),
    ],
)
def test_an_expired_token_is_not_called_a_wrong_one(
    prompt: PasswordPrompt,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    said: str,
) -> None:
    expired = Problem(Reason.TOKEN_EXPIRED, Connection(kind=GATEWAY, title="Profiles"))
    monkeypatch.setattr(Store, "look_up", lambda *_: expired)
    prompt.store(**variables).look_up("johndoe")
    assert said in capsys.readouterr().err


def test_without_a_terminal_the_problem_names_the_variable(
    prompt: PasswordPrompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Terminal, "isatty", lambda _: False)
    outcome = prompt.store(PROFILE_BROWSER_PASSWORD="old").look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert "the environment variable PROFILE_BROWSER_PASSWORD is wrong" in next_step(outcome)


def test_the_interrupt_handler_is_restored_after_the_prompt(prompt: PasswordPrompt) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        prompt.store().look_up("johndoe")
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, before)


def test_leaving_the_prompt_empty_returns_the_refused_sign_in(prompt: PasswordPrompt) -> None:
    prompt.answers = [""]
    outcome = prompt.store().look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.WRONG_SIGN_IN
