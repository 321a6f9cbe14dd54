"""A search, a batch and what the gateway offers, over HTTP."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.gateway_api import MOST_AT_ONCE, Right
from profile_browser.domain.outcome import Found, Matches, Missing, Outcomes, Way
from profile_browser.domain.problem import Problem, Reason
from profile_browser.gateway.models import BatchModel, MatchesModel
from profile_browser.gateway.network.bounds import MOST_BATCHES
from profile_browser.stores.couchdb.adapter import KIND as COUCHDB
from profile_browser.stores.reading import found
from tests.unit.gateway.desk import Desk, make_desk
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.scripted import ScriptedStore

MISSING = Missing("ann", CLUSTER.title)
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def sample() -> Desk:
    return make_desk()


def _batch(desk: Desk, *usernames: str) -> dict[str, object]:
    answer = desk.ask("/users/batch", "POST", json={"usernames": usernames})
    assert answer.status_code == 200, answer.text
    content: dict[str, object] = answer.json()
    BatchModel.model_validate(content)
    return content


def test_a_search_returns_people_in_order_and_says_that_there_are_more(sample: Desk) -> None:
    answer = sample.ask("/users?text=jo&limit=2")
    assert answer.status_code == 200
    assert len(answer.json()["users"]) == 2
    assert answer.json()["more"] is True
    MatchesModel.model_validate(answer.json())


def test_a_search_that_finds_one_or_nobody_is_a_list_too(sample: Desk) -> None:
    one = sample.ask("/users?text=johndoe%40example.com").json()
    assert [person["username"] for person in one["users"]] == ["johndoe"]
    assert sample.ask("/users?text=nobodyatall").json() == {"users": [], "more": False}


def test_a_search_never_looks_up_by_key() -> None:
    store = ScriptedStore(MISSING, MISSING)
    make_desk(store, CLUSTER).ask("/users?text=Ann+B")
    assert store.asked == [("Ann B", 50)]


@pytest.mark.parametrize(
    "target",
    ["/users", "/users?text=a&limit=0", "/users?text=a&limit=51", "/users?text=a&limit=x",
     "/users?text=%FF", "/users?text=%C0%AF"],
)  # fmt: skip
def test_a_search_that_is_not_valid_is_refused(sample: Desk, target: str) -> None:
    answer = sample.ask(target)
    assert (answer.status_code, answer.json()["reason"]) == (422, "request_not_valid")


def test_an_empty_search_has_the_sentence_of_the_program(sample: Desk) -> None:
    answer = sample.ask("/users?text=")
    assert (answer.status_code, answer.json()["reason"]) == (422, "search_refused")


def test_a_batch_answers_each_username_once_in_its_order(sample: Desk) -> None:
    answer = _batch(sample, "nobody", "johndoe", "nobody", "", "alexnovak")
    assert list(answer["found"]) == ["johndoe"]  # type: ignore[call-overload]  # a mapping
    assert answer["missing"] == ["nobody", "alexnovak"]
    assert answer["problems"][""]["reason"] == "username_refused"  # type: ignore[index]  # a mapping


def test_the_largest_batch_is_answered_whole(sample: Desk) -> None:
    asked = [f"nobody{number}" for number in range(MOST_AT_ONCE)]
    assert _batch(sample, *asked)["missing"] == asked


@pytest.mark.parametrize(
    "body",
    [b"", b"[", b"{}", b'{"usernames": []}', b'{"usernames": [7]}', b'{"usernames": ["\\ud800"]}',
     b'{"usernames": ["a"], "more": 1}', b'{"usernames": "abc"}', b"[" * 100_000, b"\xff",
     json.dumps({"usernames": ["a"] * (MOST_AT_ONCE + 1)}).encode()],
)  # fmt: skip
def test_a_batch_that_is_not_valid_is_refused_and_counted(sample: Desk, body: bytes) -> None:
    answer = sample.ask("/users/batch", "POST", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["reason"]) == (422, "request_not_valid")
    assert sample.costs.taken == [1]


def test_a_large_batch_counts_as_many_requests(sample: Desk) -> None:
    _batch(sample, *(f"nobody{number}" for number in range(120)))
    assert sample.costs.taken == [3]


def test_a_batch_ends_at_a_problem_that_all_would_have() -> None:
    down = Problem(Reason.PORT_CLOSED, CLUSTER, values={"host": "db1", "port": 1})
    store = ScriptedStore(down, down)
    usernames = [f"user{number}" for number in range(1000)]
    answer = make_desk(store, CLUSTER).ask("/users/batch", "POST", json={"usernames": usernames})
    assert (answer.status_code, answer.json()["reason"]) == (503, "port_closed")
    assert len(store.asked) < 20


class _Parts(ScriptedStore):
    """Notes how many usernames each call has, and how many of them may be read at once."""

    def look_up_all(self, usernames: Sequence[str], reason: str = "", at_once: int = 1) -> Outcomes:
        self.calls.append((len(usernames), at_once))
        return super().look_up_all(usernames, reason, at_once)

    @cached_property
    def calls(self) -> list[tuple[int, int]]:
        return []


@pytest.mark.parametrize(
    ("connection", "calls"),
    [
        (CLUSTER, [(100, 64), (50, 64)]),
        (replace(CLUSTER, reads_at_once=7), [(100, 7), (50, 7)]),
        (replace(CLUSTER, kind=COUCHDB), [(25, 64)] * 6),
    ],
    ids=["many", "fewer at once", "one by one"],
)
def test_a_batch_asks_a_store_for_many_in_a_call(
    connection: Connection, calls: list[tuple[int, int]]
) -> None:
    store = _Parts(MISSING, MISSING)
    answer = _batch(make_desk(store, connection), *(f"nobody{number}" for number in range(150)))
    assert len(answer["missing"]) == 150  # type: ignore[arg-type]  # a list
    assert store.calls == calls


def test_a_record_of_several_is_a_problem_of_its_own_in_a_batch() -> None:
    values = {"username": "ann", "key_field": "login"}
    store = ScriptedStore(Problem(Reason.RECORD_AMBIGUOUS, CLUSTER, values=values), MISSING)
    answer = _batch(make_desk(store, CLUSTER), "ann", "bob")
    assert [*answer["problems"]] == ["ann", "bob"]  # type: ignore[misc]  # a mapping


def test_a_damaged_record_is_a_problem_of_its_own_in_a_batch() -> None:
    values = {"username": "ann", "fields": ("disabled",)}
    store = ScriptedStore(Problem(Reason.RECORD_DAMAGED, CLUSTER, values=values), MISSING)
    answer = _batch(make_desk(store, CLUSTER), "ann")
    assert answer["problems"]["ann"]["fields"] == ["disabled"]  # type: ignore[index]  # a mapping


def test_without_a_token_the_gateway_says_only_what_it_is(sample: Desk) -> None:
    answer = sample.ask("/", token="")
    assert answer.json() == {"name": "profile-browser-gateway", "api": 1}


def test_with_a_token_it_says_what_it_offers_and_counts_the_request() -> None:
    desk = make_desk(may=frozenset({Right.LOOKUP}))
    answer = desk.ask("/").json()
    assert desk.costs.taken == [1]
    assert answer["title"] == "Sample data"
    assert (answer["may"], answer["searches"]) == (["lookup"], ["email", "beginning"])
    assert (answer["details"], answer["reason_required"]) == (True, False)


def test_a_wrong_token_is_refused_there_too(sample: Desk) -> None:
    assert sample.ask("/", token="other").status_code == 401
    assert sample.ask("/", token="", headers={"Authorization": ""}).status_code == 401


def test_the_gateway_is_alive_and_ready_without_a_token(sample: Desk) -> None:
    assert sample.ask("/health", token="").json() == {"alive": True}
    assert sample.ask("/ready", token="").json() == {"ready": True}


def test_it_is_not_ready_while_its_store_is_down() -> None:
    down = Problem(Reason.PORT_CLOSED, CLUSTER, values={"host": "db1", "port": 1})
    answer = make_desk(ScriptedStore(down, down), CLUSTER).ask("/ready", token="")
    assert (answer.status_code, answer.json()["reason"]) == (503, "port_closed")


@pytest.mark.parametrize("reason", Reason)
def test_without_a_token_nobody_learns_what_is_served(reason: Reason) -> None:
    values = dict.fromkeys(("host", "damage", "username", "text", "obstacle", "ways"), "x")
    down = Problem(reason, CLUSTER, values=values)
    answer = make_desk(ScriptedStore(down, down), CLUSTER).ask("/ready", token="")
    assert CLUSTER.title not in answer.text


def test_it_is_not_ready_while_it_stops(sample: Desk) -> None:
    sample.services.readiness.stop()
    assert sample.ask("/ready").status_code == 503
    assert sample.ask("/health").status_code == 200


def test_people_found_by_a_search_have_the_public_fields_alone() -> None:
    people = (user("ann"), user("bob", email="bob@example.com"))
    moment = found(CLUSTER, "ann", people[0]).read_at
    matches = Matches(people, CLUSTER.title, moment, Way.BEGINNING, more=True)
    answer = make_desk(ScriptedStore(MISSING, matches), CLUSTER).ask("/users?text=a").json()
    assert answer["users"][1] == {
        "username": "bob",
        "full_name": None,
        "email": "bob@example.com",
        "disabled": None,
    }
    one = Found(people[0], CLUSTER.title, moment, way=Way.BEGINNING)
    answer = make_desk(ScriptedStore(MISSING, one), CLUSTER).ask("/users?text=a").json()
    assert ([each["username"] for each in answer["users"]], answer["more"]) == (["ann"], False)


def test_too_many_batches_at_once_are_refused_before_they_are_read(sample: Desk) -> None:
    with ExitStack() as begun:
        for _ in range(MOST_BATCHES):
            begun.enter_context(sample.services.batches.place_for("desk-7"))
        answer = sample.ask("/users/batch", "POST", json={"usernames": ["johndoe"]})
    assert (answer.status_code, answer.json()["reason"]) == (503, "gateway_busy")
    assert not sample.costs.taken
    answer = sample.ask("/users/batch", "POST", json={"usernames": ["johndoe"]})
    assert answer.status_code == 200
