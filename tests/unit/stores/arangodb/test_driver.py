"""httpx is imported when an ArangoDB connection is used. If it is missing, a sentence says so."""

import sys
from pathlib import Path

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.problems import next_step
from profile_browser.stores.arangodb.adapter import ARANGODB, KIND
from profile_browser.stores.store import Store
from tests.unit.helpers.program import python

ROOMS = ("profile_browser.stores.arangodb.", "profile_browser.stores.http.")
PROGRAM = """
import sys
from profile_browser.desktop.services import SignedInStores
from profile_browser.domain.connection import Connection
from profile_browser.stores.arangodb.adapter import ARANGODB, KIND
from profile_browser.stores.registry import STORES

location = {"database": "shop", "collection": "people", "key_field": "_key"}
connection = Connection(
    kind=KIND, title="", connection_string="arangodb+http://localhost", location=location
)
SignedInStores(STORES, None, None).open_store(connection)
ARANGODB.index_script(connection)
print("httpx" in sys.modules)
"""


def test_a_store_that_nobody_asks_does_not_import_the_driver(home: Path) -> None:
    assert python("-c", PROGRAM, home=home).out.split() == ["False"]


@pytest.fixture
def without_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(ROOMS)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)


@pytest.mark.usefixtures("without_driver")
def test_a_missing_driver_is_named_with_the_command_that_installs_it() -> None:
    connection = Connection(
        kind=KIND,
        title="Customers EU",
        connection_string="arangodb+http://127.0.0.1:1",
        location={"database": "shop", "collection": "people", "key_field": "_key"},
        username="staff",
        password="secret",
    )
    problem = Store(connection, ARANGODB).look_up("johndoe")
    assert isinstance(problem, Problem)
    assert problem.reason is Reason.DRIVER_MISSING
    sentence = "ArangoDB needs one more package: pip install 'profile-browser[http]'."
    assert next_step(problem).startswith(sentence)
