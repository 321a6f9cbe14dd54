"""Through an audited connection, each read is recorded with its caller before it is answered."""

import json
from dataclasses import replace
from pathlib import Path
from threading import Event
from threading import enumerate as running_threads

import pytest

from profile_browser.domain.audit import Action
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.gateway_api import REASON_HEADER
from profile_browser.domain.gateway_rules import GatewayRules
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.gateway.store_access import StoreAccess
from profile_browser.gateway.store_pool import StorePool
from profile_browser.stores.reading import found
from tests.unit.gateway.desk import Desk, make_desk
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.scripted import ScriptedStore

AUDITED = replace(CLUSTER, audit=True)
DEMANDING = replace(CLUSTER, audit_reason=True)
ANN = found(AUDITED, "ann", user("ann"))
MISSING = Missing("ann", AUDITED.title)
LONG = 30.0  # seconds: never waited for
TARGETS = ["/users/ann", "/users/ann/details", "/users?text=ann"]


@pytest.fixture
def store() -> ScriptedStore:
    return ScriptedStore(ANN, ANN)


def _lines(rules: AuditRules) -> list[dict[str, object]]:
    files = Path(rules.folder).glob("*.jsonl")
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def _ask_all(desk: Desk, headers: dict[str, str]) -> list[int]:
    body = {"usernames": ["ann", "bob"]}
    answers = [desk.ask(target, headers=headers) for target in TARGETS]
    answers.append(desk.ask("/users/batch", "POST", json=body, headers=headers))
    return [answer.status_code for answer in answers]


def test_each_read_is_recorded_with_its_caller(rules: AuditRules, store: ScriptedStore) -> None:
    desk = make_desk(store, AUDITED, audit=rules)
    assert _ask_all(desk, {REASON_HEADER: "Ticket%207"}) == [200] * 4
    lines = _lines(rules)
    assert {line["request_id"] for line in lines} == {
        line.request_id for line in desk.records.lines
    }
    assert {(line["who"], line["desk"], line["reason"]) for line in lines} == {
        ("desk-7", "10.0.0.5", "Ticket 7")
    }


def test_head_is_a_read_too(rules: AuditRules, store: ScriptedStore) -> None:
    desk = make_desk(store, AUDITED, audit=rules)
    for target in TARGETS:
        assert desk.ask(target, "HEAD").status_code == 200
    assert [line["action"] for line in _lines(rules)] == [
        action.value for action in (Action.LOOK_UP, Action.READ_DETAILS, Action.SEARCH)
    ]


def test_a_read_that_takes_too_long_is_recorded_when_it_ends(rules: AuditRules) -> None:
    class LateStore(ScriptedStore):
        """Answers when the gateway has given up, and closes it."""

        is_closed = Event()

        def look_up(self, username: str, reason: str = "") -> Outcome:
            self.is_closed.wait(LONG)
            return super().look_up(username, reason)

        def close(self) -> None:
            self.is_closed.set()

    desk = make_desk(connection=AUDITED, audit=rules)
    services = replace(
        desk.services,
        store=StoreAccess(AUDITED, StorePool(lambda: LateStore(ANN, ANN), 1), 1),
        rules=GatewayRules(request_timeout=0.05),
    )
    answer = desk._replace(services=services).ask("/users/ann")
    assert (answer.status_code, answer.json()["reason"]) == (504, "read_timed_out")
    for thread in running_threads():
        if thread.name == "gateway-store":
            thread.join(LONG)
    (line,) = _lines(rules)
    assert line["request_id"] == answer.json()["request_id"]


def test_what_cannot_be_recorded_is_not_read(rules: AuditRules, store: ScriptedStore) -> None:
    Path(rules.folder).rmdir()
    desk = make_desk(store, AUDITED, audit=rules)
    assert _ask_all(desk, {}) == [503] * 4
    assert not store.asked


def test_without_a_demanded_reason_nothing_is_read(rules: AuditRules, store: ScriptedStore) -> None:
    desk = make_desk(store, DEMANDING, audit=rules)
    assert _ask_all(desk, {}) == [400] * 4
    assert {line.outcome for line in desk.records.lines} == {"reason_missing"}
    assert not store.asked
    assert desk.ask("/").json()["reason_required"] is True


def test_to_ask_whether_the_gateway_is_ready_is_no_read(
    rules: AuditRules, store: ScriptedStore
) -> None:
    assert make_desk(store, DEMANDING, audit=rules).ask("/ready").status_code == 200
    assert not _lines(rules)
