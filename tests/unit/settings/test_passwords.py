"""Where the password of a connection comes from."""

import io
import sys
from dataclasses import replace

import pytest

from profile_browser.settings import passwords
from profile_browser.settings.options import SAMPLE, ConfigurationError
from tests.unit.helpers.people import CLUSTER, PASSWORD

WITHOUT = replace(CLUSTER, password="")


class Terminal(io.StringIO):
    """A standard input that a person sits at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def prompts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sit at a terminal, answer each prompt with the password, and tell the prompts."""
    shown: list[str] = []

    def answer(prompt: str) -> str:
        shown.append(prompt)
        return PASSWORD

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(passwords, "getpass", answer)
    return shown


def _raise_eof(_prompt: str) -> str:
    raise EOFError


def test_a_password_that_is_set_is_not_asked_for(prompts: list[str]) -> None:
    assert passwords.with_password(CLUSTER) is CLUSTER
    assert prompts == []


def test_the_sample_directory_needs_no_password(prompts: list[str]) -> None:
    assert passwords.with_password(SAMPLE) is SAMPLE
    assert prompts == []


def test_the_prompt_names_the_account_and_the_connection(prompts: list[str]) -> None:
    assert passwords.with_password(WITHOUT) == CLUSTER
    assert prompts == ["Password of “agent” for Customers: "]


@pytest.mark.parametrize("stdin", [None, io.StringIO("piped\n")])
def test_without_a_terminal_the_variable_is_named(
    stdin: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(ConfigurationError, match="PROFILE_BROWSER_PASSWORD"):
        passwords.with_password(WITHOUT)


@pytest.mark.usefixtures("prompts")
@pytest.mark.parametrize("answer", [lambda _: "", _raise_eof])
def test_no_answer_to_the_prompt_is_refused_with_a_sentence(
    answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "getpass", answer)
    with pytest.raises(ConfigurationError, match="No password is set"):
        passwords.with_password(WITHOUT)
