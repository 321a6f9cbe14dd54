"""A store that is slow, or that refuses the gateway's sign-in: nobody waits for ever."""

from dataclasses import replace
from threading import Event

import pytest

from profile_browser.domain.gateway_rules import GatewayRules
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.domain.problem import Problem, Reason
from profile_browser.gateway.store_pool import StorePool
from tests.unit.gateway.desk import Desk, OneToken, make_desk, make_services
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.scripted import ScriptedStore

LONG = 30.0  # seconds: never waited for
MISSING = Missing("ann", CLUSTER.title)
REFUSED = Problem(Reason.SIGN_IN_REFUSED, CLUSTER)


class SilentStore(ScriptedStore):
    """A store that answers only when it is closed."""

    def __init__(self) -> None:
        super().__init__(MISSING, MISSING)
        self._gate = Event()

    def look_up(self, username: str, reason: str = "") -> Outcome:
        self._gate.wait(LONG)
        return super().look_up(username, reason)

    def close(self) -> None:
        self._gate.set()


@pytest.fixture
def silent() -> Desk:
    """Return a desk of a gateway that has one silent store, and little time for a request."""
    pool = StorePool(SilentStore, 1)
    desk = make_desk(connection=CLUSTER)
    services = make_services(CLUSTER, OneToken(), pool)
    rules = GatewayRules(request_timeout=0.05)
    return desk._replace(services=replace(services, rules=rules))


def test_a_store_that_is_silent_is_a_504_and_then_the_gateway_is_busy(silent: Desk) -> None:
    slow, waiting = silent.ask_together(["/users/ann", "/users/ann"])
    assert (slow.status_code, slow.json()["reason"]) == (504, "read_timed_out")
    assert (waiting.status_code, waiting.json()["reason"]) == (503, "gateway_busy")
    assert waiting.headers["Retry-After"]
    assert CLUSTER.title in slow.json()["title"]


def test_a_batch_that_waits_for_a_store_is_told_the_same(silent: Desk) -> None:
    body = {"usernames": [f"user{number}" for number in range(100)]}
    answer = silent.ask("/users/batch", "POST", json=body)
    assert answer.json()["reason"] in {"gateway_busy", "read_timed_out"}


def test_a_refused_sign_in_is_not_repeated_for_every_request() -> None:
    store = ScriptedStore(REFUSED, REFUSED)
    desk = make_desk(store, CLUSTER)
    answers = [desk.ask("/users/ann") for _ in range(3)]
    assert {(each.status_code, each.json()["reason"]) for each in answers} == {
        (503, "sign_in_refused")
    }
    assert store.asked == ["ann"]
