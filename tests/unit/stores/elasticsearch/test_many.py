"""Lists over Elasticsearch: answers that no healthy server gives show nobody else's record."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Missing, Outcomes
from profile_browser.domain.problem import Problem, Reason
from tests.unit.helpers.problems import reason_of
from tests.unit.stores.elasticsearch.test_source import store_over
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    import socket

    from profile_browser.domain.outcome import Outcomes

NAMES = ["johndoe", "nobody"]
JOHN = {
    "found": True,
    "_id": "userprofile::johndoe",
    "_source": {"username": "johndoe", "disabled": False},
}
NOBODY = {"found": False, "_id": "userprofile::nobody"}
REFUSED = {"error": {"type": "security_exception"}, "status": 403}
SEVERAL = {"error": {"type": "illegal_argument_exception"}}


class Index:
    """Answers each request for many records alike, and others for a single record."""

    def __init__(self, body: object, status: str = "200 OK", one: object = NOBODY) -> None:
        self._many = answering(json.dumps(body).encode(), status)
        found = one == JOHN
        status = "200 OK" if found else "404 Not Found" if one == NOBODY else "400 Bad Request"
        self._one = answering(json.dumps(one).encode(), status)
        self.asked: list[str] = []

    def look_up_all(self, times: int = 1) -> Outcomes:
        with Server(self._answer) as self._server, closing(store_over(self._server)) as store:
            for _ in range(times):
                outcomes = store.look_up_all(NAMES, at_once=64)
        return outcomes

    def _answer(self, client: socket.socket) -> None:
        is_many = b"/_mget" in self._server.requests[-1]
        self.asked.append("many" if is_many else "one")
        (self._many if is_many else self._one)(client)


def test_each_username_has_the_record_with_its_id() -> None:
    index = Index({"docs": [JOHN, NOBODY]})
    outcomes = index.look_up_all()
    assert not isinstance(outcomes, Problem)
    assert isinstance(outcomes["johndoe"], Found)
    assert isinstance(outcomes["nobody"], Missing)
    assert index.asked == ["many"]


@pytest.mark.parametrize(
    "docs",
    [
        None,
        [],
        [JOHN],
        [JOHN, JOHN],
        [JOHN, {**NOBODY, "found": True, "_source": {}, "_id": "userprofile::mallory"}],
        [JOHN, {"_id": "userprofile::nobody", "error": {"type": "no_shard_available"}}],
        [JOHN, {**JOHN, "_id": "userprofile::nobody", "_source": None}],
        [JOHN, "x"],
    ],
)
def test_after_an_odd_answer_each_record_is_read_by_itself(docs: object) -> None:
    index = Index({"docs": docs})
    outcomes = index.look_up_all()
    assert not isinstance(outcomes, Problem)
    assert list(map(type, outcomes.values())) == [Missing, Missing]
    assert index.asked == ["many", "one", "one"]


def test_an_alias_of_several_indexes_is_said_to_be_one() -> None:
    docs = [{"_id": each["_id"], **SEVERAL} for each in (JOHN, NOBODY)]
    index = Index({"docs": docs}, one=SEVERAL)
    assert reason_of(index.look_up_all()) is Reason.DATABASE_AMBIGUOUS
    assert index.asked == ["many", "one"]


def test_an_account_that_may_read_single_records_reads_a_list_one_by_one() -> None:
    index = Index(REFUSED, "403 Forbidden")
    outcomes = index.look_up_all(times=2)
    assert not isinstance(outcomes, Problem)
    assert list(map(type, outcomes.values())) == [Missing, Missing]
    assert index.asked == ["many", *["one"] * 4]


def test_an_overloaded_server_is_asked_once() -> None:
    index = Index({"error": {"type": "es_rejected_execution_exception"}}, "429 Too Many Requests")
    assert reason_of(index.look_up_all()) is Reason.SERVER_OVERLOADED
    assert index.asked == ["many"]
