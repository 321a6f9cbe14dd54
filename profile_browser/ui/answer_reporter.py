"""Reports answers in the status bar, and the last one again when somebody returns to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import matches as matches_wording
from profile_browser.messages import window as wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Answer, Found
    from profile_browser.domain.people_list import ListRow
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.question import Question
    from profile_browser.ui.masking import Masking
    from profile_browser.ui.widgets.status_bar import StatusBar


class AnswerReporter:
    """Names people as they may be shown now, also when it reports an answer again."""

    def __init__(self, status: StatusBar, masking: Masking, connection: Connection) -> None:
        self._status, self._masking = status, masking
        self.use_connection(connection)

    def use_connection(self, connection: Connection) -> None:
        """Forget the last answer. The next ones come from this connection."""
        self._title = connection.title
        self._latest: Callable[[], str] = str

    def report(self, answer: Answer, removed: int, *, is_in_list: bool) -> None:
        """Report an answer. One about a person of a list leaves the answer with that list the last.

        ``removed`` is the number of invisible characters around the text that were not looked up.
        """
        shown = self._masking.answer(answer)
        self._status.report(self._text_of(shown, removed), wording.spoken(shown.outcome))
        if not is_in_list:
            self._latest = lambda: self._text_of(self._masking.answer(answer), removed)

    def report_again(self) -> None:
        """Report the last answer again."""
        self._status.report(self._latest())

    def report_match(self, found: Found) -> None:
        """Report that a person of a list is shown."""
        self._status.report(matches_wording.opened(self._masking.found(found), self._title))

    def report_not_opened(self, row: ListRow) -> None:
        """Report why there is nobody to open in a row of a list."""
        from profile_browser.messages.people_table import not_opened  # noqa: PLC0415 - on request

        self._status.report(not_opened(row, self._title, self._masking.shown_by))

    def report_own_error(self, problem: Problem) -> None:
        """Report that the program itself failed."""
        from profile_browser.messages.problems import summary  # noqa: PLC0415 - not at the start

        self._status.report(summary(problem))

    def report_cancelled(self, question: Question) -> None:
        """Report that a lookup was cancelled."""
        self._status.report(wording.cancelled(self._masking.question(question.text)))

    def _text_of(self, shown: Answer, removed: int) -> str:
        text = shown.question.text
        return wording.outcome_text(shown.outcome, text, shown.seconds, self._title, removed)
