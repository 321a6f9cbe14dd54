"""The node does what ArangoDB's documentation says, and refuses what it does not know."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.arangodb.collection import Collection
from tests.servers.arangodb.database import Database
from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.parser import parse_computed
from tests.servers.arangodb.values import same, sort_key
from tests.servers.arangodb_node import ArangoDBNode

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYZER = {"name": "lines", "type": "delimiter", "properties": {"delimiter": "\n"}}
BY_NAME = {"type": "persistent", "name": "by_name", "fields": ["name"]}
BY_CITY = {"type": "persistent", "name": "by_city", "fields": ["at.city", "name"]}
BY_WORDS = {
    "type": "inverted",
    "name": "by_words",
    "fields": [{"name": "words", "analyzer": "lines"}],
}
PEOPLE: list[dict[str, Any]] = [
    {"_key": "1", "name": "Aaron", "at": {"city": "Bonn"}, "words": "aaron\nlee"},
    {"_key": "2", "name": "Bea", "at": {"city": "Bonn"}, "words": "bea\nleeds"},
    {"_key": "3", "name": "Christa", "at": {"city": "Cork"}},
    {"_key": "4", "name": "Cora", "at": "Cork", "words": 5},
    {"_key": "5", "name": "Zoe\u0308"},
    {"_key": "6", "name": None},
]
HINTED = 'FOR p IN people OPTIONS {{indexHint: "{}", forceIndexHint: true}} {} RETURN p._key'


@pytest.fixture
def database() -> Database:
    database = Database()
    people = database.collections["people"] = Collection("people")
    for person in PEOPLE:
        people.insert(person)
    for index in (BY_NAME, BY_CITY, BY_WORDS):
        people.ensure_index(index, {"lines": ANALYZER})
    return database


def run(database: Database, text: str, **binds: object) -> list[Any]:
    return database.run(text, binds, lambda *_: None)


def number_of(database: Database, text: str, **binds: object) -> int:
    with pytest.raises(ArangoError) as raised:
        run(database, text, **binds)
    return raised.value.number


def value_of(expression: str) -> object:
    return parse_computed(f"RETURN {expression}").value({})


# AQL


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 < 2 && 'a' == 'a'", True),
        ("null && 5", None),
        ("true ? 'yes' : 'no'", "yes"),
        ("[1, 2, 3][* FILTER CURRENT > 1 RETURN CURRENT]", [2, 3]),
        ("([[1], [2]])[* RETURN [CURRENT[0]][* RETURN [CURRENT]]]", [[[1]], [[2]]]),
        ("{a: {'b c': 1}}.a['b c']", 1),
        ("'x'.a", None),
        (r"'\u00e9\ud83d\ude42\n\''", "é🙂\n'"),
        ("SLICE([1, 2, 3, 4, 5], 1, 2)", [2, 3]),
        ("SLICE([1, 2, 3, 4, 5], 3)", [4, 5]),
        ("FLATTEN([[1, 2], 3, [[4]]])", [1, 2, 3, [4]]),
        ("CONCAT_SEPARATOR(', ', ['foo', null, 'baz'])", "foo, baz"),
        ("CONCAT_SEPARATOR('-', 'a', null, 'b')", "a-b"),
        ("TO_HEX('ABC.')", "4142432e"),
        ("TO_HEX(null)", ""),
        ("SPLIT('foo-bar-baz', '-')", ["foo", "bar", "baz"]),
        ("REGEX_REPLACE('the quick', '[aeiou]', '')", "th qck"),
        ("UNIQUE([1, 2, 1, '1'])", [1, 2, "1"]),
        ("STARTS_WITH('foobar', ['bar', 'foo'])", True),
        ("HAS({name: null}, 'name')", True),
        ("HAS('text', 'name')", False),
        ("LENGTH(null)", 0),
        ("FIRST([])", None),
        ("LEFT('foobar', 3)", "foo"),
    ],
)
def test_an_expression_has_the_value_of_the_documentation(expression: str, value: object) -> None:
    assert value_of(expression) == value


def test_values_are_ordered_by_type_and_texts_by_the_language_of_the_server() -> None:
    ordered: list[Any] = [None, False, True, 0, 1, "", " ", "0", "abc", [], [0], {}]
    assert all(sort_key(low) < sort_key(high) for low, high in pairwise(ordered))
    danish_and_czech = ["ab", "az", "aa", "cz", "hz", "ch"]
    assert sorted(sorted(danish_and_czech), key=sort_key) == ["ab", "az", "cz", "hz", "ch", "aa"]
    assert not same(0, False)
    assert not same("0", 0)
    assert same(1, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RETURN",
        "FOR p IN people",
        "FOR p IN people RETURN p RETURN p",
        "FOR p IN people RETURN p;",
        "FOR p IN people INSERT {} INTO people",
        "FOR p IN people UPDATE p WITH {a: 1} IN orders",
        "FOR p IN people UPDATE p WITH {a: 1} IN people RETURN NEW",
        "FOR p IN people REPLACE p IN people",
        "FOR p IN people REMOVE p IN people",
        "UPSERT {} INSERT {} UPDATE {} IN people",
        "LET a = 1 RETURN a",
        "FOR p IN people FILTER p.limit RETURN p",
        "FOR p IN people OPTIONS {disableIndex: true} RETURN p",
        "FOR p IN people FILTER p.a LIKE 'x%' RETURN p",
        "FOR p IN people RETURN p.a + 1",
        "FOR p IN people RETURN 'open",
        "FOR p IN people RETURN @",
    ],
)
def test_what_is_not_known_does_not_parse(database: Database, text: str) -> None:
    assert number_of(database, text) == 1501


@pytest.mark.parametrize(
    ("text", "binds", "number"),
    [
        ("FOR p IN nobody RETURN p", {}, 1203),
        ("FOR p IN @@c RETURN p", {"@c": 5}, 1553),
        ("FOR p IN @@c RETURN p", {}, 1551),
        ("FOR p IN people RETURN @a", {}, 1551),
        ("FOR p IN people RETURN p", {"a": 1}, 1552),
        ("FOR p IN people RETURN p.@a", {"a": 5}, 1553),
        ("FOR p IN people RETURN q", {}, 1512),
        ("FOR p IN people RETURN DOCUMENT(p)", {}, 1540),
        ("FOR p IN people LIMIT @n RETURN p", {"n": "5"}, 1504),
    ],
)
def test_a_wrong_query_has_the_number_of_the_documentation(
    database: Database, text: str, binds: dict[str, object], number: int
) -> None:
    assert number_of(database, text, **binds) == number


def test_a_bind_parameter_is_a_value_and_never_a_part_of_the_query(database: Database) -> None:
    injected = '" || true || "'
    assert run(database, "FOR p IN people FILTER p._key == @k RETURN 1", k=injected) == []
    asked = "FOR p IN @@c FILTER p._key == @k RETURN [p.@path, p.@name]"
    binds = {"@c": "people", "k": "1", "path": ["at", "city"], "name": "at.city"}
    assert run(database, asked, **binds) == [["Bonn", None]]


# Indexes


def test_a_persistent_index_serves_a_leftmost_part_and_a_range(database: Database) -> None:
    for condition, keys in (
        ("FILTER p.at.city == 'Bonn' SORT p.at.city, p.name", ["2", "1"]),
        ("FILTER p.at.city == 'Bonn' && p.name > 'Bea' SORT p.at.city, p.name", ["1"]),
        ("FILTER 'Bonn' <= p.at.city AND p.at.city <= 'Bonn' SORT p.at.city", ["2", "1"]),
        ("FILTER p.at.city >= 'Bonn' && p.at.city < 'Cork' SORT p.at.city LIMIT 1", ["2"]),
        ("FILTER p.at.city > 'Bonn' && HAS(p, 'name') SORT p.at.city", ["3"]),
    ):
        assert run(database, HINTED.format("by_city", condition)) == keys
    assert database.full_scans == []


def test_it_reads_no_more_than_it_returns(database: Database) -> None:
    asked = HINTED.format("by_name", "FILTER p.name >= 'A' SORT p.name LIMIT 2")
    assert len(run(database, asked)) == database.most_read == 2
    run(database, HINTED.format("by_name", "FILTER p.name >= 'A' SORT p.at.city LIMIT 2"))
    assert database.most_read > 2  # in another order, it must read all first


def test_a_range_of_texts_follows_the_language_of_the_server(database: Database) -> None:
    def beginning(text: str) -> list[str]:
        condition = "FILTER p.name >= @low && p.name < @high"
        asked = HINTED.format("by_name", condition)
        return run(database, asked, low=text, high=f"{text}\uffff")

    assert beginning("B") == ["2"]
    assert beginning("C") == ["4"]  # Christa is behind H in Czech
    assert beginning("A") == []  # Aaron is behind Z in Danish


def test_an_index_finds_a_letter_in_either_form(database: Database) -> None:
    condition = "FILTER p.name == @name"
    assert run(database, HINTED.format("by_name", condition), name="Zoë") == ["5"]
    assert run(database, f"FOR p IN people {condition} RETURN p._key", name="Zoë") == []


def test_an_inverted_index_serves_beginnings_of_tokens(database: Database) -> None:
    asked = HINTED.format("by_words", "FILTER STARTS_WITH(p.words, @texts)")
    assert run(database, asked, texts="lee") == ["1", "2"]
    assert run(database, asked, texts=["leed", "aa"]) == ["1", "2"]
    assert run(database, asked, texts="ee") == []


@pytest.mark.parametrize(
    ("index", "condition"),
    [
        ("nobody", "FILTER p.name == 'Bea'"),
        ("by_city", "FILTER p.name == 'Bea'"),  # not a leftmost part
        ("by_name", "FILTER p.name == p._key"),
        ("by_name", "FILTER STARTS_WITH(p.name, 'B')"),
        ("by_name", "FILTER LOWER(p.name) == 'bea'"),
        ("by_name", ""),
        ("by_words", "FILTER STARTS_WITH(p.name, 'B')"),
        ("by_words", "FILTER p.words == 'lee'"),
    ],
)
def test_an_index_that_is_forced_and_cannot_be_used_is_an_error(
    database: Database, index: str, condition: str
) -> None:
    assert number_of(database, HINTED.format(index, condition)) == 1577


def test_a_list_of_values_is_served_one_after_another(database: Database) -> None:
    asked = "FOR p IN people FILTER p._key IN @keys RETURN p._key"
    assert run(database, asked, keys=["3", "1", "3", "x", 5]) == ["1", "3"]
    cities = HINTED.format("by_city", "FILTER p.at.city IN @cities")
    assert run(database, cities, cities=["Bonn"]) == run(
        database, HINTED.format("by_city", "FILTER p.at.city == 'Bonn'")
    )
    assert (database.full_scans, database.most_read) == ([], 2)
    assert run(database, "FOR p IN people FILTER p.name IN ['Bea'] RETURN p.name") == ["Bea"]
    assert len(database.full_scans) == 1


def test_a_query_without_an_index_reads_the_whole_collection(database: Database) -> None:
    assert run(database, "FOR p IN people FILTER p._key == '3' RETURN p.name") == ["Christa"]
    assert (database.full_scans, database.most_read) == ([], 1)
    unforced = 'FOR p IN people OPTIONS {indexHint: "nobody"} FILTER p.name == "Bea" RETURN p._key'
    assert run(database, unforced) == ["2"]
    assert database.full_scans == [unforced]
    assert database.most_read == len(PEOPLE)


def test_an_index_like_another_one_is_not_created_by_another_name(database: Database) -> None:
    people = database.collection("people")
    people.ensure_index({**BY_NAME, "name": "other"}, {})
    assert number_of(database, HINTED.format("other", "FILTER p.name == 'Bea'")) == 1577
    with pytest.raises(ArangoError, match="duplicate"):
        people.ensure_index({**BY_NAME, "fields": ["at"]}, {})


# Documents


def test_a_computed_value_is_there_after_the_next_write(database: Database) -> None:
    people = database.collection("people")
    value = {"name": "low", "expression": "RETURN LOWER(@doc.name)", "overwrite": True}
    people.compute([value])
    assert "low" not in people.documents["1"]
    assert people.update("1", {"low": None})["low"] == "aaron"
    assert people.insert({"name": "New", "low": "mine"})["low"] == "new"


def test_an_update_writes_what_a_limit_allows_and_counts_it(database: Database) -> None:
    asked = (
        'FOR p IN people OPTIONS {indexHint: "by_name", forceIndexHint: true} '
        "FILTER p.name == null LIMIT 2 UPDATE p WITH {name: 'New'} IN people"
    )
    database.collection("people").insert({"_key": "7"})
    database.collection("people").insert({"_key": "8"})
    written = []
    for _ in range(3):
        assert run(database, asked) == []
        written.append(database.written)
    assert written == [2, 1, 0]
    assert database.collection("people").documents["7"]["name"] == "New"


@pytest.mark.parametrize("key", ["", "x" * 255, "a b", "a/b", "Zoë", "a\nb", 'a"b', 5])
def test_a_key_has_only_the_documented_characters(key: object) -> None:
    with pytest.raises(ArangoError) as raised:
        Collection("people").insert({"_key": key})
    assert raised.value.number == 1221


def test_each_write_gives_another_revision() -> None:
    people = Collection("people")
    first = people.insert({"_key": "a_-:.@()+,=;$!*'%Z9"})
    assert people.update(first["_key"], {"x": 1})["_rev"] != first["_rev"]
    with pytest.raises(ArangoError):
        people.insert({"_key": first["_key"]})


# HTTP


@pytest.fixture
def node() -> Iterator[ArangoDBNode]:
    with ArangoDBNode() as node:
        for name in ("shop", "hidden"):
            node.order("POST", "/_api/database", {"name": name})
        for name in ("people", "orders"):
            node.order("POST", "/_db/shop/_api/collection", {"name": name})
        node.order("POST", "/_db/shop/_api/document/people", PEOPLE[0])
        node.order("POST", "/_api/user", {"user": "staff", "passwd": node.password})
        node.order("PUT", "/_api/user/staff/database/shop", {"grant": "ro"})
        node.order("PUT", "/_api/user/staff/database/shop/orders", {"grant": "none"})
        yield node


def query(node: ArangoDBNode, path: str, collection: str = "people") -> tuple[int, Any]:
    asked = {"query": f"FOR each IN {collection} RETURN each._key", "batchSize": 1}
    return node.order("POST", path, asked, "staff")


def test_a_reader_may_read_and_not_write(node: ArangoDBNode) -> None:
    status, answer = query(node, "/_db/shop/_api/cursor")
    assert (status, answer["result"], answer["hasMore"]) == (201, ["1"], False)
    for method, path, body in (
        ("POST", "/_db/shop/_api/document/people", {}),
        ("PATCH", "/_db/shop/_api/document/people/1", {}),
        ("PUT", "/_db/shop/_api/collection/people/properties", {"computedValues": []}),
        ("POST", "/_db/shop/_api/index?collection=people", BY_NAME),
        ("POST", "/_db/shop/_api/analyzer", ANALYZER),
        ("POST", "/_db/shop/_api/collection", {"name": "new"}),
    ):
        status, answer = node.order(method, path, body, "staff")
        assert (status, answer["errorNum"], answer["error"]) == (403, 11, True)


def test_a_reader_may_not_update(node: ArangoDBNode) -> None:
    asked = {"query": "FOR p IN people UPDATE p WITH {a: 1} IN people"}
    for account, status in (("staff", 403), ("root", 201)):
        assert node.order("POST", "/_db/shop/_api/cursor", asked, account)[0] == status


def test_a_reader_may_list_the_indexes_of_a_collection_that_may_be_read(node: ArangoDBNode) -> None:
    definition = {"type": "persistent", "fields": ["name"], "inBackground": True}
    node.order("POST", "/_db/shop/_api/index?collection=people", definition)
    status, answer = node.order("GET", "/_db/shop/_api/index?collection=people", None, "staff")
    assert (status, [each["name"] for each in answer["indexes"]]) == (200, ["primary", "idx_1"])
    for name, number in (("orders", 11), ("others", 1203)):
        status, answer = node.order("GET", f"/_db/shop/_api/index?collection={name}", None, "staff")
        assert (status, answer["errorNum"]) == (400 if number == 11 else 404, number)


def test_a_database_that_an_account_may_not_use_is_hidden(node: ArangoDBNode) -> None:
    for name in ("hidden", "no-such-database"):
        status, answer = query(node, f"/_db/{name}/_api/cursor")
        assert (status, answer["code"], answer["errorNum"]) == (401, 401, 11)
    node.order("PUT", "/_api/user/staff/database/*", {"grant": "ro"})
    assert query(node, "/_db/no-such-database/_api/cursor")[1]["errorNum"] == 1228


def test_a_collection_has_its_own_grant(node: ArangoDBNode) -> None:
    assert query(node, "/_db/shop/_api/cursor", "orders")[1]["errorNum"] == 11
    assert query(node, "/_db/shop/_api/cursor", "others")[1]["errorNum"] == 1203


def test_a_wrong_password_is_the_same_as_no_right_but_for_the_sign_in(node: ArangoDBNode) -> None:
    right = {"username": "staff", "password": node.password}
    assert node.order("POST", "/_open/auth", right)[0] == 200
    assert node.order("POST", "/_open/auth", right | {"password": "x"})[0] == 401
    assert node.order("GET", "/_db/shop/_api/collection/people/properties", None, "x")[0] == 401


def test_a_result_is_cut_at_a_batch_and_says_so(node: ArangoDBNode) -> None:
    node.order("POST", "/_db/shop/_api/document/people", PEOPLE[1])
    status, answer = query(node, "/_db/shop/_api/cursor")
    assert (status, answer["result"], answer["hasMore"]) == (201, ["1"], True)


def test_a_path_that_is_not_known_is_refused(node: ArangoDBNode) -> None:
    for path in ("/_db/shop/_api/view", "/_api/user/nobody/database/shop", "/x"):
        assert node.order("PUT", path, {"grant": "ro"})[0] == 404
