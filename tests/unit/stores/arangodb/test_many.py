"""Lists over ArangoDB: each row comes with its key, and rows of others show nobody."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Missing, Outcomes
from profile_browser.domain.problem import Problem, Reason
from tests.unit.helpers.problems import reason_of
from tests.unit.stores.arangodb.test_source import JOHN, store_over
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Outcomes

NAMES = ["johndoe", "nobody"]
KEY = "userprofile::johndoe"


def look_up_all(
    *rows: object, status: str = "201 Created", more: bool = False
) -> tuple[Outcomes, list[bytes]]:
    """Return the outcomes over a server with these rows, and the requests that it received."""
    body = json.dumps({"result": rows, "hasMore": more}).encode()
    with Server(answering(body, status)) as server, closing(store_over(server)) as store:
        return store.look_up_all(NAMES, at_once=64), server.requests


def test_each_username_has_the_row_with_its_key() -> None:
    outcomes, requests = look_up_all([KEY, JOHN])
    assert not isinstance(outcomes, Problem)
    assert isinstance(outcomes["johndoe"], Found)
    assert isinstance(outcomes["nobody"], Missing)
    [request] = requests
    query = json.loads(request.partition(b"\r\n\r\n")[2])
    assert query["bindVars"]["keys"] == [KEY, "userprofile::nobody"]
    assert query["bindVars"]["limit"] == query["batchSize"] == 3
    assert "FILTER each._key IN @keys LIMIT @limit" in query["query"]


def test_a_row_that_is_no_record_is_damaged_alone() -> None:
    outcomes, _ = look_up_all([KEY, 5])
    assert not isinstance(outcomes, Problem)
    assert reason_of(outcomes["johndoe"]) is Reason.RECORD_DAMAGED
    assert isinstance(outcomes["nobody"], Missing)


@pytest.mark.parametrize("row", [["userprofile::mallory", JOHN], None, 5])
def test_a_row_of_nobody_who_was_asked_for_shows_nobody(row: object) -> None:
    outcomes, requests = look_up_all(row)
    assert len(requests) == 3  # each alone, which finds no record in such a row
    assert not isinstance(outcomes, Problem)
    assert not any(isinstance(outcome, Found) for outcome in outcomes.values())


def test_rows_that_are_not_all_are_no_answer() -> None:
    assert reason_of(look_up_all([KEY, JOHN], more=True)[0]) is Reason.ANSWER_FOREIGN
