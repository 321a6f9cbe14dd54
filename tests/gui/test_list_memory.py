"""The rows of a list are kept out of full garbage collections, until the list is dropped."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from profile_browser.desktop import list_memory
from profile_browser.domain.people_list import Entry, ListRow
from tests.gui.fakes import STAGING
from tests.gui.people_lists import run, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gui.driver import Driver

OTHER = replace(STAGING, key="other", title="Other")
MANY = [f"nobody{number}" for number in range(300)]
FEW_OBJECTS = len(MANY) // 2


class Cycle:
    """Is freed by the garbage collector only."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thaw() -> Iterator[None]:
    yield
    gc.unfreeze()


def is_frozen(kind: type) -> bool:
    """Return whether a full collection passes by all objects of a kind."""
    return not any(type(each) is kind for each in gc.get_objects())


def test_a_full_collection_does_not_look_at_the_entries(driver: Driver) -> None:
    start(driver, *MANY)
    assert is_frozen(Entry)


def test_a_full_collection_does_not_look_at_the_rows(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_memory, "BETWEEN", 1)
    driver.browser.lists._service.finished.disconnect(driver.browser.lists._memory.freeze)
    run(driver, *MANY)
    assert is_frozen(ListRow)


def test_a_list_that_ended_is_frozen_to_its_last_row(driver: Driver) -> None:
    run(driver, *MANY)
    assert is_frozen(ListRow)


def test_garbage_of_a_running_list_is_not_frozen(driver: Driver) -> None:
    run(driver, *MANY)
    gone = weakref.ref(Cycle())
    driver.browser.lists._memory.freeze()
    assert gone() is None


def test_cycles_of_a_dropped_list_are_collected(driver: Driver) -> None:
    cycle = Cycle()
    gone = weakref.ref(cycle)
    run(driver, *MANY)
    del cycle
    gc.collect()
    assert gone() is not None
    driver.browser.switch(OTHER)
    driver.qtbot.waitUntil(lambda: gone() is None)


def test_one_list_after_the_other_leaves_nothing_behind(driver: Driver) -> None:
    frozen = []
    for _ in range(4):
        run(driver, *MANY)
        driver.browser.switch(OTHER)
        QCoreApplication.processEvents()
        frozen.append(gc.get_freeze_count())
    assert frozen[-1] - frozen[0] < FEW_OBJECTS
    assert frozen[-1] > FEW_OBJECTS  # what lives on
