"""Runs each case for each kind, and prints the results as a table of cases and kinds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.record import USUAL_LAYOUT
from tests.servers.building import build_or_skip
from tests.servers.demanding import MAY_SKIP, pytest_runtest_makereport
from tests.stores.costs import lines_of_costs, measured, take_costs
from tests.stores.harness import Harness, Place, store_with
from tests.stores.kinds import HARNESSES
from tests.stores.records import ODD, SAME_LETTERS, SEARCHED, WHOLE
from tests.stores.table import note_case, table_of
from tests.wire.conftest import authority, trust_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark.structures import ParameterSet
    from xdist.workermanage import WorkerController

    from profile_browser.domain.store import ProfileStore
    from tests.stores.harness import Records

__all__ = ["authority", "pytest_runtest_makereport", "trust_store"]


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks of a case."""
    config.addinivalue_line("markers", "case(name): the row of the table that the test belongs to")
    config.addinivalue_line("markers", "needs(*abilities): what a kind must be able to show")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a case that a kind cannot show, before anything starts."""
    reason = note_case(item)
    if reason:
        item.stash[MAY_SKIP] = True
        pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    lines = table_of(terminalreporter.stats, [harness.adapter.kind.name for harness in HARNESSES])
    if lines:
        lines += lines_of_costs(terminalreporter.config)
        terminalreporter.section("kinds of stores")
        terminalreporter.write_line("\n".join(lines))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Take what a worker of xdist has noted."""
    take_costs(node.config, getattr(node, "workeroutput", {}))


def _param_of(harness: Harness) -> ParameterSet:
    """Return a fixture's parameter. With --dist loadgroup, one worker has all cases of a kind."""
    name = harness.adapter.kind.name
    return pytest.param(harness, id=name, marks=pytest.mark.xdist_group(name))


@pytest.fixture(scope="session", params=[_param_of(harness) for harness in HARNESSES])
def harness(request: pytest.FixtureRequest) -> Iterator[Harness]:
    """Start each kind in turn."""
    harness: Harness = request.param
    start = harness.start(partial(build_or_skip, config=request.config))
    with measured(request.config, harness.adapter.kind.name, start):
        yield harness


def _store_of(records: Records) -> object:
    """Return a fixture that opens a store with these records."""

    @pytest.fixture(scope="session")
    def store(harness: Harness) -> Iterator[ProfileStore]:
        with store_with(harness, records) as store:
            yield store

    return store


whole = _store_of(WHOLE)  # their values have the right types
odd = _store_of(ODD)  # a value of each has another type, or the username is missing
searched = _store_of(SEARCHED)
same_letters = _store_of(SAME_LETTERS)  # found several times by one letter


@pytest.fixture
def place(harness: Harness) -> Iterator[Place]:
    """Put the whole records where a case may break something."""
    with harness.put(WHOLE, USUAL_LAYOUT) as place:
        yield place
