"""Every sentence about lists in the terminal, each built once."""

from collections.abc import Callable
from datetime import UTC, datetime

from profile_browser.domain.outcome import Way
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages import terminal_lists
from tests.unit.helpers.problems import problem_of

_TYPED, _FILE = "marked-input", "/home/kim/people.csv"
_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_PROBLEM = problem_of(ProblemKind.UNREACHABLE)
_CONTENTS = ("other", "John Doe", "johndoe@example.com", False)
_FOUND = ListRow(Entry(_TYPED), RowState.FOUND, _CONTENTS, read_at=_NOON)
_ROWS = [
    ListRow(Entry(_TYPED), RowState.MISSING),
    ListRow(Entry(_TYPED, Way.EMAIL), RowState.MISSING),
    ListRow(Entry(_TYPED, Way.EMAIL), RowState.SEVERAL, usernames=("anna", "ben")),
    ListRow(Entry(_TYPED), RowState.NOT_READABLE, problem=_PROBLEM),
    ListRow(Entry(_TYPED)),
]

TERMINAL_LISTS_SAID: dict[Callable[..., object], str] = {
    terminal_lists.cut_off: terminal_lists.cut_off(10_000),
    terminal_lists.done_before: terminal_lists.done_before(1, 10_000),
    terminal_lists.gave_up: terminal_lists.gave_up(_PROBLEM, 60.0),
    terminal_lists.list_fault: terminal_lists.list_fault(_FILE, "The list is empty."),
    terminal_lists.not_together: terminal_lists.not_together("--json", "--csv"),
    terminal_lists.notice: terminal_lists.notice(_FOUND, "Customers"),
    terminal_lists.only_with_list: terminal_lists.only_with_list("--csv"),
    terminal_lists.progress: terminal_lists.progress(9, 10_000, dict.fromkeys(RowState, 2)),
    terminal_lists.row_line: ". ".join(terminal_lists.row_line(row, "Customers") for row in _ROWS),
    terminal_lists.too_long: terminal_lists.too_long(10_000),
    terminal_lists.trying_again: terminal_lists.trying_again(_PROBLEM),
    terminal_lists.unreadable: terminal_lists.unreadable(_FILE, "Permission denied"),
}
