"""No SDK object that could write leaves the two files that use the SDK."""

import re

import pytest

from tests.unit.helpers.read_only import leaking_functions, leaks, writing_names
from tests.unit.helpers.sdk_names import SDK_NAMES, sdk_use
from tests.unit.helpers.sources import SDK_FILES, SDK_READER, sources

FAILURES = "profile_browser.stores.couchbase.failures"
OTHERS = {name: source for name, source in sources().items() if name not in SDK_FILES}
# The same names of other objects.
OF_OTHERS = {"profile_browser.desktop.application": {"unlock"}}  # QLockFile, of the one window
# Statements that change something; those that create indexes are only printed.
CHANGING = re.compile(
    r"\b(ALTER|BUILD INDEX|CREATE|DELETE FROM|DROP|EXECUTE|GRANT|INSERT INTO|MERGE INTO|REVOKE"
    r"|TRUNCATE|UPDATE `?\w+|UPSERT)\b"
)
PRINTED = (
    "CREATE INDEX `{name}` IF NOT EXISTS ON {keyspace}{definition} ",
    "BUILD INDEX ON {keyspace}({names})",
    "CREATE INDEX IF NOT EXISTS ON {table_of(",
    "CREATE TABLE IF NOT EXISTS {table_of(",
    "DROP INDEX {name};",
    "CREATE INDEX IF NOT EXISTS ON {table} ({column})",
    "LIMIT {_BATCH} UPDATE each WITH {{{attribute}: null}} IN @@people",
)
SESSION = "class ClusterSession:\n    def {name}(self) -> {returned}:\n        {body}\n"


def test_the_whole_package_is_checked() -> None:
    packages = {
        "desktop",
        "domain",
        "lookups",
        "messages",
        "records",
        "settings",
        "stores",
        "terminal",
        "ui",
    }
    assert packages <= {name.split(".")[1] for name in OTHERS if "." in name}
    assert len(OTHERS) > 80


@pytest.mark.parametrize("module", OTHERS)
def test_no_other_file_uses_a_name_of_the_sdk_s_objects(module: str) -> None:
    assert sdk_use(OTHERS[module]) - OF_OTHERS.get(module, set()) == set()


def test_the_file_for_failures_gets_nothing_but_exceptions_from_the_sdk() -> None:
    imports = re.findall(r"^ *(?:from|import) (couchbase\S*)", sources()[FAILURES], re.MULTILINE)
    assert imports == ["couchbase.exceptions"]


def test_the_known_names_include_the_sdk_s_writing_methods() -> None:
    known = {"upsert", "insert", "replace", "remove", "mutate_in", "touch", "increment", "unlock",
             "get_and_lock", "append", "query", "analytics_query", "buckets", "users"}  # fmt: skip
    assert known <= SDK_NAMES


@pytest.mark.parametrize(
    ("planted", "noticed"),
    [
        ("def keep(place): place.upsert('key', {})", "upsert"),
        ("def keep(place): place.default_collection().insert('key', {})", "default_collection"),
        ("def keep(bucket): bucket.scope('s').collection('c').remove('key')", "remove"),
        ("def keep(collection): collection.replace('key', {})", "replace"),
        ("def keep(collection): (collection).append('key', b'')", "append"),
        ("getattr(session, '_bucket')", "_bucket"),
        ("getattr(place, 'mutate_in')('key', [])", "mutate_in"),
        ("write = place.get_and_lock\nwrite('key')", "get_and_lock"),
        ("match place:\n    case object(touch=write):\n        write('key')", "touch"),
        ("def keep(cluster): cluster.buckets()", "buckets"),
        ("def keep(place): place.query('UPSERT INTO `b`')", "query"),
    ],
)
def test_a_write_planted_in_another_file_is_noticed(planted: str, noticed: str) -> None:
    assert noticed in sdk_use(planted)


def test_methods_of_lists_strings_and_connections_are_allowed() -> None:
    source = "found.append(text.replace('a', 'b')); field.insert(connection.bucket, place.scope)"
    assert sdk_use(source) == set()


@pytest.mark.parametrize(
    ("planted", "noticed"),
    [
        ("problems = collection\nproblems.upsert('key', {})", "upsert"),
        ("def write(self): self.upsert('key', {})\nwrite(collection)", "self"),
        ("write = lambda self: self.upsert('key', {})", "self"),
        ("class Mine:\n    @staticmethod\n    def write(self): self.upsert('key')", "self"),
        ("class Mine:\n    def write(self): self.upsert('key', {})", "upsert"),
        ("class Mine:\n    def upsert(self): self.upsert()\nMine.upsert(collection)", "upsert"),
        ("class Mine(Cluster):\n    def write(self): self.query('DELETE')", "Mine"),
        ("def QueryOptions(**_): return None\nc.query(s, QueryOptions(read_only=True))",
         "QueryOptions"),
        ("for QueryOptions in [dict]: c.query(s, QueryOptions(read_only=True))", "QueryOptions"),
        ("from datetime import timedelta as QueryOptions", "QueryOptions"),
        ("from profile_browser.settings.x import QueryOptions",
         "profile_browser.settings.x.QueryOptions"),
        ("from couchbase.options import *", "*"),
        ("match collection:\n    case object(remove=write): write('key')", "remove"),
        ("from operator import methodcaller as call", "operator.methodcaller"),
        ("import operator", "operator"),
        ("from builtins import getattr as look", "builtins.getattr"),
        ("__builtins__['getattr'](collection, 'touch')", "__builtins__"),
        ("from profile_browser.stores.helper import keep\nkeep(bucket)",
         "profile_browser.stores.helper.keep"),
        ("'{0.upsert}'.format(collection)", "format"),
        ("object.__getattribute__(collection, 'upsert')", "__getattribute__"),
        ("problems.__dict__['upsert']", "__dict__"),
        ("[self := collection, self.upsert('key', {})]", "self"),
    ],
)  # fmt: skip
def test_a_disguised_write_in_the_sdk_file_is_noticed(planted: str, noticed: str) -> None:
    assert noticed in writing_names(planted)


@pytest.mark.parametrize("module", SDK_FILES)
def test_no_sdk_object_leaves_the_sdk_files(module: str) -> None:
    assert leaks(sources()[module]) == set()


def test_no_sdk_object_leaves_the_file_that_reads_documents() -> None:
    assert leaking_functions(sources()[SDK_READER]) == set()


def test_a_function_that_leaks_an_sdk_object_is_noticed() -> None:
    leaking = "def read(bucket: Bucket) -> LookupInResult:\n    return bucket\n"
    assert leaking_functions(leaking) == {"read"}


@pytest.mark.parametrize(
    ("name", "returned", "body"),
    [
        ("opened", "Bucket", "return self._bucket"),
        ("opened", "Any", "return self._bucket"),
        ("place", "None", "self.place = self._bucket"),
    ],
)
def test_a_leaked_sdk_object_is_noticed(name: str, returned: str, body: str) -> None:
    source = SESSION.format(name=name, returned=returned, body=body)
    assert leaks(source) == {name}


def test_the_program_contains_no_statement_that_changes_anything() -> None:
    found = [
        line
        for source in sources().values()
        for line in source.splitlines()
        if CHANGING.search(line) and not any(printed in line for printed in PRINTED)
    ]
    assert found == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM `b`",
        "UPSERT INTO `b`",
        "UPDATE `b` SET x = 1",
        "DROP INDEX x",
        "BUILD INDEX ON b(x)",
        "MERGE INTO b",
    ],
)
def test_a_planted_statement_that_changes_something_is_noticed(statement: str) -> None:
    assert CHANGING.search(f'_ASKED = "{statement}"')
