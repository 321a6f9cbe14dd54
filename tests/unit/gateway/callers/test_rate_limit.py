"""How often a token may ask."""

import pytest

from profile_browser.gateway.callers.rate_limit import TokenRateLimiter, batch_cost
from tests.unit.gateway.identities import identity


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def taken(limiter: TokenRateLimiter, per_minute: int, name: str = "anna") -> int:
    """Return how many requests may pass now."""
    asking = identity(name, per_minute)
    return next(count for count in range(10_000) if limiter.take(asking))


@pytest.mark.parametrize("per_minute", [1, 7, 60, 1_000])
def test_a_minute_s_requests_may_pass_at_once_and_no_more(per_minute: int) -> None:
    clock = Clock()
    limiter = TokenRateLimiter(clock)
    assert taken(limiter, per_minute) == per_minute
    clock.now += 60
    assert taken(limiter, per_minute) == per_minute


def test_the_wait_that_is_named_is_enough_and_not_too_long() -> None:
    clock = Clock()
    limiter = TokenRateLimiter(clock)
    taken(limiter, 60)
    wait = limiter.take(identity())
    assert wait == pytest.approx(1)
    clock.now += wait / 2
    assert limiter.take(identity()) == pytest.approx(wait / 2)
    clock.now += wait / 2
    assert limiter.take(identity()) == 0
    assert limiter.take(identity()) == pytest.approx(1)


def test_a_refused_request_does_not_count() -> None:
    clock = Clock()
    limiter = TokenRateLimiter(clock)
    taken(limiter, 60)
    for _ in range(1_000):
        limiter.take(identity())
    clock.now += 1
    assert limiter.take(identity()) == 0


def test_tokens_do_not_wait_for_each_other() -> None:
    limiter = TokenRateLimiter(Clock())
    taken(limiter, 60)
    assert taken(limiter, 60, "ben") == 60


def test_requests_over_hours_are_as_many_as_allowed() -> None:
    clock = Clock()
    limiter = TokenRateLimiter(clock)
    passed = 0
    for _ in range(36_000):
        passed += limiter.take(identity()) == 0
        clock.now += 0.1
    assert passed == pytest.approx(60 * 60 + 60, abs=1)


def test_what_is_kept_does_not_grow_with_the_people_of_a_day() -> None:
    clock = Clock()
    limiter = TokenRateLimiter(clock)
    for number in range(50_000):
        limiter.take(identity(f"person {number}"))
        clock.now += 1
    assert len(limiter._rested) <= 1_001


def test_the_busy_are_not_forgotten() -> None:
    clock = Clock()
    limiter = TokenRateLimiter(clock)
    taken(limiter, 60)
    for number in range(5_000):
        limiter.take(identity(f"person {number}"))
    assert limiter.take(identity()) > 0


@pytest.mark.parametrize(
    ("usernames", "cost"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (1_000, 20)]
)
def test_a_batch_counts_as_the_searches_that_show_as_many(usernames: int, cost: int) -> None:
    assert batch_cost(usernames) == cost


def test_three_large_batches_fill_a_minute() -> None:
    limiter = TokenRateLimiter(Clock())
    assert [limiter.take(identity(), 20) for _ in range(3)] == [0, 0, 0]
    assert limiter.take(identity(), 20) == pytest.approx(20)


def test_a_batch_beyond_the_limit_may_pass_once_and_is_paid_for_later() -> None:
    clock = Clock()
    limiter = TokenRateLimiter(clock)
    slow = identity(per_minute=5)
    assert limiter.take(slow, 20) == 0
    assert limiter.take(slow) == pytest.approx(192)
    clock.now += 192
    assert limiter.take(slow) == 0
