"""The requests to CouchDB: they ask for the described fields, whatever a user types."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.connection import Connection
from profile_browser.domain.folding import fold
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.refusal import RefusedError
from profile_browser.stores.couchdb import requests
from profile_browser.stores.couchdb.adapter import KIND
from profile_browser.stores.couchdb.designs import views_name_of

CONNECTION = Connection(
    kind=KIND,
    title="Customers EU",
    connection_string="couchdb+https://db.example.com",
    location={"database": "people"},
    username="staff",
)
FIELDS = ["username", "full_name", "email", "disabled"]
VIEWS = f"/people/_design/{views_name_of(USUAL_LAYOUT)}"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(username=TEXTS)
def test_an_id_is_a_text_in_the_body_and_in_no_path(username: str) -> None:
    request = requests.read_request(CONNECTION, username, FIELDS)
    assert request == (
        "POST",
        "/people/_find",
        {"selector": {"_id": {"$eq": username}}, "fields": ["_id", *FIELDS], "limit": 1},
    )


def test_no_list_of_fields_is_empty_because_that_would_bring_all_of_them() -> None:
    request = requests.read_request(CONNECTION, "x", [])
    assert request.body is not None
    assert request.body["fields"] == ["_id"]


@pytest.mark.parametrize("path", ["", "\\hashed_password", "a\\.b"])
def test_a_path_that_would_bring_another_field_is_never_sent(path: str) -> None:
    with pytest.raises(ValueError, match=r"\[.*\]"):
        requests.read_request(CONNECTION, "x", [path])


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("people", "/people"),
        ("eu/people", "/eu%2Fpeople"),
        ("a+b(c)$", "/a%2Bb%28c%29%24"),
        ("..", "/%2E%2E"),
        ("x/../../_users", "/x%2F%2E%2E%2F%2E%2E%2F_users"),
        ("a?b#c d", "/a%3Fb%23c%20d"),
    ],
)
def test_the_name_of_a_database_stays_one_part_of_the_path(name: str, path: str) -> None:
    connection = replace(CONNECTION, location={"database": name})
    assert requests.database_request(connection) == ("GET", path, None)
    for request in (
        requests.read_request(connection, "x", FIELDS),
        requests.views_request(connection),
        requests.progress_request(connection),
        requests.rows_request(connection, ["x"]),
        requests.entries_request(connection, [requests.suggestion_range("x")], 5),
    ):
        assert request.path.startswith(f"{path}/_")


def test_what_is_searched_is_in_no_path_and_so_in_no_log() -> None:
    ranges = requests.search_ranges(Question("jo"))
    request = requests.entries_request(CONNECTION, ranges, 5, skip=10)
    assert (request.method, request.path) == ("POST", f"{VIEWS}/_view/entries/queries")
    assert request.body is not None
    assert json.loads(json.dumps(request.body)) == {
        "queries": [
            {"startkey": [field, "jo"], "endkey": [field, "jo\U0010fffd"], "limit": 5, "skip": 10}
            for field in ("username", "email", "name")
        ]
    }
    assert requests.rows_request(CONNECTION, ["a", "b"]) == (
        "POST",
        f"{VIEWS}/_view/rows",
        {"keys": ["a", "b"]},
    )


def test_an_email_is_searched_as_a_whole_and_by_username() -> None:
    assert requests.search_ranges(Question("Zoë@Example.org")) == [
        ((field, "zoe@example.org"), (field, "zoe@example.org", "\U0010fffd"))
        for field in ("email", "username")
    ]


def test_a_name_is_searched_in_both_orders_of_its_words() -> None:
    firsts = [first for first, _ in requests.search_ranges(Question("Doe, John"))]
    assert firsts == [
        ("username", "doe, john"),
        ("email", "doe, john"),
        ("name", "doe john"),
        ("name", "john doe"),
    ]
    assert len(requests.search_ranges(Question("-"))) == 2  # no name begins with it


@given(text=TEXTS, more=TEXTS)
def test_a_range_has_every_text_that_begins_so_and_no_other(text: str, more: str) -> None:
    low, high = requests.suggestion_range(text)
    begins = fold(more).startswith(fold(text)) or fold(more) == fold(text)
    is_between = low[1].encode() <= fold(more).encode() <= high[1].encode()
    assert begins == is_between
    assert low[1].encode() <= (fold(text) + fold(more)).encode()


def test_an_id_that_is_too_long_is_refused() -> None:
    longest = 1024 - len("userprofile::")
    assert CONNECTION.id_of("x" * longest)
    with pytest.raises(RefusedError):
        CONNECTION.id_of("x" * (longest + 1))


@pytest.mark.parametrize("key", ["_design/x", "_local/x", "_x", "_"])
def test_what_begins_with_an_underscore_is_couchdb_s_own(key: str) -> None:
    assert not requests.is_record_id(key)
    assert requests.is_record_id(f"userprofile::{key}")
