"""Where the password of a connection comes from, and where it is kept."""

import io
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar

import keyring as library
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringError, KeyringLocked

from profile_browser.domain.password_source import PasswordSource
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages.problems import next_step
from profile_browser.settings.passwords import Passwords
from tests.unit.helpers.people import CLUSTER, PASSWORD
from tests.unit.helpers.problems import problem_of
from tests.unit.settings.conftest import UseKeyring
from tests.unit.settings.keyrings import FaultyKeyring, MemoryKeyring

WITHOUT = replace(CLUSTER, password="")
ENTRY = ("profile-browser couchbases://db.example.com", "agent")
OTHER_ADDRESS = replace(WITHOUT, connection_string="couchbases://other.example.com")
OTHER_USER = replace(WITHOUT, username="other")
FAULTS = [KeyringError(PASSWORD), KeyringLocked(PASSWORD), OSError(PASSWORD), ValueError(PASSWORD)]


class EmptyChain(ChainerBackend):
    """A chain of keyrings without a link, as on a server."""

    viable = False
    backends: ClassVar[list[KeyringBackend]] = []


class PlainFileKeyring(MemoryKeyring):
    """Keeps passwords in a file that anybody can read."""

    viable = False


PlainFileKeyring.__module__ = "keyrings.alt.file"


@contextmanager
def _log() -> Iterator[io.StringIO]:
    """Catch what the program's log would hold."""
    written = io.StringIO()
    logger, handler = logging.getLogger("profile_browser"), logging.StreamHandler(written)
    logger.addHandler(handler)
    try:
        yield written
    finally:
        logger.removeHandler(handler)


def test_a_kept_password_is_found_in_the_next_run(keyring: MemoryKeyring) -> None:
    assert Passwords().remember(WITHOUT, PASSWORD, keep=True)
    assert keyring.entries == {ENTRY: PASSWORD}
    assert Passwords().find(WITHOUT) == PASSWORD
    assert Passwords().source(WITHOUT) is PasswordSource.KEYRING


def test_a_password_that_is_not_kept_serves_for_this_run(keyring: MemoryKeyring) -> None:
    these = Passwords()
    assert not these.remember(WITHOUT, PASSWORD, keep=False)
    assert these.find(WITHOUT) == PASSWORD
    assert these.source(WITHOUT) is PasswordSource.ENTERED
    assert keyring.entries == {}
    assert Passwords().find(WITHOUT) is None


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.usefixtures("keyring")
def test_a_password_is_used_for_one_address_and_database_user_alone(keep: bool) -> None:
    these = Passwords()
    these.remember(WITHOUT, PASSWORD, keep=keep)
    assert (
        these.find(
            replace(
                WITHOUT, key="x", title="Other", location={**WITHOUT.location, "bucket": "other"}
            )
        )
        == PASSWORD
    )
    assert these.find(OTHER_ADDRESS) is None
    assert these.find(OTHER_USER) is None


def test_the_variable_beats_the_keyring(keyring: MemoryKeyring) -> None:
    keyring.entries[ENTRY] = "kept"
    these = Passwords({"PROFILE_BROWSER_PASSWORD": "variable"})
    assert [these.find(each) for each in (WITHOUT, OTHER_ADDRESS)] == ["variable"] * 2
    assert these.source(WITHOUT) is PasswordSource.ENVIRONMENT


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.usefixtures("keyring")
def test_what_was_entered_beats_the_variable_for_its_user_in_this_run(keep: bool) -> None:
    variables = {"PROFILE_BROWSER_PASSWORD": "variable"}
    these = Passwords(variables)
    these.remember(WITHOUT, "entered", keep=keep)
    assert these.find(WITHOUT) == "entered"
    assert these.source(WITHOUT) is PasswordSource.ENTERED
    assert these.find(OTHER_ADDRESS) == "variable"
    assert Passwords(variables).find(WITHOUT) == "variable"


def test_a_refused_sign_in_names_the_variable_that_gave_the_password() -> None:
    these = Passwords({"PROFILE_BROWSER_PASSWORD": "variable"})
    refused = these.explain(problem_of(ProblemKind.WRONG_SIGN_IN, WITHOUT))
    assert next_step(refused) == (
        "The database user “agent” or the password in the environment variable "
        "PROFILE_BROWSER_PASSWORD is wrong. Enter another password for this run, or correct the "
        "variable and start the program again."
    )


