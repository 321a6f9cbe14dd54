"""A driver is imported when a connection of its kind is asked. Its lack is a plain sentence."""

import sys
from pathlib import Path

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.store_kind import StoreKind
from profile_browser.messages.problems import next_step
from profile_browser.stores.registry import STORES
from profile_browser.stores.store import Store
from tests.unit.helpers.program import python

# httpx is imported by what the kinds share, and brings httpcore along.
ROOMS, BROUGHT = "profile_browser.stores.", {"httpcore"}
PROGRAM = """
import sys
from profile_browser.desktop.services import SignedInStores
from profile_browser.stores.registry import STORES
from tests.unit.stores.test_drivers import BROUGHT, KINDS, connection_to

for kind in KINDS:
    connection = connection_to(kind)
    SignedInStores(STORES, None, None).open_store(connection)
    STORES.adapter_of(connection).index_script(connection)
print(sorted(BROUGHT.union(*(kind.drivers for kind in KINDS)) & sys.modules.keys()))
"""
KINDS = [kind for kind in STORES.kinds.kinds if kind.drivers]


def connection_to(kind: StoreKind) -> Connection:
    return Connection(
        kind=kind,
        title="Customers EU",
        connection_string=f"{kind.schemes[-1].name}://127.0.0.1:1",
        location={key.name: "people" for key in kind.location if key.required},
        username="staff",
        password="secret",
    )


def test_a_store_that_nobody_asks_does_not_import_its_driver(home: Path) -> None:
    assert python("-c", PROGRAM, home=home).out.split() == ["[]"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_missing_driver_is_named_with_the_command_that_installs_it(
    kind: StoreKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_driver(kind, monkeypatch)
    connection = connection_to(kind)
    problem = Store(connection, STORES.adapter_of(connection)).look_up("johndoe")
    assert isinstance(problem, Problem)
    assert problem.reason is Reason.DRIVER_MISSING
    sentence = f"{kind.title} needs one more package: pip install 'profile-browser[{kind.extra}]'."
    assert next_step(problem).startswith(sentence)


def without_driver(kind: StoreKind, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = (f"{ROOMS}{kind.name}.", f"{ROOMS}http.")
    for name in list(sys.modules):
        if name.startswith(rooms) or name.partition(".")[0] in kind.drivers:
            monkeypatch.delitem(sys.modules, name)
    for driver in kind.drivers:
        monkeypatch.setitem(sys.modules, driver, None)
