"""Blocking stores are asked on threads: bounded, reused, and given back whatever happens."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread
from threading import enumerate as running_threads

import pytest

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.outcome import Missing
from profile_browser.domain.store import ProfileStore
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.store_pool import StorePool
from tests.unit.helpers.scripted import ScriptedStore

MISSING = Missing("ann", "Customers")
LONG = 30.0  # seconds: never waited for
NAME = "gateway-store"


class Opener:
    """Opens stores that answer when the gate is open, and keeps them."""

    def __init__(self) -> None:
        self.stores: list[GatedStore] = []
        self.gate = Event()

    def __call__(self) -> ProfileStore:
        store = GatedStore(self.gate)
        self.stores.append(store)
        return store


class GatedStore(ScriptedStore):
    """A store that answers when its gate is open, or when it is closed."""

    def __init__(self, gate: Event) -> None:
        super().__init__(MISSING, MISSING)
        self.gate, self.has_begun = gate, Event()

    def wait(self) -> str:
        self.has_begun.set()
        self.gate.wait(LONG)
        return current_thread().name

    def close(self) -> None:
        super().close()
        self.gate.set()


def _wait(store: ProfileStore) -> str:
    assert isinstance(store, GatedStore)
    return store.wait()


def _own(store: ProfileStore) -> ProfileStore:
    return store


@contextmanager
def _pool(opener: Opener, most: int) -> Iterator[StorePool]:
    pool, others = StorePool(opener, most), set(running_threads())
    try:
        yield pool
    finally:
        opener.gate.set()
        pool.close()
        for thread in set(running_threads()) - others:
            if thread.name == NAME:
                thread.join(LONG)
                assert not thread.is_alive()


def _at(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


async def _begun(opener: Opener, count: int) -> None:
    """Wait until so many stores are being asked."""
    await asyncio.sleep(0)  # the tasks begin, and open their stores
    assert len(opener.stores) == count
    for store in opener.stores:
        await asyncio.to_thread(store.has_begun.wait, LONG)


def test_the_event_loop_goes_on_while_a_store_blocks() -> None:
    opener = Opener()

    async def ask(pool: StorePool) -> str:
        answer = asyncio.create_task(pool.ask(_wait, _at(LONG)))
        await _begun(opener, 1)
        opener.gate.set()
        return await answer

    with _pool(opener, 1) as pool:
        assert asyncio.run(ask(pool)) == NAME


def test_a_store_is_opened_only_when_no_other_is_free() -> None:
    opener = Opener()

    async def ask(pool: StorePool) -> None:
        for _ in range(3):
            await pool.ask(_own, _at(LONG))
        assert len(opener.stores) == 1
        waiting = [asyncio.create_task(pool.ask(_wait, _at(LONG))) for _ in range(2)]
        await _begun(opener, 2)
        opener.gate.set()
        await asyncio.gather(*waiting)
        assert len({id(await pool.ask(_own, _at(LONG))) for _ in range(5)}) == 1

    with _pool(opener, 8) as pool:
        asyncio.run(ask(pool))
    assert len(opener.stores) == 2


def test_more_requests_than_stores_wait_for_their_turn_in_order() -> None:
    opener, answered = Opener(), list[int]()

    async def ask_one(pool: StorePool, number: int) -> None:
        await pool.ask(_wait, _at(LONG))
        answered.append(number)

    async def ask(pool: StorePool) -> None:
        tasks = [asyncio.create_task(ask_one(pool, number)) for number in range(5)]
        await _begun(opener, 1)
        opener.gate.set()
        await asyncio.gather(*tasks)

    with _pool(opener, 1) as pool:
        asyncio.run(ask(pool))
    assert answered == [0, 1, 2, 3, 4]
    assert len(opener.stores) == 1


def test_who_waits_too_long_for_a_store_is_told_that_the_gateway_is_busy() -> None:
    opener = Opener()

    async def ask(pool: StorePool) -> None:
        first = asyncio.create_task(pool.ask(_wait, _at(LONG)))
        await _begun(opener, 1)
        with pytest.raises(RefusedRequestError) as refused:
            await pool.ask(_own, _at(0))
        assert refused.value.reason is GatewayReason.GATEWAY_BUSY
        assert refused.value.retry_after
        opener.gate.set()
        await first
        await pool.ask(_own, _at(LONG))

    with _pool(opener, 1) as pool:
        asyncio.run(ask(pool))


def test_a_store_that_takes_too_long_is_free_again_once_it_has_answered() -> None:
    opener = Opener()

    async def ask(pool: StorePool) -> None:
        with pytest.raises(TimeoutError):
            await pool.ask(_wait, _at(0))
        opener.gate.set()
        await pool.ask(_own, _at(LONG))

    with _pool(opener, 1) as pool:
        asyncio.run(ask(pool))
    assert len(opener.stores) == 1


@pytest.mark.parametrize("is_waiting", [False, True], ids=["while it is asked", "while it waits"])
def test_a_client_that_goes_away_takes_no_store_with_it(is_waiting: bool) -> None:
    opener = Opener()

    async def ask(pool: StorePool) -> None:
        tasks = [asyncio.create_task(pool.ask(_wait, _at(LONG))) for _ in range(1 + is_waiting)]
        await _begun(opener, 1)
        tasks[-1].cancel()
        with pytest.raises(asyncio.CancelledError):
            await tasks[-1]
        opener.gate.set()
        await pool.ask(_own, _at(LONG))

    with _pool(opener, 1) as pool:
        asyncio.run(ask(pool))
    assert len(opener.stores) == 1


@pytest.mark.parametrize("leaves_first", [False, True], ids=["after", "before"])
def test_a_client_that_goes_away_in_the_moment_of_its_turn_passes_the_store_on(
    leaves_first: bool,
) -> None:
    opener = Opener()

    async def ask(pool: StorePool) -> None:
        worker = await pool._take(_at(LONG))
        waiting = asyncio.create_task(pool.ask(_own, _at(LONG)))
        await asyncio.sleep(0)
        if leaves_first:
            waiting.cancel()
        pool._give_back(worker)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await pool.ask(_own, _at(1.0))

    with _pool(opener, 1) as pool:
        asyncio.run(ask(pool))


def test_a_question_that_fails_fails_for_who_asked_alone() -> None:
    opener = Opener()

    def fail(_: ProfileStore) -> None:
        raise LookupError

    async def ask(pool: StorePool) -> None:
        with pytest.raises(LookupError):
            await pool.ask(fail, _at(LONG))
        await pool.ask(_own, _at(LONG))

    with _pool(opener, 1) as pool:
        asyncio.run(ask(pool))


def test_closing_ends_a_read_that_runs_and_the_threads() -> None:
    opener = Opener()

    async def ask(pool: StorePool) -> str:
        answer = asyncio.create_task(pool.ask(_wait, _at(LONG)))
        await _begun(opener, 1)
        pool.close()
        return await answer

    with _pool(opener, 2) as pool:
        assert asyncio.run(ask(pool)) == NAME
    assert [store.closed for store in opener.stores] == [True]