@pytest.mark.parametrize("variables", [{}, {"PROFILE_BROWSER_PASSWORD": "variable"}])
def test_a_refused_password_that_was_entered_is_not_blamed_on_the_variable(
    variables: dict[str, str],
) -> None:
    these = Passwords(variables)
    these.remember(WITHOUT, "entered", keep=False)
    refused = problem_of(ProblemKind.WRONG_SIGN_IN, WITHOUT)
    assert these.explain(refused) == refused


def test_an_empty_variable_is_none(keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "")
    keyring.entries[ENTRY] = "kept"
    assert Passwords().find(WITHOUT) == "kept"


def test_what_was_entered_beats_the_keyring(keyring: MemoryKeyring) -> None:
    keyring.entries[ENTRY] = "kept"
    these = Passwords()
    these.remember(WITHOUT, "entered", keep=False)
    assert these.find(WITHOUT) == "entered"


@pytest.mark.parametrize("kept", ["", None])
def test_an_empty_password_is_none(kept: str | None, keyring: MemoryKeyring) -> None:
    if kept is not None:
        keyring.entries[ENTRY] = kept
    these = Passwords()
    assert not these.remember(WITHOUT, "", keep=False)
    assert these.find(WITHOUT) is None
    assert these.source(WITHOUT) is None


@pytest.mark.parametrize("keep", [True, False])
def test_a_forgotten_password_is_asked_for_again(keep: bool, keyring: MemoryKeyring) -> None:
    these = Passwords()
    these.remember(WITHOUT, PASSWORD, keep=keep)
    assert these.forget(WITHOUT)
    assert these.find(WITHOUT) is None
    assert keyring.entries == {}
    assert these.forget(WITHOUT)


def test_a_new_password_takes_the_old_ones_place(keyring: MemoryKeyring) -> None:
    these = Passwords()
    these.remember(WITHOUT, "old", keep=False)
    these.remember(WITHOUT, "new", keep=True)
    assert these.find(WITHOUT) == "new"
    assert keyring.entries == {ENTRY: "new"}


def test_a_keyring_that_works_can_keep(keyring: MemoryKeyring) -> None:
    assert library.get_keyring() is keyring
    assert Passwords().can_keep


@pytest.mark.parametrize("kind", [FailKeyring, NullKeyring, EmptyChain, PlainFileKeyring])
def test_without_a_keyring_a_password_serves_for_this_run(
    kind: type[KeyringBackend], use_keyring: UseKeyring
) -> None:
    use_keyring(kind())
    these = Passwords()
    assert not these.can_keep
    assert these.find(WITHOUT) is None
    assert not these.remember(WITHOUT, PASSWORD, keep=True)
    assert these.find(WITHOUT) == PASSWORD
    assert Passwords().find(WITHOUT) is None
    assert these.forget(WITHOUT)
    assert these.find(WITHOUT) is None


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_keyring_that_fails_keeps_nobody_from_working(
    fault: Exception, use_keyring: UseKeyring
) -> None:
    use_keyring(FaultyKeyring(fault))
    these = Passwords()
    with _log() as written:
        assert these.find(WITHOUT) is None
        assert not these.remember(WITHOUT, PASSWORD, keep=True)
        assert these.find(WITHOUT) == PASSWORD
        assert not these.forget(WITHOUT)
    assert these.find(WITHOUT) is None
    assert written.getvalue().count(type(fault).__name__) == 3
    assert PASSWORD not in written.getvalue()


def test_a_keyring_that_cannot_be_loaded_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> KeyringBackend:
        raise ModuleNotFoundError(PASSWORD)

    monkeypatch.setattr(library, "get_keyring", refuse)
    these = Passwords()
    with _log() as written:
        assert not these.can_keep
        assert these.find(WITHOUT) is None
    assert written.getvalue() == "The keyring could not be used: ModuleNotFoundError\n"


def test_a_password_is_in_no_repr(keyring: MemoryKeyring) -> None:
    these = Passwords()
    these.remember(WITHOUT, PASSWORD, keep=True)
    these.remember(OTHER_ADDRESS, PASSWORD, keep=False)
    assert keyring.entries
    assert PASSWORD not in f"{these!r} {vars(these)['_keyring']!r}"
    assert PASSWORD not in repr(replace(WITHOUT, password=these.find(WITHOUT) or ""))


@pytest.mark.usefixtures("keyring")
def test_several_threads_may_ask_at_once() -> None:
    these = Passwords()

    def use(number: int) -> str | None:
        account = replace(WITHOUT, username=f"agent{number % 7}")
        these.remember(account, account.username, keep=number % 2 == 0)
        return these.find(account)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(use, range(200)))
    assert found == [f"agent{number % 7}" for number in range(200)]
