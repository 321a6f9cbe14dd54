"""Lists over a gateway: batches, whose problems arrive as themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.gateway_api import MOST_AT_ONCE
from profile_browser.domain.outcome import Found, Missing, Outcomes
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.gateway.callers.rate_limit import batch_cost
from profile_browser.messages.problems import advice, details, next_step
from tests.unit.helpers.problems import reason_of
from tests.unit.stores.gateway.answering import JOHN, REQUEST_ID, refusing, saying, store_on

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from profile_browser.domain.outcome import Outcomes
    from tests.unit.stores.http.server import Server

NAMES = ["johndoe", "nobody", "damaged"]
DAMAGED = {
    "status": 502,
    "reason": "record_damaged",
    "kind": "damaged_document",
    "fields": ["disabled"],
}
BATCH = {"found": {"johndoe": JOHN}, "missing": ["nobody"], "problems": {"damaged": DAMAGED}}


def look_up_all(answer: Callable[[socket.socket], object]) -> Outcomes:
    with store_on(answer) as (store, _):
        return store.look_up_all(NAMES, at_once=64)


def usernames_in(server: Server) -> list[list[str]]:
    """Return the usernames of each batch that a server received."""
    return [json.loads(each.partition(b"\r\n\r\n")[2])["usernames"] for each in server.requests]


def everybody(client: socket.socket, server: Server) -> None:
    """Find everybody whom the last batch asked for."""
    found = {name: {**JOHN, "username": name} for name in usernames_in(server)[-1]}
    saying({"found": found, "missing": [], "problems": {}})(client)


def test_each_username_of_a_batch_has_its_outcome() -> None:
    outcomes = look_up_all(saying(BATCH))
    assert not isinstance(outcomes, Problem)
    assert isinstance(outcomes["johndoe"], Found)
    assert outcomes["johndoe"].user.full_name == "John Doe"
    assert isinstance(outcomes["nobody"], Missing)
    damaged = outcomes["damaged"]
    assert isinstance(damaged, Problem)
    assert damaged.reason is Reason.RECORD_DAMAGED
    assert damaged.values["fields"] == ("disabled",)
    assert "damaged" in advice(damaged)
    assert f"Request: {REQUEST_ID}\n" in details(damaged)


@pytest.mark.parametrize(("at_once", "most"), [(1, 1), (7, 7), (64, 50), (1000, 50)])
def test_a_portion_counts_as_one_request(at_once: int, most: int) -> None:
    assert batch_cost(most) == 1
    assert most <= MOST_AT_ONCE
    names = [f"member{number}" for number in range(60)]
    with store_on(lambda client: everybody(client, server)) as (store, server):
        outcomes = store.look_up_all(names, at_once=at_once)
    assert not isinstance(outcomes, Problem)
    assert list(map(type, outcomes.values())) == [Found] * 60
    asked = usernames_in(server)
    assert [name for portion in asked for name in portion] == names
    assert max(map(len, asked)) == most


def test_a_missing_right_names_the_right_for_batches() -> None:
    problem = look_up_all(refusing("403 Forbidden", "right_missing", "not_allowed"))
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.NOT_ALLOWED
    assert next_step(problem).startswith("The token needs the right batch. ")


def test_a_limit_of_requests_says_how_long_to_wait() -> None:
    answer = refusing("429 Too Many Requests", "rate_limited", "busy", retry_after=3)
    problem = look_up_all(answer)
    assert isinstance(problem, Problem)
    assert (problem.reason, problem.values["retry_after"]) == (Reason.RATE_LIMITED, 3)


def test_what_was_found_before_a_limit_of_requests_is_kept() -> None:
    names = [f"member{number}" for number in range(120)]
    limited = refusing("429 Too Many Requests", "rate_limited", "busy", retry_after=3)

    def answer(client: socket.socket) -> None:
        if len(server.requests) == 1:
            everybody(client, server)
        else:
            limited(client)

    with store_on(answer) as (store, server):
        outcomes = store.look_up_all(names, at_once=64)
    assert len(server.requests) == 2
    assert not isinstance(outcomes, Problem)
    assert [type(outcomes[name]) for name in names[:50]] == [Found] * 50
    assert {reason_of(outcomes[name]) for name in names[50:100]} == {Reason.RATE_LIMITED}
    assert outcomes.keys() == set(names[:100])


def test_a_record_of_several_is_a_problem_of_its_username_alone() -> None:
    ambiguous = {"status": 503, "reason": "record_ambiguous", "kind": "misconfigured"}
    outcomes = look_up_all(saying({**BATCH, "problems": {"damaged": ambiguous}}))
    assert not isinstance(outcomes, Problem)
    problem = outcomes["damaged"]
    assert isinstance(problem, Problem)
    assert problem.reason is Reason.STORE_AMBIGUOUS
    assert not problem.would_repeat
    assert "more than one record of “damaged”" in advice(problem)


@pytest.mark.parametrize(
    "changes",
    [
        {"found": {}},
        {"found": {"mallory": JOHN}},
        {"missing": ["nobody", "johndoe"]},
        {"missing": ["nobody", "nobody"]},
        {"problems": []},
        {"problems": {"damaged": "x"}},
        {"found": {"johndoe": {**JOHN, "disabled": "off"}}},
        {"missing": None},
    ],
)
def test_an_answer_about_others_or_of_another_shape_shows_nobody(
    changes: Mapping[str, object],
) -> None:
    assert reason_of(look_up_all(saying({**BATCH, **changes}))) is Reason.ANSWER_FOREIGN


def test_a_problem_that_is_none_of_a_gateway_is_unexpected() -> None:
    for problem in ({}, {"status": "x"}, {"status": 200, "reason": 5}):
        outcomes = look_up_all(saying({**BATCH, "problems": {"damaged": problem}}))
        assert not isinstance(outcomes, Problem)
        assert isinstance(outcomes["damaged"], Problem)
