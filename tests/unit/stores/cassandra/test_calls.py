"""Any thread can end the wait for a blocking call."""

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from profile_browser.stores.cassandra.calls import Calls

NAME = "a call of a test"
LONGEST = 5.0


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    gate = threading.Event()
    yield gate
    gate.set()
    for thread in threading.enumerate():
        if thread.name == NAME:
            thread.join(LONGEST)
            assert not thread.is_alive()


def test_an_answer_and_an_error_come_back() -> None:
    def fail() -> None:
        raise ValueError

    calls = Calls(NAME)
    assert calls.run(lambda: 42, LONGEST) == 42
    with pytest.raises(ValueError, match=r"^$"):
        calls.run(fail, LONGEST)


def test_a_call_that_takes_too_long_is_left_alone(gate: threading.Event) -> None:
    with pytest.raises(TimeoutError):
        Calls(NAME).run(gate.wait, 0.01)


def test_closing_ends_the_wait_at_once(gate: threading.Event) -> None:
    calls, started = Calls(NAME), threading.Event()

    def wait() -> None:
        started.set()
        gate.wait(LONGEST)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(calls.run, wait, LONGEST)
        assert started.wait(LONGEST)
        calls.close()
        assert isinstance(waiting.exception(1.0), CancelledError)
        assert not gate.is_set()


def test_nothing_runs_after_closing() -> None:
    calls, ran = Calls(NAME), threading.Event()
    calls.close()
    calls.close()
    with pytest.raises(CancelledError):
        calls.run(ran.set, LONGEST)
    assert not ran.is_set()
