"""What is said about a list of many people: numbers, and nothing about what there is none of."""

import pytest

from profile_browser.domain.list_input import ListCounts
from profile_browser.domain.people_list import RowState
from profile_browser.messages import people_list as wording


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            ListCounts(500, 12, 3),
            "500 usernames, 12 twice, 3 that cannot be usernames. Look up 485?",
        ),
        (ListCounts(1), "1 username. Look up 1?"),
        (
            ListCounts(3, refused=1, emails=1),
            "3 entries, 1 e-mail address, 1 that cannot be a username. Look up 2?",
        ),
        (
            ListCounts(9, emails=2, empty=1),
            "9 entries, 2 e-mail addresses, 1 row without one. Look up 9?",
        ),
        (
            ListCounts(12_000, empty=1_000),
            "12,000 usernames, 1,000 rows without one. Look up 12,000?",
        ),
        (
            ListCounts(1, refused=1),
            "1 username, 1 that cannot be a username. There is nobody to look up in this list.",
        ),
    ],
)
def test_a_list_is_counted_before_it_is_looked_up(counts: ListCounts, said: str) -> None:
    assert wording.counts_text(counts) == said


def test_the_end_says_what_was_found_and_how_long_it_took() -> None:
    counts = {RowState.FOUND: 412, RowState.MISSING: 61, RowState.NOT_READABLE: 12}
    said = "485 looked up: 412 found, 61 missing, 12 not readable, in 3.1 s"
    assert wording.ended(counts, 3.1, stopped=False) == said
    refused = {RowState.FOUND: 1, RowState.REFUSED: 2}
    said = "1 looked up: 1 found, in 2.0 s; 2 cannot be usernames"
    assert wording.ended(refused, 2, stopped=False) == said


def test_a_stopped_list_says_how_many_were_looked_up() -> None:
    counts = {RowState.FOUND: 1_200, RowState.NOT_ASKED: 800}
    said = "Stopped: 1,200 looked up: 1,200 found, in 2 min 5 s"
    assert wording.ended(counts, 125, stopped=True) == said
    nobody = {RowState.NOT_ASKED: 3}
    assert wording.ended(nobody, 0.2, stopped=True) == "Stopped: 0 looked up: in 200 ms"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "a few seconds left"),
        (12, "about 10 seconds left"),
        (54, "about 50 seconds left"),
        (57, "about 1 minute left"),
        (118, "about 2 minutes left"),
        (3_500, "about 58 minutes left"),
        (3_700, "about 1 hour left"),
        (9_000, "about 2 hours left"),
    ],
)
def test_the_time_left_is_rounded(seconds: float, said: str) -> None:
    assert wording.time_left(seconds) == said


def test_a_pause_says_why_and_what_happens_next() -> None:
    why = "Staging is not responding"
    assert wording.paused(why, 7.6) == f"Paused: {why}. Tries again in 8 s."
    assert wording.paused(why, 0.2) == f"Paused: {why}. Trying again …"
    assert wording.paused(f"{why}.", None) == f"Paused: {why}. Choose “Go on” to try again."


def test_progress_leaves_out_what_there_is_none_of() -> None:
    counts = {RowState.FOUND: 2, RowState.MISSING: 0, RowState.NOT_ASKED: 8}
    assert wording.progress(2, 10, counts, "") == "2 of 10 · 2 found"
    assert wording.progress(0, 10, {RowState.NOT_ASKED: 10}, "") == "0 of 10"
    assert wording.progress(2, 10, counts, "x left") == "2 of 10 · 2 found · x left"
