"""How the rows of a list are printed, and to which stream."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import UTC, datetime

import pytest

from profile_browser.domain.outcome import Way
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.messages.problems import one_line
from profile_browser.terminal.row_printer import OutputFormat, RowPrinter
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.problems import problem_of

Capture = pytest.CaptureFixture[str]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
JOHN = ("johndoe", "John Doe", "johndoe@example.com", False)
DAMAGED = problem_of(ProblemKind.DAMAGED_DOCUMENT)
TIMED_OUT = Problem(Reason.READ_TIMED_OUT, CLUSTER)
ROWS = [
    ListRow(Entry("johndoe"), RowState.FOUND, JOHN, read_at=NOON),
    ListRow(Entry("=nobody"), RowState.MISSING),
    ListRow(Entry("slow"), RowState.NOT_READABLE, problem=TIMED_OUT),
    ListRow(Entry("johndoe"), RowState.NOT_READABLE, problem=DAMAGED),
    ListRow(Entry("x", refusal=Refusal(RefusalKind.USERNAME_NOT_TEXT)), RowState.REFUSED),
    ListRow(Entry("a@b.example", Way.EMAIL), RowState.SEVERAL, usernames=("anna", "ben")),
    ListRow(Entry("c@b.example", Way.EMAIL), RowState.MISSING),
    ListRow(Entry("late")),
]
TEXT = "Username: johndoe\nFull name: John Doe\nE-mail: johndoe@example.com\nAccount: Active\n\n"


def printed(form: OutputFormat, *rows: ListRow) -> None:
    printer = RowPrinter(form, CLUSTER)
    printer.print_rows(rows)
    printer.flush()


def test_people_go_to_standard_output_and_everybody_else_to_standard_error(
    capsys: Capture,
) -> None:
    printed(OutputFormat.TEXT, *ROWS)
    out, err = capsys.readouterr()
    assert out == TEXT
    assert err.splitlines() == [
        "No user named “=nobody” in Customers",
        f"“slow”: {one_line(TIMED_OUT)}",
        one_line(DAMAGED),
        "“x”: This username contains characters that are not valid text.",
        "Several people have the e-mail address “a@b.example”: anna, ben",
        "No one found for “c@b.example” in Customers",
        "“late” was not looked up.",
    ]


def test_a_record_with_another_username_is_printed_with_a_notice(capsys: Capture) -> None:
    row = ROWS[0]._replace(entry=Entry("jon"))
    printed(OutputFormat.TEXT, row, row._replace(entry=Entry("johndoe@example.com", Way.EMAIL)))
    out, err = capsys.readouterr()
    assert out == TEXT * 2
    assert err.startswith("This record is stored under “jon”")
    assert err.count("\n") == 1


def test_json_has_an_object_for_each_row_and_says_nothing_else(capsys: Capture) -> None:
    printed(OutputFormat.JSON, *ROWS)
    out, err = capsys.readouterr()
    objects = [json.loads(line) for line in out.splitlines()]
    assert [(one["asked"], one["outcome"]) for one in objects] == [
        (row.entry.text, row.state.value) for row in ROWS
    ]
    assert err == ""


def test_csv_has_a_header_and_a_line_for_each_row(capsys: Capture) -> None:
    printed(OutputFormat.CSV, *ROWS)
    out, err = capsys.readouterr()
    header, *lines = csv.reader(io.StringIO(out))
    assert header[:3] == ["Asked for", "Outcome", "Username"]
    assert [line[1] for line in lines] == [row.state.value for row in ROWS]
    assert lines[1][0] == "'=nobody"
    assert err == ""


def test_only_who_is_missing_is_printed_and_nobody_who_could_not_be_read(capsys: Capture) -> None:
    printed(OutputFormat.MISSING_ONLY, *ROWS)
    out, err = capsys.readouterr()
    assert out == "=nobody\nc@b.example\n"
    assert len(err.splitlines()) == 4


def test_a_line_break_in_an_entry_makes_no_second_line(capsys: Capture) -> None:
    printed(OutputFormat.MISSING_ONLY, ListRow(Entry("no\nbody\x1b[2J"), RowState.MISSING))
    assert capsys.readouterr().out == "no�body�[2J\n"


def test_a_terminal_gets_no_control_characters_from_csv(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    printed(OutputFormat.CSV, ListRow(Entry("no\x1b[2Jbody"), RowState.MISSING))
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("form", [OutputFormat.JSON, OutputFormat.CSV])
def test_a_terminal_that_is_not_utf_8_gets_json_that_can_be_read(
    form: OutputFormat, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, "ascii", errors="backslashreplace")
    monkeypatch.setattr(sys, "stdout", stream)
    printed(form, ListRow(Entry("Zoë"), RowState.MISSING))
    assert capsys.readouterr().err == ""
    if form is OutputFormat.JSON:
        assert json.loads(out.getvalue())["asked"] == "Zoë"


class Terminal(io.StringIO):
    """A terminal, to which results and messages are written."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -1


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("form", OutputFormat)
def test_nothing_is_written_behind_the_progress_line(
    form: OutputFormat, row: ListRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    printer = RowPrinter(form, CLUSTER)
    printer.progress.show("Looked up 1")
    printer.print_rows([row])
    _, erasing, rest = terminal.getvalue().partition(f"\r{' ' * len('Looked up 1')}\r")
    assert bool(erasing) is bool(rest)
    assert "\r" not in rest
    is_quiet = form is OutputFormat.MISSING_ONLY and row.state in (RowState.FOUND, RowState.SEVERAL)
    assert bool(rest) is not is_quiet
