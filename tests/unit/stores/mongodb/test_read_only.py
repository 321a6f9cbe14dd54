"""The program contains no call that writes to MongoDB, and one file alone could make one."""

import pytest

from tests.unit.helpers.mongodb_reads import HARMLESS, SESSION, driver_modules, writes
from tests.unit.helpers.sources import sources

OTHERS = {name: source for name, source in sources().items() if name != SESSION}


def test_the_file_with_the_driver_s_objects_calls_nothing_that_writes() -> None:
    assert writes(sources()[SESSION]) == set()


def test_it_is_the_only_file_with_the_driver_s_objects() -> None:
    found = {name: driver_modules(source) - HARMLESS for name, source in OTHERS.items()}
    assert {name for name, modules in found.items() if modules} == set()


@pytest.mark.parametrize(
    "call",
    [
        "insert_one", "insert_many", "update_one", "update_many", "replace_one", "delete_one",
        "delete_many", "find_one_and_update", "find_one_and_delete", "bulk_write", "aggregate",
        "create_index", "create_indexes", "drop", "drop_index", "rename", "command",
        "cursor_command", "drop_database", "create_collection", "start_session", "watch",
        "get_database",
    ],
)  # fmt: skip
def test_a_planted_write_is_noticed(call: str) -> None:
    assert writes(f"self._people.{call}({{}})") == {call}
    assert writes(f"match self._people:\n    case object({call}=write): write()") == {call}


@pytest.mark.parametrize("call", ["getattr(self._people, 'drop')()", "eval('people.drop()')"])
def test_a_write_by_name_is_noticed(call: str) -> None:
    assert writes(call)


def test_another_import_of_the_driver_is_noticed() -> None:
    assert driver_modules("from pymongo import MongoClient") == {"pymongo"}
    assert driver_modules("import gridfs.errors") == {"gridfs.errors"}
