"""A plug-in of pytest: chooses the language before any test imports a sentence."""

from __future__ import annotations

import os
import sys

import pytest

from profile_browser.messages.language import OPTION, choose_language

VARIABLE = "TESTED_LANGUAGE"
_ENDED = pytest.StashKey[int]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Choose the language that the variable names."""
    choose_language([OPTION, os.environ[VARIABLE]], {})


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the exit code."""
    session.config.stash[_ENDED] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End without shutting down the interpreter, as the program does: Qt may crash meanwhile."""
    sys.stdout.flush()
    os._exit(config.stash.get(_ENDED, 1))
