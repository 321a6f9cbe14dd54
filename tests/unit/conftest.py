"""Fixtures that several unit tests need."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_browser.domain.user import UserInDB
from profile_browser.stores.reading import read_user
from tests.unit.helpers.people import record


@pytest.fixture
def john() -> UserInDB:
    """Return John Doe's whole record."""
    return read_user(record(), UserInDB)


@pytest.fixture
def program_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[logging.Logger]:
    """Return the program's logger, and restore it after the test."""
    logger = logging.getLogger("profile_browser")
    before = (list(logger.handlers), logger.level, logger.propagate)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    logger.handlers[:] = []  # another test of this worker may have left its own
    yield logger
    for handler in logger.handlers:
        if handler not in before[0]:
            handler.close()
    logger.handlers[:], logger.level, logger.propagate = before


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder for the processes that a module starts."""
    return tmp_path_factory.mktemp("home")
