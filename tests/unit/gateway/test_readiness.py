"""However many want to know whether the gateway is ready, its store is asked once in a while."""

import asyncio

from profile_browser.domain.outcome import Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.gateway.readiness import NOBODY, Readiness
from profile_browser.gateway.store_access import StoreAccess
from profile_browser.gateway.store_pool import DirectStore
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.scripted import ScriptedStore

DOWN = Problem(Reason.PORT_CLOSED, CLUSTER, values={"host": "db1", "port": 1})
MISSING = Missing(NOBODY, CLUSTER.title)


def _ask(store: ScriptedStore, times: int) -> list[Problem | None]:
    async def ask() -> list[Problem | None]:
        readiness = Readiness(StoreAccess(CLUSTER, DirectStore(store), 1))
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


def test_who_goes_away_does_not_take_the_answer_with_them() -> None:
    store = ScriptedStore(MISSING, MISSING)

    async def ask() -> Problem | None:
        readiness = Readiness(StoreAccess(CLUSTER, DirectStore(store), 1))
        first, second = (asyncio.create_task(readiness.problem()) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert asyncio.run(ask()) is None
