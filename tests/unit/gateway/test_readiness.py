"""However many want to know whether the gateway is ready, its store is asked once in a while."""

import asyncio
import secrets
from collections.abc import MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.domain.problem import Problem, Reason
from profile_browser.gateway import readiness
from profile_browser.gateway.application import make_app
from profile_browser.gateway.operation.audit import Recorder
from profile_browser.gateway.readiness import NOBODY, Readiness
from profile_browser.gateway.store_access import StoreAccess
from profile_browser.gateway.store_pool import DirectStore
from profile_browser.messages.problems import one_line
from tests.unit.gateway.desk import make_desk
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.scripted import ScriptedStore

DOWN = Problem(Reason.PORT_CLOSED, CLUSTER, values={"host": "db1", "port": 1})
MISSING = Missing(NOBODY, CLUSTER.title)
RECORDER = Recorder(CLUSTER, AuditRules())


class _Answers:
    """A store that gives these answers, one after the other."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        self._outcomes = outcomes

    async def ask(self, _question: object, _deadline: float) -> Any:  # noqa: ANN401 - any question's
        return self._outcomes.pop(0)

    def close(self) -> None:
        pass


def _ask(store: ScriptedStore, times: int) -> list[Problem | None]:
    async def ask() -> list[Problem | None]:
        readiness = Readiness(StoreAccess(CLUSTER, DirectStore(store), 1), RECORDER)
        return [
            *await asyncio.gather(*(readiness.problem() for _ in range(times))),
            await readiness.problem(),
        ]

    return asyncio.run(ask())


def test_an_answer_is_shared_by_all_who_ask() -> None:
    store = ScriptedStore(MISSING, MISSING)
    assert _ask(store, 5) == [None] * 6
    assert store.asked == [NOBODY]


def test_a_store_that_is_down_is_asked_as_seldom() -> None:
    store = ScriptedStore(DOWN, DOWN)
    assert _ask(store, 5) == [DOWN] * 6
    assert store.asked == [NOBODY]


def test_a_damaged_record_says_that_the_store_answers() -> None:
    values = {"username": NOBODY, "fields": ("disabled",)}
    damaged = Problem(Reason.RECORD_DAMAGED, CLUSTER, values=values)
    assert _ask(ScriptedStore(damaged, damaged), 1) == [None, None]


def test_the_log_says_once_that_the_store_is_down_and_once_that_it_is_back(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes: list[Outcome] = [MISSING, DOWN, DOWN, MISSING, MISSING]
    monkeypatch.setattr(readiness, "SECONDS", 0.0)

    async def ask() -> None:
        asked = Readiness(StoreAccess(CLUSTER, _Answers(outcomes), 1), RECORDER)
        while outcomes:
            await asked.ask_at_start()

    asyncio.run(ask())
    down, back = caplog.records
    assert down.getMessage().startswith(f"{one_line(DOWN)}\nProblem: unreachable\n")
    assert back.getMessage() == f"{CLUSTER.title} answers again."


def test_the_store_is_asked_before_the_first_desk_asks() -> None:
    store = ScriptedStore(MISSING, MISSING)
    sent: list[str] = []

    async def receive() -> dict[str, str]:
        while sent and not store.asked:  # noqa: ASYNC110 - a store has no event to wait for
            await asyncio.sleep(0)
        return {"type": "lifespan.shutdown" if sent else "lifespan.startup"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message["type"])

    async def live() -> None:
        async with asyncio.timeout(20):
            app = make_app(make_desk(store).services)
            await app({"type": "lifespan", "app": app, "state": {}}, receive, send)

    asyncio.run(live())
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert store.asked == [NOBODY]


def test_who_goes_away_does_not_take_the_answer_with_them() -> None:
    store = ScriptedStore(MISSING, MISSING)

    async def ask() -> Problem | None:
        readiness = Readiness(StoreAccess(CLUSTER, DirectStore(store), 1), RECORDER)
        first, second = (asyncio.create_task(readiness.problem()) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert asyncio.run(ask()) is None


def test_a_gateway_that_cannot_record_reads_is_not_ready_and_the_question_leaves_no_entry(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "audit"
    rules = AuditRules(folder=str(folder), key=secrets.token_hex(32))
    store = ScriptedStore(MISSING, MISSING)
    refused = make_desk(store, replace(CLUSTER, audit=True), audit=rules).ask("/ready")
    assert (refused.status_code, refused.json()["reason"]) == (503, "not_recorded")
    assert store.asked == []
    folder.mkdir()
    ready = make_desk(store, replace(CLUSTER, audit=True), audit=rules).ask("/ready")
    assert ready.json() == {"ready": True}
    assert [file.read_bytes() for file in folder.glob("*.jsonl")] == [b""]
