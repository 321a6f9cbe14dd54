"""Each entry of a list gets one row, whatever the store does meanwhile."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import count, islice
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.audit import NotRecordedError
from profile_browser.domain.outcome import Matches, Missing, Way
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.lookups import list_lookup, list_pause
from profile_browser.lookups.list_jobs import MOST_PENDING, PendingList
from profile_browser.lookups.list_lookup import MOST_PAUSES, MOST_TRIES, ListLookup, Pause
from profile_browser.stores.audited import AuditedStore
from tests.gui.threads import LONGEST_WAIT, assert_threads_end
from tests.unit.helpers.people import user
from tests.unit.helpers.problems import problem_of
from tests.unit.lookups.lists import (
    BUSY,
    DAMAGED,
    FULL_DISK,
    LIMITED,
    MANY,
    NOON,
    ONE_BY_ONE,
    TIMEOUT,
    UNREACHABLE,
    ListStores,
    entries,
    found,
    numbered,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from profile_browser.domain.audit import Read
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore

AT_ONCE = 16
REFUSED = Entry("", refusal=Refusal(RefusalKind.EMPTY_USERNAME))
WITHOUT_SEARCH = replace(MANY, search=False)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(list_pause, "_SHORTEST", 0.001)
    monkeypatch.setattr(list_pause, "_LONGEST", 0.002)
    yield
    assert_threads_end()


@pytest.fixture
def stores() -> ListStores:
    return ListStores()


class Run:
    """A lookup of a list, and what it says about pauses. It goes on by itself where told."""

    def __init__(
        self,
        stores: ListStores,
        connection: Connection = MANY,
        at_once: int = AT_ONCE,
        reason: str = "",
    ) -> None:
        stores.has_many = connection is not ONE_BY_ONE
        self.pauses: list[Pause | None] = []
        self.lookup = ListLookup(stores.open, connection, at_once, reason, self._note)
        self.solve: Callable[[], None] = self.lookup.go_on

    def rows(self, asked: Iterable[Entry]) -> list[ListRow]:
        try:
            return [row for rows in self.lookup.rows(asked) for row in rows]
        finally:
            self.lookup.close()

    def _note(self, pause: Pause | None) -> None:
        self.pauses.append(pause)
        if pause is not None and pause.seconds is None:
            self.solve()
            self.lookup.go_on()


def states(rows: Sequence[ListRow]) -> Counter[RowState]:
    return Counter(row.state for row in rows)


@pytest.mark.parametrize("connection", [MANY, ONE_BY_ONE], ids=["many", "one by one"])
def test_every_entry_has_one_row_in_the_order_of_the_list(
    stores: ListStores, connection: Connection
) -> None:
    asked = numbered(3000)
    rows = Run(stores, connection).rows(asked)
    assert [row.entry for row in rows] == asked
    assert [row.user.username for row in rows] == texts(rows)
    assert set(stores.asked.values()) == {1}
    assert stores.most_reads <= AT_ONCE


def test_nobody_in_an_empty_list_is_asked_for(stores: ListStores) -> None:
    assert Run(stores).rows([]) == []
    assert stores.opened == []


def test_who_cannot_be_asked_for_has_a_row_in_place(stores: ListStores) -> None:
    rows = Run(stores).rows([REFUSED, Entry("ann"), REFUSED, REFUSED])
    assert [row.state for row in rows] == ["refused", "found", "refused", "refused"]
    assert stores.asked == {"ann": 1}


def test_a_list_of_refused_entries_asks_nobody(stores: ListStores) -> None:
    assert states(Run(stores).rows([REFUSED] * 2000)) == {RowState.REFUSED: 2000}
    assert stores.opened == []


def test_somebody_who_is_listed_twice_is_asked_for_once_in_a_part(stores: ListStores) -> None:
    rows = Run(stores).rows(entries("ann", "bob", "ann"))
    assert [row.user.username for row in rows] == ["ann", "bob", "ann"]
    assert stores.asked == {"ann": 1, "bob": 1}


@pytest.mark.parametrize("connection", [MANY, ONE_BY_ONE], ids=["many", "one by one"])
def test_damaged_records_are_rows_and_not_the_end(
    stores: ListStores, connection: Connection
) -> None:
    stores.always["user3"] = DAMAGED
    rows = Run(stores, connection).rows(numbered(40))
    assert rows[3].state is RowState.NOT_READABLE
    assert rows[3].problem is DAMAGED
    assert states(rows) == {RowState.FOUND: 39, RowState.NOT_READABLE: 1}


def test_the_reason_reaches_the_store(stores: ListStores) -> None:
    Run(stores, reason="Ticket 7").rows(entries("ann"))
    assert stores.reasons == {"Ticket 7"}


def test_an_endless_list_is_pulled_only_as_far_as_its_rows_are_taken(stores: ListStores) -> None:
    pulled: list[int] = []

    def endless() -> Iterator[Entry]:
        for number in count():
            pulled.append(number)
            yield Entry(f"user{number}")

    lookup = ListLookup(stores.open, MANY, 256)
    rows = (row for part in lookup.rows(endless()) for row in part)
    taken = list(islice(rows, 30_000))
    lookup.close()
    assert texts(taken) == [f"user{number}" for number in range(30_000)]
    assert len(pulled) <= 30_000 + MOST_PENDING


def test_nobody_is_pulled_far_ahead_of_somebody_without_an_answer() -> None:
    pending = PendingList(numbered(2 * MOST_PENDING))
    pending.take_fresh(1)
    last = 0
    while pending.can_pull:
        job = pending.take_fresh(100)
        assert job is not None
        last = job.pending[-1].place
        for one in job.pending:
            pending.close(one)
    assert MOST_PENDING <= last + 1 <= MOST_PENDING + 100


def test_the_first_rows_come_after_a_small_part(stores: ListStores) -> None:
    Run(stores, at_once=256).rows(numbered(8000))
    sizes = [len(names) for names, _ in stores.calls]
    assert sizes[0] <= 8
    assert max(sizes) == 2000


def test_entries_of_a_slow_source_are_asked_at_once(
    stores: ListStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profile_browser.lookups.list_jobs._SLOW_PULL", -1)
    answered: list[int] = []

    def typed() -> Iterator[Entry]:
        for number in range(3):
            answered.append(sum(stores.answered.values()))
            yield Entry(f"user{number}")
        answered.append(sum(stores.answered.values()))

    assert len(Run(stores, ONE_BY_ONE).rows(typed())) == 3
    assert answered == [0, 1, 2, 3]


def test_an_error_of_the_entries_follows_the_rows_before_it(stores: ListStores) -> None:
    def torn() -> Iterator[Entry]:
        yield from numbered(20)
        raise ValueError

    lookup = ListLookup(stores.open, MANY, AT_ONCE)
    rows: list[ListRow] = []
    with pytest.raises(ValueError):  # noqa: PT011 - nothing else raises one
        rows.extend(row for part in lookup.rows(torn()) for row in part)
    lookup.close()
    rows = [row for part in ListLookup(stores.open, MANY, AT_ONCE).rows([]) for row in part]
    assert stores.asked.total() == 20


def test_several_lists_are_looked_up_one_after_another_with_the_same_stores(
    stores: ListStores,
) -> None:
    lookup = ListLookup(stores.open, MANY, AT_ONCE)
    assert [len(list(lookup.rows(numbered(2)))) for _ in range(3)] == [1, 1, 1]
    assert len(stores.opened) == 1
    lookup.close()
    assert stores.is_closed


# E-mails


def test_an_email_is_a_username_first(stores: ListStores) -> None:
    (row,) = Run(stores).rows([Entry("ann@example.com", Way.EMAIL)])
    assert (row.state, row.entry.way) == (RowState.FOUND, Way.KEY)
    assert not stores.searched


def _without_usernames(stores: ListStores, *emails: str) -> list[Entry]:
    stores.always |= {email: Missing(email, MANY.title) for email in emails}
    return [Entry(email, Way.EMAIL) for email in emails]


@pytest.mark.parametrize("connection", [MANY, ONE_BY_ONE], ids=["many", "one by one"])
def test_emails_that_are_no_usernames_are_searched_for(
    stores: ListStores, connection: Connection
) -> None:
    people = (user("one"), user("two"))
    stores.searches = {
        "a@b": [found("ann")._replace(way=Way.EMAIL)],
        "c@d": [Matches(people, MANY.title, NOON, Way.EMAIL)],
    }
    asked = [*_without_usernames(stores, "a@b", "c@d", "e@f"), Entry("zoe")]
    rows = Run(stores, connection).rows(asked)
    assert [row.state for row in rows] == ["found", "several", "missing", "found"]
    assert [row.entry for row in rows] == asked
    assert rows[1].usernames == ("one", "two")
    assert stores.searched == {"a@b": 1, "c@d": 1, "e@f": 1}


def test_an_email_that_is_too_long_for_a_username_is_searched_for(stores: ListStores) -> None:
    stores.always["a@b"] = problem_of(ProblemKind.BAD_INPUT)
    stores.searches["a@b"] = [found("ann")]
    (row,) = Run(stores).rows([Entry("a@b", Way.EMAIL)])
    assert row.state is RowState.FOUND


def test_emails_are_missing_where_no_search_is_allowed(stores: ListStores) -> None:
    rows = Run(stores, WITHOUT_SEARCH).rows(_without_usernames(stores, "a@b"))
    assert states(rows) == {RowState.MISSING: 1}
    assert rows[0].entry.way is Way.KEY  # the only one that was tried
    assert not stores.searched


def test_a_search_that_does_not_work_is_no_pause_and_is_not_tried_for_everybody(
    stores: ListStores,
) -> None:
    emails = [f"{number}@b" for number in range(100)]
    problem = problem_of(ProblemKind.MISCONFIGURED)
    stores.searches = {email: [problem] for email in emails}
    run = Run(stores)
    rows = run.rows([*_without_usernames(stores, *emails), Entry("zoe")])
    assert states(rows) == {RowState.NOT_READABLE: 100, RowState.FOUND: 1}
    assert rows[50].problem is problem
    assert run.pauses == []
    assert stores.searched.total() < 20


def test_a_search_that_times_out_is_asked_again(stores: ListStores) -> None:
    stores.searches["a@b"] = [TIMEOUT, TIMEOUT, found("ann")]
    rows = Run(stores).rows([*_without_usernames(stores, "a@b"), *numbered(20)])
    assert states(rows) == {RowState.FOUND: 21}
    assert set(stores.answered.values()) == {1}


# Slow stores


@pytest.mark.parametrize("problem", [TIMEOUT, BUSY], ids=["timeout", "busy"])
@pytest.mark.parametrize("connection", [MANY, ONE_BY_ONE], ids=["many", "one by one"])
def test_who_times_out_is_asked_again_and_nobody_else(
    stores: ListStores, connection: Connection, problem: Problem
) -> None:
    for number in range(5, 300, 7):
        stores.fails[f"user{number}"] = [problem, problem]
    rows = Run(stores, connection).rows(numbered(300))
    assert states(rows) == {RowState.FOUND: 300}
    assert set(stores.answered.values()) == {1}


@pytest.mark.parametrize("problem", [TIMEOUT, BUSY], ids=["timeout", "busy"])
def test_reads_at_once_are_halved_after_failures_and_grow_again(
    stores: ListStores, problem: Problem
) -> None:
    stores.fails["user0"] = [problem]
    stores.fails["user20"] = [problem]
    Run(stores, at_once=64).rows(numbered(3000))
    at_once = [number for _, number in stores.calls]
    assert at_once[0] == 48
    assert min(at_once) <= 24
    assert at_once[-1] == 48


def test_at_least_one_read_is_left(stores: ListStores) -> None:
    for number in range(40):
        stores.fails[f"user{number}"] = [TIMEOUT] * 3
    rows = Run(stores, at_once=4).rows(numbered(40))
    assert len(rows) == 40
    assert min(number for _, number in stores.calls) == 1


def test_who_alone_always_times_out_is_not_readable_after_a_few_tries(stores: ListStores) -> None:
    stores.always["user3"] = TIMEOUT
    run = Run(stores)
    rows = run.rows(numbered(3000))
    assert rows[3].state is RowState.NOT_READABLE
    assert rows[3].problem is TIMEOUT
    assert states(rows) == {RowState.FOUND: 2999, RowState.NOT_READABLE: 1}
    assert stores.asked["user3"] == MOST_TRIES
    assert set(stores.answered.values()) == {1}


def test_the_last_of_a_list_who_always_times_out_is_its_end(stores: ListStores) -> None:
    stores.always["user19"] = TIMEOUT
    rows = Run(stores).rows(numbered(20))
    assert rows[19].state is RowState.NOT_READABLE


def test_who_always_times_out_does_not_keep_a_list_waiting_when_all_others_are_done(
    stores: ListStores,
) -> None:
    stores.always["user8"] = TIMEOUT  # alone in a part: nobody has an answer after it
    run = Run(stores)
    rows = run.rows(numbered(9))
    assert rows[8].problem is TIMEOUT
    assert len(rows) == 9
    assert len(run.pauses) == MOST_PAUSES


def test_an_email_whose_search_always_times_out_does_not_keep_a_list_waiting(
    stores: ListStores,
) -> None:
    stores.always["ann@example.com"] = Missing("ann@example.com", MANY.title)
    stores.searches["ann@example.com"] = [TIMEOUT]
    (row,) = Run(stores).rows([Entry("ann@example.com", Way.EMAIL)])
    assert row.problem is TIMEOUT


def test_a_lost_connection_is_waited_for_even_by_the_last_one(stores: ListStores) -> None:
    stores.fails["user8"] = [UNREACHABLE] * (3 * MOST_PAUSES)
    assert states(Run(stores).rows(numbered(9))) == {RowState.FOUND: 9}


@pytest.mark.parametrize("connection", [MANY, ONE_BY_ONE], ids=["many", "one by one"])
def test_several_who_always_time_out_do_not_keep_the_others_waiting(
    stores: ListStores, connection: Connection
) -> None:
    bad = [f"user{number}" for number in range(12)]
    stores.always = dict.fromkeys(bad, TIMEOUT)
    rows = Run(stores, connection).rows(numbered(400))
    assert states(rows) == {RowState.NOT_READABLE: 12, RowState.FOUND: 388}
    assert set(stores.answered.values()) == {1}


def test_a_slow_part_does_not_hold_back_the_others(
    stores: ListStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_lookup, "_STALLED", 0.01)
    stores.hanging.add("user0")
    lookup = ListLookup(stores.open, MANY, AT_ONCE)
    arrivals = lookup.arrivals(numbered(100))
    places = [place for arrived in islice(arrivals, 2) for place, _ in arrived]
    lookup.stop()
    assert list(arrivals) == []
    assert min(places) > 0


def test_a_call_that_fails_by_one_of_its_names_is_split_until_that_one_is_alone(
    stores: ListStores,
) -> None:
    bad = problem_of(ProblemKind.UNEXPECTED)
    stores.problem_of_part = lambda names: bad if "user9" in names else None
    run = Run(stores)
    rows = run.rows(numbered(100))
    assert rows[9].problem is bad
    assert states(rows) == {RowState.FOUND: 99, RowState.NOT_READABLE: 1}
    assert run.pauses == []


# Pauses


@pytest.mark.parametrize("problem", [UNREACHABLE, TIMEOUT, BUSY], ids=["cut", "timeout", "busy"])
@pytest.mark.parametrize("connection", [MANY, ONE_BY_ONE], ids=["many", "one by one"])
def test_a_list_pauses_while_nobody_has_an_answer_and_goes_on_by_itself(
    stores: ListStores, connection: Connection, problem: Problem
) -> None:
    left = [12]

    def fails(names: Sequence[str]) -> Problem | None:
        left[0] -= "user30" in names or left[0] < 12
        return problem if 0 < left[0] < 12 else None

    stores.problem_of_part = fails
    run = Run(stores, connection)
    rows = run.rows(numbered(100))
    assert states(rows) == {RowState.FOUND: 100}
    assert set(stores.answered.values()) == {1}
    *pauses, last = run.pauses
    assert last is None
    assert pauses
    assert all(pause is not None and pause.problem is problem for pause in pauses)


@pytest.mark.parametrize(
    "kind", [kind for kind in ProblemKind if kind in list_pause._NEEDS_HELP], ids=str
)
def test_a_list_waits_for_help_where_time_does_not(stores: ListStores, kind: ProblemKind) -> None:
    problem = problem_of(kind)
    broken = [True]
    stores.problem_of_part = lambda names: problem if "user30" in names and broken[0] else None
    run = Run(stores)
    run.solve = lambda: broken.__setitem__(0, False)
    assert states(run.rows(numbered(100))) == {RowState.FOUND: 100}
    assert run.pauses == [Pause(problem, None), None]
    assert set(stores.answered.values()) == {1}
    assert len(stores.opened) == 2, "a new password needs a new store"
    assert stores.is_closed


def test_one_name_alone_tries_after_a_pause(stores: ListStores) -> None:
    calls: list[int] = []

    def fails(_: Sequence[str]) -> Problem | None:
        calls.append(stores.reads)
        return UNREACHABLE if len(calls) < 8 else None

    stores.problem_of_part = fails
    rows = Run(stores, ONE_BY_ONE).rows(numbered(50))
    assert states(rows) == {RowState.FOUND: 50}
    assert set(calls[5:8]) == {0}


def test_a_gateway_that_counts_requests_is_given_the_time_that_it_wants(
    stores: ListStores,
) -> None:
    limited = [LIMITED]
    stores.problem_of_part = lambda _: limited.pop() if limited else None
    run = Run(stores)
    seconds: list[float | None] = []

    def note(pause: Pause | None) -> None:
        if pause is not None:
            seconds.append(pause.seconds)
            run.lookup.go_on()  # instead of waiting

    run.lookup.on_pause = note
    assert len(run.rows(numbered(9))) == 9
    assert seconds == [7]


class Log:
    """An audit log that can be full."""

    folder = "/var/log/reads"

    def __init__(self, lines: list[str], full: list[bool]) -> None:
        self._lines, self._full = lines, full

    def prepare(self) -> None:
        pass

    def write(self, _connection: Connection, reads: Sequence[Read]) -> None:
        if self._full and len(self._lines) > 50:
            raise NotRecordedError(self._full.pop())
        self._lines += [read.username for read in reads]


def test_nobody_is_delivered_whose_line_is_not_written(stores: ListStores) -> None:
    audited = replace(MANY, audit=True)
    lines: list[str] = []
    full = [True] * 3
    pending: list[ProfileStore] = []

    def open_store(connection: Connection) -> ProfileStore:
        pending.append(AuditedStore(connection, stores.open(connection), lambda: Log(lines, full)))
        return pending[-1]

    lookup = ListLookup(open_store, audited, AT_ONCE)
    kinds: list[ProblemKind] = []

    def note(pause: Pause | None) -> None:
        if pause is not None:
            assert pause.seconds is None
            kinds.append(pause.problem.kind)
            lookup.go_on()

    lookup.on_pause = note
    rows: list[ListRow] = []
    for part in lookup.rows(numbered(500)):
        assert {row.entry.text for row in part} <= set(lines)
        rows += part
    lookup.close()
    assert states(rows) == {RowState.FOUND: 500}
    assert Counter(lines) == Counter(texts(rows))
    assert kinds == [ProblemKind.NOT_RECORDED] * 3


# Stopping


def _stop_while_hanging(lookup: ListLookup, stores: ListStores) -> None:
    while not any(store.hangs.wait(0.01) for store in list(stores.opened)):
        pass
    lookup.stop()


@pytest.mark.parametrize("connection", [MANY, ONE_BY_ONE], ids=["many", "one by one"])
def test_stopping_ends_a_list_at_once_while_a_read_hangs(
    stores: ListStores, connection: Connection
) -> None:
    stores.hanging.add("user50")
    run = Run(stores, connection)
    thread = Thread(target=_stop_while_hanging, args=(run.lookup, stores))
    thread.start()
    started = monotonic()
    rows = run.rows(numbered(1000))
    assert monotonic() - started < 5
    thread.join()
    assert all(row.state is RowState.FOUND for row in rows)
    assert "user50" not in texts(rows)
    assert stores.is_closed


def test_a_list_that_pauses_can_be_stopped(stores: ListStores) -> None:
    stores.problem_of_part = lambda _: FULL_DISK
    run = Run(stores)
    run.solve = run.lookup.stop
    assert run.rows(numbered(10)) == []


def test_who_stops_a_list_gets_no_row_that_came_at_that_moment(stores: ListStores) -> None:
    stores.fails["user0"] = [UNREACHABLE]

    def stop_at_the_first_answer(pause: Pause | None) -> None:
        if pause is None:
            lookup.stop()

    lookup = ListLookup(stores.open, MANY, AT_ONCE, on_pause=stop_at_the_first_answer)
    assert [*lookup.rows(numbered(1))] == []
    lookup.close()


def test_a_stopped_lookup_asks_nobody(stores: ListStores) -> None:
    run = Run(stores)
    run.lookup.stop()
    assert run.rows(numbered(10)) == []
    assert stores.opened == []


def test_rows_that_are_not_taken_any_more_leave_no_thread(stores: ListStores) -> None:
    stores.hanging.add("user8")
    lookup = ListLookup(stores.open, MANY, AT_ONCE)
    rows = lookup.rows(numbered(50))
    next(rows)
    assert stores.opened[0].hangs.wait(LONGEST_WAIT)
    rows.close()  # type: ignore[attr-defined]  # it is a generator
    assert_threads_end()


@pytest.mark.usefixtures("program_log")
def test_a_store_that_raises_is_a_problem_of_the_name_and_no_end(stores: ListStores) -> None:
    def fails(names: Sequence[str]) -> Problem | None:
        if "user5" in names:
            raise RuntimeError
        return None

    stores.problem_of_part = fails
    rows = Run(stores).rows(numbered(10))
    assert rows[5].problem is not None
    assert rows[5].problem.reason is Reason.UNEXPECTED
    assert states(rows) == {RowState.FOUND: 9, RowState.NOT_READABLE: 1}
