"""The program contains no call that writes to Cassandra, and one file alone could make one."""

import pytest

from profile_browser.stores.cassandra.session import _Link
from tests.unit.helpers.cassandra_reads import HARMLESS, SESSION, driver_modules, writes
from tests.unit.helpers.sources import sources

OTHERS = {name: source for name, source in sources().items() if name != SESSION}


def test_the_file_with_the_driver_s_objects_calls_nothing_that_writes() -> None:
    assert writes(sources()[SESSION]) == set()


def test_it_is_the_only_file_with_the_driver_s_objects() -> None:
    found = {name: driver_modules(source) - HARMLESS for name, source in OTHERS.items()}
    assert {name for name, modules in found.items() if modules} == set()


@pytest.mark.parametrize(
    "statement", ["INSERT INTO x", "select a", "BEGIN BATCH", " SELECT a", "SELECTED", ""]
)
def test_only_a_statement_that_selects_is_prepared(statement: str) -> None:
    link = object.__new__(_Link)  # nothing is connected
    with pytest.raises(ValueError, match=rf"^{statement}$"):
        link.prepare(statement)


@pytest.mark.parametrize(
    "call",
    ["execute", "execute_concurrent", "execute_graph", "prepare_on_all_hosts", "set_keyspace"],
)
def test_a_planted_write_is_noticed(call: str) -> None:
    assert writes(f"self._session.{call}('x')") == {call}
    assert writes(f"match self._session:\n    case object({call}=write): write()") == {call}


@pytest.mark.parametrize("call", ["getattr(session, 'execute')()", "eval('session.execute()')"])
def test_a_write_by_name_is_noticed(call: str) -> None:
    assert writes(call)


def test_another_import_of_the_driver_is_noticed() -> None:
    assert driver_modules("from cassandra.query import BatchStatement") == {"cassandra.query"}
    assert driver_modules("import cassandra.cqlengine") == {"cassandra.cqlengine"}
