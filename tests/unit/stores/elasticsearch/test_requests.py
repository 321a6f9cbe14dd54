"""The requests to Elasticsearch: they ask for the described fields, whatever a user types."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from profile_browser.domain.connection import Connection
from profile_browser.domain.fields import Field
from profile_browser.domain.folding import fold
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.refusal import RefusedError
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.elasticsearch import requests
from profile_browser.stores.elasticsearch.adapter import KIND
from profile_browser.stores.elasticsearch.indexes import index_of, index_script_of
from tests.unit.helpers.layouts import layouts

CONNECTION = Connection(
    kind=KIND,
    title="Customers EU",
    connection_string="elasticsearch+https://search.example.com",
    location={"index": "profiles"},
    username="staff",
)
FIELDS = ["username", "full_name", "email", "disabled"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(username=TEXTS)
def test_an_id_stays_one_part_of_the_path(username: str) -> None:
    assume("\0" not in username)
    request = requests.read_request(CONNECTION, username, FIELDS)
    parts = urlsplit(request.path)
    _, index, endpoint, key = parts.path.split("/")
    assert (index, endpoint, unquote(key)) == ("profiles", "_doc", f"userprofile::{username}")
    assert "." not in key  # two would lead to another index
    assert parse_qs(parts.query) == {"_source_includes": [",".join(FIELDS)]}


@pytest.mark.parametrize("paths", [[], [""], ["*"], ["hash*"], ["username,hashed_password"]])
def test_a_list_that_would_bring_other_fields_is_never_sent(paths: list[str]) -> None:
    with pytest.raises(ValueError, match=r"\[.*\]"):
        requests.read_request(CONNECTION, "johndoe", paths)


def test_a_search_for_the_fields_of_a_wildcard_is_never_sent() -> None:
    layout = RecordLayout(more=(Field("More", path="hash*"),))
    connection = replace(CONNECTION, record=layout)
    for text in ("jo", "jo@example.com"):
        with pytest.raises(ValueError, match=r"\[.*\]"):
            requests.search_requests(connection, Question(text), 51)
    with pytest.raises(ValueError, match=r"\[.*\]"):
        requests.suggestion_requests(connection, "jo", 8)


def test_an_id_that_is_too_long_for_the_server_is_refused() -> None:
    longest = 512 - len("userprofile::")
    assert requests.read_request(CONNECTION, "x" * longest, FIELDS)
    with pytest.raises(RefusedError):
        requests.read_request(CONNECTION, "x" * (longest + 1), FIELDS)


@given(text=TEXTS, layout=layouts())
def test_a_search_asks_for_the_described_fields_alone(text: str, layout: RecordLayout) -> None:
    connection = replace(CONNECTION, record=layout)
    asked = [
        *requests.search_requests(connection, Question(text), 51),
        *requests.search_requests(connection, Question(f"{text}@x"), 51),
        *requests.suggestion_requests(connection, text, 8),
    ]
    for request in asked:
        body = json.loads(json.dumps(request.body))
        assert (request.method, request.path) == ("POST", "/profiles/_search")
        assert body["_source"] == paths_of(User, layout)
        assert body["track_total_hits"] is False
        assert body["size"] in (51, 8)
        (searched,) = set(body["query"]["bool"]["filter"][0])
        assert searched in ("term", "prefix", "bool")  # nothing that reads every record


@pytest.mark.parametrize("text", ["jo", "Jo*", '"}], "size": 9', "JÖ"])
def test_a_text_is_a_value_and_is_folded(text: str) -> None:
    (request,) = requests.suggestion_requests(CONNECTION, text, 8)
    assert request.body is not None
    query = request.body["query"]
    assert query == {
        "bool": {
            "filter": [
                {"prefix": {"username.folded": {"value": fold(text)}}},
                {"term": {"type": {"value": "userprofile"}}},
            ]
        }
    }


@pytest.mark.parametrize(
    ("text", "count"), [("x" * 1000, 3), ("é" * 1000, 3), ("x" * 1001, 0), ("王" * 334, 0)]
)
def test_a_beginning_that_the_server_would_refuse_is_not_sent(text: str, count: int) -> None:
    assert len(requests.search_requests(CONNECTION, Question(text), 51)) == count
    assert len(requests.suggestion_requests(CONNECTION, text, 8)) == bool(count)


def test_a_text_of_more_words_than_a_name_has_is_not_searched_in_names() -> None:
    for words, count in ((100, 3), (101, 2)):
        question = Question("x " * words)
        assert len(requests.search_requests(CONNECTION, question, 51)) == count


def test_an_email_that_no_index_has_is_not_sent() -> None:
    for length, count in ((8_000, 2), (8_001, 0)):
        question = Question("x@x".rjust(length, "x"))
        assert len(requests.search_requests(CONNECTION, question, 51)) == count


def test_a_server_that_describes_a_search_in_other_words_is_trusted() -> None:
    assert requests.folds(CONNECTION, {"description": "a query"})
    assert not requests.folds(CONNECTION, {"description": "username.folded:\u0141\u00d3-D\u0179"})


@given(layout=layouts())
def test_the_index_has_what_the_searches_sort_by(layout: RecordLayout) -> None:
    properties = index_of(layout)["mappings"]
    for name in ("username", "email", "full_name"):
        place: object = properties
        for part in layout.path_of(name).split("."):
            assert isinstance(place, dict)
            place = place["properties"][part]
        assert isinstance(place, dict)
        assert "folded" in place["fields"]


def test_the_printed_request_names_the_index_and_is_ascii() -> None:
    script = index_script_of(replace(CONNECTION, location={"index": "people"}))
    first, _, body = script.partition("\n")
    assert first == "PUT /people"
    assert body.isascii()
    assert json.loads(body)["mappings"]["dynamic"] is False
