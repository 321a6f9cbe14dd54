"""``profile-browser lookup --from``: pauses, passwords, early ends, exit codes and the log."""

from __future__ import annotations

import gc
import logging
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.lookups.list_lookup import Pause
from profile_browser.messages.problems import one_line, summary
from profile_browser.settings.selection import PASSWORD_VARIABLE
from profile_browser.terminal import list_run, signing_in
from profile_browser.terminal.list_run import ListRun
from profile_browser.terminal.list_source import ListSource
from profile_browser.terminal.row_printer import OutputFormat, RowPrinter
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.problems import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore, StoreOpener

Capture = pytest.CaptureFixture[str]
UNREACHABLE = problem_of(ProblemKind.UNREACHABLE)
REFUSED = problem_of(ProblemKind.WRONG_SIGN_IN)
CONTENTS = ("johndoe", "John Doe", None, False)


def row(text: str, state: RowState, problem: ProblemKind | None = None) -> ListRow:
    contents = CONTENTS if state is RowState.FOUND else ()
    return ListRow(Entry(text), state, contents, problem=problem_of(problem) if problem else None)


FOUND, MISSING = row("johndoe", RowState.FOUND), row("nobody", RowState.MISSING)


class Source(ListSource):
    """A list with a few entries."""

    def __init__(self, fault: str = "", total: int | None = 9) -> None:
        super().__init__("list.txt", "", CLUSTER, 100)
        self.fault, self._total = fault, total

    def batches(self, on_count: Callable[[int], None]) -> Generator[Iterable[Entry], None, None]:
        if self._total is not None:
            on_count(self._total)
        yield [Entry("johndoe")]


class Lookup:
    """Gives rows and pauses in the order of a script."""

    script: Sequence[ListRow | Pause | None] = ()
    made: list[Lookup] = []  # noqa: RUF012 (replaced in each test)

    def __init__(
        self,
        open_store: StoreOpener,
        connection: Connection,
        at_once: int,
        reason: str,
        on_pause: Callable[[Pause | None], None],
    ) -> None:
        self.open_store, self.connection, self.on_pause = open_store, connection, on_pause
        self.at_once, self.reason, self.calls = at_once, reason, list[str]()
        self.is_stopped = Event()
        self.made.append(self)

    def rows(self, _entries: Iterable[Entry]) -> Iterator[Sequence[ListRow]]:
        for event in self.script:
            if self.is_stopped.is_set():
                return
            if isinstance(event, ListRow):
                yield [event]
            else:
                self.on_pause(event)

    def stop(self) -> None:
        self.calls.append("stop")
        self.is_stopped.set()

    def go_on(self) -> None:
        self.calls.append("go on")

    def close(self) -> None:
        self.calls.append("close")


@pytest.fixture
def lookups(monkeypatch: pytest.MonkeyPatch) -> list[Lookup]:
    """Replace the lookup of lists, and return those that were made."""
    monkeypatch.setattr(list_run, "ListLookup", Lookup)
    monkeypatch.setattr(Lookup, "made", made := list[Lookup]())
    return made


def run(
    *script: ListRow | Pause | None,
    source: ListSource | None = None,
    connection: Connection = CLUSTER,
    form: OutputFormat = OutputFormat.TEXT,
) -> int:
    Lookup.script = script
    printer = RowPrinter(form, connection)
    return ListRun(connection, source or Source(), printer, "ticket 7").run()


@pytest.mark.usefixtures("lookups")
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([FOUND], 0),
        ([ListRow(Entry("a@b.example"), RowState.SEVERAL, usernames=("a", "b"))], 0),
        ([MISSING, FOUND], 1),
        ([MISSING, row("", RowState.REFUSED, ProblemKind.BAD_INPUT), FOUND], 2),
        ([row("x", RowState.NOT_READABLE, ProblemKind.MISCONFIGURED)], 2),
        ([row("x", RowState.NOT_READABLE, ProblemKind.DAMAGED_DOCUMENT), MISSING], 3),
        ([row("x", RowState.NOT_READABLE, ProblemKind.TIMED_OUT), FOUND], 3),
        ([], 0),
    ],
)
def test_the_worst_row_sets_the_exit_code(rows: list[ListRow], code: int) -> None:
    assert run(*rows) == code


class WatchedSource(Source):
    """Notes how often Python collects garbage while its list is looked up."""

    thresholds: tuple[int, int, int]

    def batches(self, on_count: Callable[[int], None]) -> Generator[Iterable[Entry], None, None]:
        self.thresholds = gc.get_threshold()
        yield from super().batches(on_count)


