"""The program contains no call that writes by a driver, and one file alone could make one."""

import pytest

from profile_browser.stores.cassandra.link import Link
from tests.unit.helpers.driver_rules import CASSANDRA, MONGODB, DriverRules
from tests.unit.helpers.sources import sources

of_each_driver = pytest.mark.parametrize(
    "rules", [CASSANDRA, MONGODB], ids=["cassandra", "mongodb"]
)
WRITES = [
    *(
        (CASSANDRA, call)
        for call in [
            "execute", "execute_concurrent", "execute_graph", "prepare_on_all_hosts",
            "set_keyspace",
        ]
    ),
    *(
        (MONGODB, call)
        for call in [
            "insert_one", "insert_many", "update_one", "update_many", "replace_one", "delete_one",
            "delete_many", "find_one_and_update", "find_one_and_delete", "bulk_write", "aggregate",
            "create_index", "create_indexes", "drop", "drop_index", "rename", "command",
            "cursor_command", "drop_database", "create_collection", "start_session", "watch",
            "get_database",
        ]
    ),
]  # fmt: skip


@of_each_driver
def test_the_file_with_the_driver_s_objects_calls_nothing_that_writes(rules: DriverRules) -> None:
    assert rules.writes(sources()[rules.file]) == set()


@of_each_driver
def test_it_is_the_only_file_with_the_driver_s_objects(rules: DriverRules) -> None:
    importing = {
        name for name, source in sources().items() if rules.modules(source) - rules.harmless
    }
    assert importing == {rules.file}


@pytest.mark.parametrize(
    "statement", ["INSERT INTO x", "select a", "BEGIN BATCH", " SELECT a", "SELECTED", ""]
)
def test_cassandra_prepares_only_a_statement_that_selects(statement: str) -> None:
    link = object.__new__(Link)  # nothing is connected
    with pytest.raises(ValueError, match=rf"^{statement}$"):
        link.prepare(statement)


@pytest.mark.parametrize(("rules", "call"), WRITES, ids=[call for _, call in WRITES])
def test_a_planted_write_is_noticed(rules: DriverRules, call: str) -> None:
    assert rules.writes(f"self._session.{call}('x')") == {call}
    assert rules.writes(f"match self._session:\n    case object({call}=write): write()") == {call}


@of_each_driver
@pytest.mark.parametrize("call", ["getattr(session, 'drop')()", "eval('session.drop()')"])
def test_a_write_by_name_is_noticed(rules: DriverRules, call: str) -> None:
    assert rules.writes(call)


@pytest.mark.parametrize(
    ("rules", "planted", "module"),
    [
        (CASSANDRA, "from cassandra.query import BatchStatement", "cassandra.query"),
        (CASSANDRA, "import cassandra.cqlengine", "cassandra.cqlengine"),
        (MONGODB, "from pymongo import MongoClient", "pymongo"),
        (MONGODB, "import gridfs.errors", "gridfs.errors"),
    ],
)
def test_another_import_of_the_driver_is_noticed(
    rules: DriverRules, planted: str, module: str
) -> None:
    assert rules.modules(planted) == {module}
