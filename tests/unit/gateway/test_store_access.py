"""A store is asked by so many at once, and a refused password is not sent again for a while."""

import asyncio
from collections.abc import Callable
from functools import partial

import pytest

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.store import ProfileStore
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.store_access import SECONDS, StoreAccess
from profile_browser.gateway.store_pool import DirectStore
from tests.unit.gateway.identities import run
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.scripted import ScriptedStore

MISSING = Missing("ann", CLUSTER.title)
REFUSED = Problem(Reason.SIGN_IN_REFUSED, CLUSTER)


class WaitingStore:
    """Answers when the gate opens."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.closed = False

    async def ask(self, _question: Callable[[ProfileStore], str], _deadline: float) -> str:
        await self.gate.wait()
        return "answer"

    def close(self) -> None:
        self.closed = True


async def ask_three_of_two(store: WaitingStore) -> list[str | Problem]:
    bounded = StoreAccess(CLUSTER, store, 2)  # type: ignore[arg-type]  # it answers texts alone
    running = [asyncio.create_task(bounded.ask(str, 1)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(RefusedRequestError) as caught:
        await bounded.ask(str, 1)
    assert caught.value.reason is GatewayReason.GATEWAY_BUSY
    assert caught.value.retry_after > 0
    running[0].cancel()  # its client has gone
    await asyncio.wait([running[0]])
    running[0] = asyncio.create_task(bounded.ask(str, 1))
    await asyncio.sleep(0)
    store.gate.set()
    answers = await asyncio.gather(*running)
    bounded.close()
    return answers


def test_only_so_many_are_answered_at_once_and_a_place_becomes_free() -> None:
    async def scene() -> None:
        store = WaitingStore()
        assert await ask_three_of_two(store) == ["answer", "answer"]
        assert store.closed

    run(scene())


def ask_at(now: float, access: StoreAccess, clock: list[float]) -> Outcome:
    clock[:] = [now]
    return run(access.ask(lambda store: store.look_up("ann"), 0))


def test_after_a_while_a_refused_sign_in_is_tried_again() -> None:
    clock = [0.0]
    store = ScriptedStore(REFUSED, REFUSED)
    access = StoreAccess(CLUSTER, DirectStore(store), 1, lambda: clock[0])
    asked = []
    for now in (0.0, SECONDS - 0.1, SECONDS):
        assert ask_at(now, access, clock) is REFUSED
        asked.append(len(store.asked))
    assert asked == [1, 1, 2]


class LateStore:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.answers: list[asyncio.Future[Outcome]] = []

    async def ask(self, _question: Callable[[ProfileStore], Outcome], _deadline: float) -> Outcome:
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.answers.append(answer)
        return await answer

    def close(self) -> None: ...


def test_after_an_answer_the_sign_in_counts_as_accepted() -> None:
    async def scene() -> None:
        store = LateStore()
        access = StoreAccess(CLUSTER, store, 2)  # type: ignore[arg-type]  # it answers outcomes alone
        ask = partial(access.ask, lambda store: store.look_up("ann"), 1)
        running = [asyncio.create_task(ask()) for _ in range(2)]
        await asyncio.sleep(0)
        store.answers[0].set_result(REFUSED)
        store.answers[1].set_result(MISSING)
        await asyncio.gather(*running)
        next_one = asyncio.create_task(ask())
        await asyncio.sleep(0)
        assert len(store.answers) == 3
        next_one.cancel()

    run(scene())
