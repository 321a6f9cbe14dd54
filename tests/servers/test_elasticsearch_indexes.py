"""Indexes that are not the printed one, long texts, and what a search costs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.fields import Field
from profile_browser.domain.folding import LETTERS, fold
from profile_browser.domain.matching import entries_of, orders_of
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.stores.elasticsearch import requests
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH
from profile_browser.stores.elasticsearch.indexes import index_of
from profile_browser.stores.json_values import part_of
from tests.servers.elasticsearch_index import (
    another_index,
    connection_to,
    look_up,
    put,
    reason_of,
    search,
    store_over,
)

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.http.session import Request
    from tests.servers.opensearch_node import OpenSearchNode


@pytest.fixture
def node(opensearch_node: OpenSearchNode) -> OpenSearchNode:
    return opensearch_node


def test_an_index_that_is_closed_or_an_alias_of_several_cannot_be_opened(
    node: OpenSearchNode,
) -> None:
    printed = index_of(RecordLayout())
    with another_index(node, printed) as connection, another_index(node, printed, "second"):
        aliases = [("one", "another"), ("several", "another"), ("several", "second")]
        actions = [{"add": {"alias": alias, "index": name}} for alias, name in aliases]
        assert node.order("POST", "/_aliases", {"actions": actions})[0] == 200
        one, several = (replace(connection, location={"index": n}) for n in ("one", "several"))
        assert isinstance(look_up(one), Found)
        assert reason_of(look_up(several)) is Reason.DATABASE_AMBIGUOUS
        node.order("POST", "/another/_close")
        assert reason_of(look_up(connection)) is Reason.DATABASE_MISSING
        with store_over(connection) as store:
            assert reason_of(store.search(Question("john"), 5)) is Reason.DATABASE_MISSING


def test_a_data_stream_cannot_be_opened(node: OpenSearchNode) -> None:
    template = {"index_patterns": ["stream*"], "data_stream": {}}
    assert node.order("PUT", "/_index_template/stream", template)[0] == 200
    assert node.order("PUT", "/_data_stream/stream")[0] == 200
    usual = connection_to(node.port)
    stream = replace(usual, location={"index": "stream"}, username=node.administrator)
    assert reason_of(look_up(stream)) is Reason.DATABASE_MISSING
    node.order("DELETE", "/_data_stream/stream")


def test_an_index_that_may_not_be_read_now_is_not_available(node: OpenSearchNode) -> None:
    with another_index(node, index_of(RecordLayout())) as connection:
        node.order("PUT", "/another/_settings", {"index.blocks.read": True})
        assert reason_of(look_up(connection)) is Reason.SERVER_UNAVAILABLE


def test_an_index_that_does_not_keep_the_records_shows_nobody(node: OpenSearchNode) -> None:
    body = index_of(RecordLayout())
    body["mappings"]["_source"] = {"enabled": False}
    with another_index(node, body) as connection, store_over(connection) as store:
        assert reason_of(store.look_up("johndoe")) is Reason.RECORD_DAMAGED
        assert reason_of(store.search(Question("john"), 5)) is Reason.INDEX_MISSING
        *_, last = ELASTICSEARCH.check(connection)
    assert (last.stage, reason_of(last.problem)) == (Stage.SEARCH, Reason.INDEX_MISSING)


def without_folding() -> dict[str, Any]:
    body = index_of(RecordLayout())
    del body["mappings"]["properties"]["email"]["fields"]["folded"]["normalizer"]
    return body


def without_words() -> dict[str, Any]:
    body = index_of(RecordLayout())
    del body["mappings"]["properties"]["full_name"]["fields"]["words"]
    return body


def without_letters(letters: str) -> dict[str, Any]:
    body = index_of(RecordLayout())
    kept = body["settings"]["analysis"]["char_filter"]["letters"]["mappings"]
    left_out = {f"\\u{ord(letter):04x}" for letter in letters}
    kept[:] = [each for each in kept if each.partition(" ")[0] not in left_out]
    return body


def without_index_of(name: str) -> dict[str, Any]:
    body = index_of(RecordLayout())
    mapped = body["mappings"]["properties"][name]
    mapped.get("fields", {}).get("folded", mapped)["index"] = False
    return body


@pytest.mark.parametrize(
    "body",
    [
        *(
            {},
            without_folding(),
            without_words(),
            without_letters("ёѐѓќйѝўї"),
            without_letters("Ż"),
        ),
        *(without_index_of("username"), without_index_of("type")),
    ],
)
def test_a_check_notices_an_index_in_which_a_search_would_miss_people(
    node: OpenSearchNode, body: dict[str, Any]
) -> None:
    with another_index(node, body) as connection:
        assert isinstance(look_up(connection), Found)
        *_, last = ELASTICSEARCH.check(connection)
    assert (last.stage, last.state) == (Stage.SEARCH, StageState.FAILED)
    assert reason_of(last.problem) is Reason.INDEX_MISSING


@pytest.mark.parametrize(
    "text", ["x" * 1000, "é" * 1000, "x" * 1001, "x" * 10_000, "ab cd " * 1600]
)
def test_a_long_text_finds_nobody(node: OpenSearchNode, text: str) -> None:
    with store_over(connection_to(node.port)) as store:
        assert isinstance(store.search(Question(text), 5), Missing)
        assert store.suggest(text, 8) == ()


def test_a_name_of_as_many_words_as_are_searched_is_searched(node: OpenSearchNode) -> None:
    words = ["".join(letters) for letters in product("abcdefghij", repeat=2)]
    put(
        node,
        "userprofile::wordy",
        {"username": "wordy", "full_name": " ".join(words), "type": "userprofile"},
    )
    with store_over(connection_to(node.port)) as store:
        assert search(store, " ".join(words)) == ["wordy"]


def test_a_list_of_fields_that_is_too_long_for_the_server_is_reported(
    node: OpenSearchNode,
) -> None:
    more = tuple(Field(f"More {number}", path=f"{number}{'x' * 400}") for number in range(12))
    asked = replace(connection_to(node.port), record=RecordLayout(more=more))
    assert reason_of(look_up(asked)) is Reason.REQUEST_TOO_LONG


# What a search costs

NOT_READING_ALL = {
    "ConstantScoreQuery",
    "BooleanQuery",
    "TermQuery",
    "MultiTermQueryConstantScoreWrapper",
}


def fill(node: OpenSearchNode, connection: Connection, first: int, last: int) -> None:
    """Add people with these numbers in their names."""
    lines = []
    for number in range(first, last):
        name = f"person{number:05}"
        record = {
            "username": name,
            "email": f"{name}@example.com",
            "full_name": f"Jo{number} Doe{number}",
        }
        lines += [
            json.dumps({"index": {"_id": name}}),
            json.dumps(record | {"type": "userprofile"}),
        ]
    path = f"/{connection.location['index']}/_bulk?refresh=true"
    status, answer = node.order("POST", path, "".join(f"{line}\n" for line in lines))
    assert status == 200
    assert isinstance(answer, dict)
    assert not answer["errors"]


def profile_of(node: OpenSearchNode, request: Request) -> tuple[set[str], int]:
    """Return the kinds of queries that a request becomes, and how many documents each reads."""
    status, answer = node.order(
        request.method, request.path, {**(request.body or {}), "profile": True}
    )
    assert status == 200
    assert isinstance(answer, dict)
    nodes = [
        q for shard in answer["profile"]["shards"] for s in shard["searches"] for q in s["query"]
    ]
    kinds, read = set[str](), 0
    while nodes:
        each = nodes.pop()
        kinds.add(each["type"])
        read += each["breakdown"]["next_doc_count"] + each["breakdown"]["advance_count"]
        nodes += each.get("children", [])
    return kinds, read


def test_a_search_reads_what_matches_however_many_people_there_are(node: OpenSearchNode) -> None:
    texts = ("person0001", "person00012@example.com", "doe12 jo12", "jo12 d", "nobody")
    with another_index(node, index_of(RecordLayout())) as connection:
        asked = [
            each for t in texts for each in requests.search_requests(connection, Question(t), 51)
        ]
        asked += requests.suggestion_requests(connection, "person0001", 8)
        read: dict[int, list[int]] = {}
        for first, last in ((0, 200), (200, 1_000)):
            fill(node, connection, first, last)
            node.order("POST", "/another/_forcemerge?max_num_segments=1")
            profiles = [profile_of(node, each) for each in asked]
            assert set().union(*(kinds for kinds, _ in profiles)) <= NOT_READING_ALL
            read[last] = [count for _, count in profiles]
    assert read[1_000] == read[200]
    assert max(read[200]) < 100


def test_the_index_folds_every_letter_as_the_domain_does(node: OpenSearchNode) -> None:
    letters = [
        chr(code)
        for first, last in re.findall("(.)(?:-(.))?", "".join(LETTERS.values()))
        for code in range(ord(first), ord(last or first) + 1)
    ]
    texts = [f"x{text}" for letter in letters for text in (letter, letter.upper())]
    texts += ["İSTANBUL", "ΑΣ", "Пётр", "e\u0301a", "O’Brien", "王芳", "👩‍👩‍👧", "a b"]
    asked = {"normalizer": "folded", "text": texts}
    status, answer = node.order("POST", "/profiles/_analyze", asked)
    assert status == 200
    assert isinstance(answer, dict)
    assert [token["token"] for token in answer["tokens"]] == [fold(text) for text in texts]


def test_a_name_is_found_by_the_beginnings_of_its_words(node: OpenSearchNode) -> None:
    names = {
        "John Paul Doe", "Jane O’Neil", "Zoë Muñiz-García", "Пётр Ильич", "王芳", "Ann-Marie Lee",
    }  # fmt: skip
    for number, name in enumerate(names):
        put(node, f"{number}", {"username": name, "full_name": name})
    texts = ["doe jo", "john d", "oneil", "o neil", "garcia z", "munizg", "петр", "王", "annm", "x"]
    for text in texts:
        begun = tuple(" ".join(words) for words in orders_of(text))
        expected = {n for n in names if any(e.startswith(begun) for e in entries_of(n))}
        query = {"query": requests.name_query("full_name", text), "size": 51}
        _, answer = node.order("POST", "/profiles/_search", query)
        hits = part_of(answer, "hits", "hits")
        assert isinstance(hits, list)
        assert names.intersection(hit["_source"]["username"] for hit in hits) == expected, text
    for number, _ in enumerate(names):
        assert node.order("DELETE", f"/profiles/_doc/{number}?refresh=true")[0] == 200
