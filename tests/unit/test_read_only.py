"""The program contains no call that writes."""

import pytest

from tests.unit.helpers.read_only import writing_names
from tests.unit.helpers.sources import SDK_FILES, sources


@pytest.mark.parametrize("module", SDK_FILES)
def test_the_files_with_sdk_objects_call_nothing_that_writes(module: str) -> None:
    assert writing_names(sources()[module]) == set()


@pytest.mark.parametrize(
    "call",
    [
        "upsert", "insert", "replace", "remove", "mutate_in", "touch", "get_and_touch",
        "get_and_lock", "unlock", "append", "prepend", "increment", "decrement", "binary",
        "upsert_multi", "remove_multi", "default_collection", "transactions", "query",
        "query_indexes", "analytics_query", "search", "search_indexes", "users", "buckets",
        "collections", "couchbase_list", "couchbase_map", "view_query", "flush_bucket",
    ],
)  # fmt: skip
def test_a_planted_write_is_noticed(call: str) -> None:
    assert writing_names(f"bucket.scope('s').collection('c').{call}('key', {{}})") == {call}
    assert call in writing_names(f"self._bucket.collection('c').{call}")


@pytest.mark.parametrize(
    ("source", "noticed"),
    [
        ("write = collection.upsert\nwrite('key', {})", {"upsert"}),
        ("getattr(collection, 'up' + 'sert')('key', {})", {"getattr"}),
        ("methodcaller('upsert', 'key', {})(collection)", {"methodcaller"}),
        ("from couchbase.management.users import UserManager", {"management.users"}),
        ("import couchbase.transactions", {"transactions"}),
        ("eval('collection.upsert')", {"eval"}),
    ],
)
def test_an_indirect_write_is_noticed(source: str, noticed: set[str]) -> None:
    assert writing_names(source) == noticed


def test_reading_is_allowed() -> None:
    assert (
        writing_names("cluster.bucket('b').scope('s').collection('c').lookup_in('key', [])")
        == set()
    )


def test_a_read_only_query_is_allowed() -> None:
    options = "read_only=True, timeout=seconds, named_parameters=named"
    assert writing_names(f"cluster.query(statement, QueryOptions({options}))") == set()


@pytest.mark.parametrize(
    "call",
    [
        "cluster.query(statement)",
        "cluster.query(statement, QueryOptions())",
        "cluster.query(statement, QueryOptions(read_only=False))",
        "cluster.query(statement, QueryOptions(read_only=allowed))",
        "cluster.query(statement, QueryOptions(readonly=True))",
        "cluster.query(statement, QueryOptions(read_only=True, raw={'readonly': False}))",
        "cluster.query(statement, QueryOptions(read_only=True, **more))",
        "cluster.query(statement, QueryOptions(settings, read_only=True))",
        "cluster.query(statement, QueryOptions(read_only=True), read_only=False)",
        "cluster.query(statement, QueryOptions(read_only=True), **more)",
        "cluster.query(statement, QueryOptions(read_only=True), more)",
        "cluster.query(*more, QueryOptions(read_only=True))",
        "cluster.query(statement, options)",
        "ask = cluster.query",
    ],
)
def test_a_query_that_might_write_is_noticed(call: str) -> None:
    assert "query" in writing_names(call)
