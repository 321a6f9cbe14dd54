"""A list is looked up as fast as the store answers."""

from profile_browser.domain.people_list import Entry
from profile_browser.lookups.list_jobs import Job, PendingEntry
from profile_browser.lookups.list_pace import Pace

SLOW = 1.0  # seconds


def sizes_of_parts(pace: Pace, *, reads_many: bool) -> list[int]:
    """Return how many entries the parts have while each of them takes long."""
    sizes = []
    for _ in range(8):
        opened = [PendingEntry(place, Entry("jon")) for place in range(pace.size)]
        sizes.append(len(opened))
        at_once = pace.at_once if reads_many else 1
        job = Job(opened, is_fresh=True, reads_many=reads_many, at_once=at_once, pace=pace.at_once)
        pace.speed_up(job, SLOW)
    return sizes


def test_a_slow_store_is_asked_for_as_many_as_it_reads_at_the_same_time() -> None:
    assert sizes_of_parts(Pace(64), reads_many=True)[-1] == 48


def test_few_wait_for_each_other_where_a_slow_store_reads_one_by_one() -> None:
    assert sizes_of_parts(Pace(64), reads_many=False)[-1] == 1
