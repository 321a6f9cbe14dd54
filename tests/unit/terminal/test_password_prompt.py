"""Asking for a password on the terminal."""

import io
import sys
from dataclasses import replace

import pytest
from keyring import core

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import Connection
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal import password_prompt
from tests.unit.helpers.people import CLUSTER, PASSWORD
from tests.unit.settings.keyrings import MemoryKeyring

WITHOUT = replace(CLUSTER, password="")
ENTRY = ("profile-browser couchbases://db.example.com", "agent")


class Terminal(io.StringIO):
    """A standard input that a person sits at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """Put a keyring in the place of the person's, and return it."""
    memory = MemoryKeyring()
    monkeypatch.setattr(core, "_keyring_backend", memory)
    return memory


@pytest.fixture
def prompts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sit at a terminal, answer each prompt with the password, and return the prompts."""
    shown: list[str] = []

    def answer(prompt: str) -> str:
        shown.append(prompt)
        return PASSWORD

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(password_prompt, "getpass", answer)
    return shown


def complete(connection: Connection) -> Connection:
    return password_prompt.complete_connection(connection, Passwords())


def _raise_eof(_prompt: str) -> str:
    raise EOFError


def test_a_password_that_is_set_is_not_asked_for(prompts: list[str]) -> None:
    assert complete(CLUSTER) is CLUSTER
    assert prompts == []


def test_the_sample_data_needs_no_password(prompts: list[str]) -> None:
    assert complete(SAMPLE) is SAMPLE
    assert prompts == []


def test_a_kept_password_is_not_asked_for(prompts: list[str], keyring: MemoryKeyring) -> None:
    keyring.entries[ENTRY] = PASSWORD
    assert complete(WITHOUT) == CLUSTER
    assert prompts == []


def test_the_prompt_names_the_database_user_and_the_connection(prompts: list[str]) -> None:
    assert complete(WITHOUT) == CLUSTER
    assert prompts == ["Password for “agent” on Customers: "]


@pytest.mark.parametrize("stdin", [None, io.StringIO("piped\n")])
def test_without_a_terminal_the_variable_is_named(
    stdin: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(ConfigurationError, match="PROFILE_BROWSER_PASSWORD"):
        complete(WITHOUT)


@pytest.mark.usefixtures("prompts")
@pytest.mark.parametrize("answer", [lambda _: "", _raise_eof])
def test_no_answer_to_the_prompt_is_refused_with_a_sentence(
    answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(password_prompt, "getpass", answer)
    with pytest.raises(ConfigurationError, match="There is no password"):
        complete(WITHOUT)
