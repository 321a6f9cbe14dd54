"""Many users are read at the same time, with no more threads than help."""

import threading
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.user import User
from profile_browser.stores.couchbase import many
from profile_browser.stores.couchbase.many import ParallelReader
from profile_browser.stores.reading import DamagedDocumentError
from tests.unit.helpers.people import CLUSTER, user

if TYPE_CHECKING:
    from collections.abc import Callable

SLOW, FAST = 0.01, 0.0002  # seconds
NAMES = [f"person{number:03}" for number in range(60)]
LONGEST_WAIT = 10.0


class Clock:
    """Time passes only when a read says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Cluster:
    """A read takes a fixed time, and fails where it is told to. Counts the threads that read.

    The thread that asks for the list reads, too, but only once it has started the others.
    """

    def __init__(self, clock: Clock, duration: float) -> None:
        self.clock, self.duration = clock, duration
        self.asked: list[str] = []
        self.errors: dict[str, Exception] = {}
        self.threads = 0
        self._before_answer: Callable[[], object] = lambda: None
        self._lock = threading.Lock()

    def read(self, username: str) -> User | None:
        with self._lock:
            self.asked.append(username)
        self._before_answer()
        with self._lock:
            self.clock.now += self.duration
        if username in self.errors:
            raise self.errors[username]
        return user(username)

    def count_threads(self, alone: int) -> None:
        """Count from now on. The others wait for the asking thread, after its reads alone."""
        asking, all_run = threading.current_thread(), threading.Event()
        before, asked = threading.active_count(), len(self.asked)

        def count() -> None:
            if threading.current_thread() is not asking:
                assert threading.current_thread().daemon  # it keeps no program from ending
                all_run.wait(LONGEST_WAIT)
            elif len(self.asked) > asked + alone and not all_run.is_set():
                self.threads = threading.active_count() - before + 1
                all_run.set()

        self._before_answer = count

    def gather(self, threads: int) -> None:
        """Answer the first, and the next ones only once this many threads ask."""
        barrier = threading.Barrier(threads)

        def wait() -> None:
            if 1 < len(self.asked) <= 1 + threads:
                barrier.wait(LONGEST_WAIT)

        self._before_answer = wait


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(many, "perf_counter", clock)
    return clock


def problem(reason: Reason) -> ProblemError:
    return ProblemError(Problem(reason, CLUSTER))


def test_everybody_has_their_own_answer_in_the_order_of_the_list(clock: Clock) -> None:
    cluster = Cluster(clock, SLOW)
    damaged, unexpected = DamagedDocumentError("email"), TypeError()
    cluster.errors = {NAMES[0]: damaged, NAMES[7]: unexpected}
    answers = ParallelReader(cluster.read).read_many(NAMES, 8)
    assert list(answers) == NAMES
    assert answers[NAMES[0]] is damaged
    assert answers[NAMES[7]] is unexpected
    assert all(answers[name] == user(name) for name in NAMES if name not in cluster.errors)
    assert sorted(cluster.asked) == NAMES


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_a_short_list_is_read_whole(clock: Clock, count: int) -> None:
    cluster = Cluster(clock, SLOW)
    assert list(ParallelReader(cluster.read).read_many(NAMES[:count], 64)) == NAMES[:count]


@pytest.mark.parametrize("at_once", [1, 2, 16])
def test_never_more_are_read_at_once_than_allowed(clock: Clock, at_once: int) -> None:
    cluster = Cluster(clock, SLOW)
    cluster.count_threads(alone=1)
    ParallelReader(cluster.read).read_many(NAMES, at_once)
    assert cluster.threads == at_once


def test_a_short_list_needs_no_idle_threads(clock: Clock) -> None:
    cluster = Cluster(clock, SLOW)
    cluster.count_threads(alone=1)
    ParallelReader(cluster.read).read_many(NAMES[:5], 64)
    assert cluster.threads == 4


@pytest.mark.parametrize(("duration", "threads"), [(FAST, 4), (0.00119, 10)])
def test_a_fast_cluster_is_asked_by_few_threads(
    clock: Clock, duration: float, threads: int
) -> None:
    cluster = Cluster(clock, duration)
    cluster.count_threads(alone=1)
    ParallelReader(cluster.read).read_many(NAMES, 64)
    assert cluster.threads == threads


def test_how_many_threads_help_is_found_out_again_after_a_second(clock: Clock) -> None:
    cluster = Cluster(clock, FAST)
    reader = ParallelReader(cluster.read)
    reader.read_many(NAMES, 64)
    cluster.duration = SLOW
    clock.now += 1.0
    cluster.count_threads(alone=1)
    reader.read_many(NAMES, 16)
    assert cluster.threads == 16


def test_within_a_second_nobody_is_read_alone_again(clock: Clock) -> None:
    cluster = Cluster(clock, SLOW)
    reader = ParallelReader(cluster.read)
    reader.read_many(NAMES[:1], 16)
    cluster.count_threads(alone=0)
    reader.read_many(NAMES[1:17], 16)
    assert cluster.threads == 16


def test_a_slow_cluster_is_not_asked_for_one_alone_each_second(clock: Clock) -> None:
    cluster = Cluster(clock, 0.5)
    reader = ParallelReader(cluster.read)
    reader.read_many(NAMES[:1], 16)
    clock.now += 2.0
    cluster.count_threads(alone=0)
    reader.read_many(NAMES[1:17], 16)
    assert cluster.threads == 16


def test_a_problem_that_would_repeat_is_met_by_one_read_alone(clock: Clock) -> None:
    cluster = Cluster(clock, SLOW)
    refused = problem(Reason.READING_NOT_ALLOWED)
    cluster.errors = dict.fromkeys(NAMES, refused)
    assert ParallelReader(cluster.read).read_many(NAMES, 64) == {NAMES[0]: refused}
    assert cluster.asked == NAMES[:1]


def test_a_problem_that_would_repeat_ends_the_list_but_not_the_reads_in_flight(
    clock: Clock,
) -> None:
    cluster = Cluster(clock, SLOW)
    timeout = problem(Reason.READ_TIMED_OUT)
    cluster.errors = dict.fromkeys(NAMES[1:], timeout)
    cluster.gather(4)
    answers = ParallelReader(cluster.read).read_many(NAMES, 4)
    assert answers == {NAMES[0]: user(NAMES[0]), **dict.fromkeys(NAMES[1:5], timeout)}
    assert len(cluster.asked) == 5


def test_after_a_problem_the_next_list_begins_with_one_read_alone(clock: Clock) -> None:
    cluster = Cluster(clock, SLOW)
    cluster.errors = dict.fromkeys(NAMES[1:], problem(Reason.READ_TIMED_OUT))
    reader = ParallelReader(cluster.read)
    reader.read_many(NAMES, 4)
    cluster.count_threads(alone=0)
    assert list(reader.read_many(NAMES[1:], 4)) == NAMES[1:2]
    assert cluster.threads == 1


def test_a_damaged_record_does_not_end_the_list(clock: Clock) -> None:
    cluster = Cluster(clock, SLOW)
    cluster.errors = dict.fromkeys(NAMES, problem(Reason.UNEXPECTED))
    assert list(ParallelReader(cluster.read).read_many(NAMES, 4)) == NAMES


def test_without_further_threads_the_list_is_read_nonetheless(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: threading.Thread) -> None:
        message = "can't start new thread"
        raise RuntimeError(message)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    cluster = Cluster(clock, SLOW)
    assert list(ParallelReader(cluster.read).read_many(NAMES, 64)) == NAMES


def test_no_thread_is_left_behind(clock: Clock) -> None:
    before = threading.active_count()
    ParallelReader(Cluster(clock, SLOW).read).read_many(NAMES, 64)
    assert threading.active_count() == before
