"""Calls that run on another thread's loop can be ended by any thread."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from profile_browser.stores.mongodb.loop_thread import LoopThread

NAME = "a loop of a test"
LONGEST = 5.0


async def nothing() -> None:
    return


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    running = LoopThread(NAME)
    yield running
    running.close(nothing)
    end(NAME)


def end(name: str) -> None:
    """Wait for the end of the threads with this name."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join(LONGEST)
            assert not thread.is_alive()


def test_an_answer_comes_back(loop: LoopThread) -> None:
    async def answer() -> int:
        return 42

    assert loop.run(answer) == 42


def test_an_error_comes_back(loop: LoopThread) -> None:
    async def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        loop.run(fail)


def test_closing_ends_a_running_call_and_its_task(loop: LoopThread) -> None:
    started, ended = threading.Event(), threading.Event()

    async def wait() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(loop.run, wait)
        assert started.wait(LONGEST)
        loop.close(nothing)
        assert isinstance(waiting.exception(LONGEST), CancelledError)
    assert ended.wait(LONGEST)


def test_closing_closes_a_socket_that_a_call_has_forgotten(loop: LoopThread) -> None:
    sock = socket.socket()
    sock.setblocking(False)

    async def forget() -> None:
        asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", 1)).close()

    loop.run(forget)
    loop.close(nothing)
    end(NAME)
    assert sock.fileno() == -1


def test_nothing_runs_after_closing(loop: LoopThread) -> None:
    loop.close(nothing)
    loop.close(nothing)
    with pytest.raises(CancelledError):
        loop.run(nothing)


def test_the_thread_ends_even_if_closing_fails(loop: LoopThread) -> None:
    async def fail() -> None:
        raise OSError

    loop.close(fail)