@pytest.mark.usefixtures("lookups")
def test_while_a_list_runs_python_collects_garbage_less_often_and_then_as_before() -> None:
    source, before = WatchedSource(), gc.get_threshold()
    run(FOUND, source=source)
    assert source.thresholds == (50_000, *before[1:])
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


@pytest.mark.parametrize(("number", "at_once"), [(0, 256), (12, 12)])
def test_a_connection_says_how_many_are_read_at_once(
    lookups: list[Lookup], number: int, at_once: int
) -> None:
    run(FOUND, connection=replace(CLUSTER, reads_at_once=number))
    (lookup,) = lookups
    assert (lookup.at_once, lookup.reason, lookup.calls) == (at_once, "ticket 7", ["close"])


def test_a_lost_connection_is_said_once_and_the_list_goes_on(
    lookups: list[Lookup], capsys: Capture
) -> None:
    code = run(FOUND, Pause(UNREACHABLE, 1.0), Pause(UNREACHABLE, 2.0), None, MISSING)
    err = capsys.readouterr().err.splitlines()
    assert err == [
        f"{summary(UNREACHABLE)}. The program tries again by itself.",
        "No user named “nobody” in Customers",
    ]
    assert code == 1
    assert lookups[0].calls == ["close"]


def test_a_list_without_an_answer_for_long_ends_and_says_how_many_were_asked(
    lookups: list[Lookup], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(list_run, "LONGEST_WAIT", 0.01)

    def rows(lookup: Lookup, _entries: Iterable[Entry]) -> Iterator[Sequence[ListRow]]:
        yield [FOUND]
        lookup.on_pause(Pause(UNREACHABLE, 1.0))
        assert lookup.is_stopped.wait(10.0)

    monkeypatch.setattr(Lookup, "rows", rows)
    assert run() == 3
    *_, waited, done = capsys.readouterr().err.splitlines()
    assert waited == f"There was no answer for 0 seconds. {one_line(UNREACHABLE)}"
    assert done == "1 of 9 entries were looked up."
    assert lookups[0].calls == ["stop", "close"]


@pytest.mark.usefixtures("lookups")
def test_a_list_whose_last_entry_fails_too_often_is_whole(capsys: Capture) -> None:
    failed = row("ann", RowState.NOT_READABLE, ProblemKind.TIMED_OUT)
    run(FOUND, Pause(problem_of(ProblemKind.TIMED_OUT), 1.0), failed)
    said = capsys.readouterr().err
    assert "no answer for" not in said
    assert "were looked up" not in said


@pytest.mark.usefixtures("lookups")
def test_an_answer_ends_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[float] = []

    class Timer:
        def __init__(self, seconds: float, _function: Callable[[], None]) -> None:
            self.seconds = seconds

        def start(self) -> None:
            started.append(self.seconds)

        def cancel(self) -> None:
            started.remove(self.seconds)

    monkeypatch.setattr(list_run, "Timer", Timer)
    assert run(Pause(UNREACHABLE, 1.0), None, FOUND, Pause(UNREACHABLE, 1.0), None, FOUND) == 0
    assert started == []
    run(Pause(UNREACHABLE, 1.0))
    assert started == []  # nothing runs after the end of the list


@pytest.mark.usefixtures("lookups")
def test_a_rate_limit_is_said_once_and_waited_for_as_long_as_it_lasts(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    waits: list[float] = []

    class Timer:
        def __init__(self, seconds: float, _function: Callable[[], None]) -> None:
            waits.append(seconds)

        def start(self) -> None:
            pass

        def cancel(self) -> None:
            pass

    monkeypatch.setattr(list_run, "Timer", Timer)
    limited = Problem(Reason.RATE_LIMITED, CLUSTER, values={"retry_after": 90})
    script = [Pause(limited, 90.0), Pause(limited, 90.0), None, FOUND]
    assert run(*script, *script) == 0
    assert waits == [150.0] * 4
    assert capsys.readouterr().err.count("The program tries again by itself.") == 1


@pytest.mark.usefixtures("lookups")
def test_a_problem_that_stays_after_a_wait_is_not_called_a_missing_answer(capsys: Capture) -> None:
    script = Pause(UNREACHABLE, 1.0), Pause(problem_of(ProblemKind.NOT_ALLOWED), None)
    assert run(*script) == 3
    assert "There was no answer" not in capsys.readouterr().err


@pytest.mark.usefixtures("lookups")
def test_a_worse_row_before_the_end_still_counts() -> None:
    damaged = row("x", RowState.NOT_READABLE, ProblemKind.DAMAGED_DOCUMENT)
    assert run(damaged, Pause(problem_of(ProblemKind.MISCONFIGURED), None)) == 3


@pytest.mark.parametrize(
    ("kind", "code"), [(ProblemKind.NOT_ALLOWED, 3), (ProblemKind.MISCONFIGURED, 2)]
)
def test_a_problem_that_stays_ends_the_list_with_its_exit_code(
    lookups: list[Lookup], capsys: Capture, kind: ProblemKind, code: int
) -> None:
    assert run(FOUND, Pause(problem_of(kind), None), MISSING) == code
    err = capsys.readouterr().err.splitlines()
    assert err == [one_line(problem_of(kind)), "1 of 9 entries were looked up."]
    assert lookups[0].calls == ["stop", "close"]


class Terminal:
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Connection]:
    """Enter a password at each prompt, and return for which connections one was asked."""
    asked: list[Connection] = []

    def prompt(connection: Connection) -> str:
        asked.append(connection)
        return f"new {len(asked)}"

    monkeypatch.setattr(signing_in, "asked_password", prompt)
    monkeypatch.setattr("sys.stdin", Terminal())
    return asked


def test_a_refused_password_is_asked_for_once_for_all_stores(
    lookups: list[Lookup], asked: list[Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_store(connection: Connection) -> ProfileStore | None:
        opened.append(connection.password)
        return None

    monkeypatch.setattr(list_run, "open_audited_store", open_store)
    assert run(Pause(REFUSED, None), None, FOUND) == 0
    assert lookups[0].calls == ["go on", "close"]
    lookups[0].open_store(CLUSTER)
    lookups[0].open_store(CLUSTER)
    assert (len(asked), opened) == (1, ["new 1", "new 1"])


def test_a_password_is_asked_for_at_most_twice(
    lookups: list[Lookup], asked: list[Connection]
) -> None:
    assert run(*[Pause(REFUSED, None)] * 5, FOUND) == 3
    assert lookups[0].calls == ["go on", "go on", "stop", "close"]
    assert len(asked) == 2


@pytest.mark.usefixtures("lookups")
def test_after_an_accepted_password_another_one_can_be_refused(asked: list[Connection]) -> None:
    refused = Pause(REFUSED, None)
    assert run(refused, refused, None, FOUND, refused, None, FOUND) == 0
    assert len(asked) == 3


@pytest.mark.usefixtures("lookups")
def test_only_a_refused_password_is_asked_for_again(asked: list[Connection]) -> None:
    assert run(Pause(problem_of(ProblemKind.NOT_ALLOWED), None)) == 3
    assert asked == []


@pytest.mark.usefixtures("lookups")
def test_a_refused_password_of_the_environment_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "old")
    run(Pause(REFUSED, None))
    assert f"the environment variable {PASSWORD_VARIABLE} is wrong" in capsys.readouterr().err


def test_without_a_terminal_a_refused_password_ends_the_list(
    lookups: list[Lookup], capsys: Capture
) -> None:
    assert run(Pause(REFUSED, None), FOUND) == 3
    assert lookups[0].calls == ["stop", "close"]
    assert "refused the sign-in" in capsys.readouterr().err


@pytest.mark.usefixtures("lookups")
def test_a_list_that_was_cut_is_a_fault_after_its_rows(capsys: Capture) -> None:
    with pytest.raises(ConfigurationError, match="too long"):
        run(FOUND, source=Source("The list is too long.", total=None))
    out, err = capsys.readouterr()
    assert "Username: johndoe" in out
    assert err == "1 entry was looked up.\n"


@pytest.mark.usefixtures("lookups")
def test_the_log_gets_one_line_with_counts_and_no_names(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "profile_browser"):
        run(FOUND, MISSING, MISSING)
    (line,) = (record.getMessage() for record in caplog.records)
    assert line.endswith(" s on Customers: 1 found, 2 missing")
    assert "johndoe" not in caplog.text


@pytest.mark.usefixtures("lookups")
def test_a_list_that_cannot_be_read_prints_no_header_either(
    tmp_path: Path, capsys: Capture
) -> None:
    """Otherwise it would leave a file that looks like the answers about nobody."""
    absent = ListSource(str(tmp_path / "absent.csv"), "", CLUSTER, 100)
    with pytest.raises(ConfigurationError):
        run(source=absent, form=OutputFormat.CSV)
    assert capsys.readouterr().out == ""
