"""httpx is imported when a CouchDB connection is used. If it is missing, a sentence says so."""

import sys
from pathlib import Path

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.problems import next_step
from profile_browser.stores.couchdb.adapter import COUCHDB, KIND
from profile_browser.stores.store import Store
from tests.unit.helpers.program import python

ROOMS = ("profile_browser.stores.couchdb.", "profile_browser.stores.http.")
PROGRAM = """
import sys
from profile_browser.desktop.services import SignedInStores
from profile_browser.domain.connection import Connection
from profile_browser.stores.couchdb.adapter import KIND, COUCHDB
from profile_browser.stores.registry import STORES

connection = Connection(
    kind=KIND, title="", connection_string="couchdb+http://localhost", location={"database": "shop"}
)
SignedInStores(STORES, None, None).open_store(connection)
COUCHDB.index_script(connection)
print("httpx" in sys.modules, "httpcore" in sys.modules)
"""


def test_a_store_that_nobody_asks_does_not_import_the_driver(home: Path) -> None:
    assert python("-c", PROGRAM, home=home).out.split() == ["False", "False"]


@pytest.fixture
def without_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(ROOMS)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)


def connection_to(port: int) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"couchdb+http://127.0.0.1:{port}",
        location={"database": "shop"},
        username="staff",
        password="secret",
    )


@pytest.mark.usefixtures("without_driver")
def test_a_missing_driver_is_named_with_the_command_that_installs_it() -> None:
    problem = Store(connection_to(1), COUCHDB).look_up("johndoe")
    assert isinstance(problem, Problem)
    assert problem.reason is Reason.DRIVER_MISSING
    sentence = "CouchDB needs one more package: pip install 'profile-browser[http]'."
    assert next_step(problem).startswith(sentence)
