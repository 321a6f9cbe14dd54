"""Every sentence of the table with the people of a list, each built once."""

from collections.abc import Callable

from profile_browser.domain.masking import NO_MASKS
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.problem import ProblemKind
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.messages import people_table
from tests.unit.helpers.problems import problem_of

_NAMES = tuple(f"johndoe{number}" for number in range(7))
_REASONS = [
    ListRow(Entry("johndoe"), RowState.SEVERAL, usernames=_NAMES),
    ListRow(Entry("johndoe"), RowState.NOT_READABLE, problem=problem_of(ProblemKind.UNREACHABLE)),
    ListRow(Entry("x" * 999, refusal=Refusal(RefusalKind.USERNAME_TOO_LONG, (237,)))),
]

PEOPLE_TABLE_SAID: dict[Callable[..., object], str] = {
    people_table.rows_copied: people_table.rows_copied(2),
    people_table.values_copied: people_table.values_copied(2, people_table.COPY_EMAILS),
    people_table.choice: people_table.choice(RowState.FOUND, 2),
    people_table.shown: people_table.shown(1, 2),
    people_table.reason: ". ".join(people_table.reason(row, 40) for row in _REASONS),
    people_table.not_opened: ". ".join(
        people_table.not_opened(row, "Customers", NO_MASKS)
        for row in (_REASONS[1], ListRow(Entry("jon"), RowState.MISSING))
    ),
    people_table.description: "",  # labels and values, no sentences
}
