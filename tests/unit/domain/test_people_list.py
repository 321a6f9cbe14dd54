"""A row holds what is shown of an entry, and little else."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.people_list import Entry, ListRow, RowState, row_of
from profile_browser.domain.problem import ProblemKind
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 1, 1, 13, tzinfo=UTC)
_ROWS = 2000
_MOST_BYTES = 600  # of a row with its entry: 60 MB for 100,000


def _found(name: str) -> Found:
    fields: dict[str, str | bool | None] = {
        "full_name": f"Full {name} Name",
        "email": f"{name}@customers.example.com",
        "disabled": False,
    }
    return Found(user("".join(name), **fields), CLUSTER.title, NOON)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (_found("ann"), RowState.FOUND),
        (Matches((user("ann"), user("bob")), "", NOON, Way.EMAIL), RowState.SEVERAL),
        (Missing("ann", ""), RowState.MISSING),
        (problem_of(ProblemKind.DAMAGED_DOCUMENT), RowState.NOT_READABLE),
        (problem_of(ProblemKind.BAD_INPUT), RowState.REFUSED),
    ],
    ids=["found", "several", "missing", "damaged", "refused"],
)
def test_a_row_says_what_the_outcome_was(outcome: Outcome, state: RowState) -> None:
    assert row_of(Entry("ann"), outcome).state is state


def test_a_row_gives_the_user_back() -> None:
    outcome = _found("ann")
    row = row_of(Entry("ann"), outcome)
    assert row.user == outcome.user
    assert row.read_at == NOON
    assert row_of(Entry("ann"), outcome, LATER).read_at == LATER


def test_a_hundred_thousand_rows_fit_into_a_window() -> None:
    def rows() -> Iterator[ListRow]:
        for number in range(_ROWS):
            yield row_of(Entry(f"user{number:06}"), _found(f"user{number:06}"), NOON)

    tracemalloc.start()
    try:
        kept = list(rows())
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size / len(kept) < _MOST_BYTES
