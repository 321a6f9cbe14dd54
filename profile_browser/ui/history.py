"""The lookups of this run and the names they found, kept only in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.recent import RecentLookup, recent_lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question

RECENT_LIMIT = 20
# A session may last for weeks and see half of the customers.
STEP_LIMIT = NAMES_LIMIT = 500


class LookupHistory:
    """Back and forward through the last 500 lookups, as in a web browser."""

    def __init__(self) -> None:
        self._visited: list[Question] = []
        self._position = -1
        self._recent: dict[Question, RecentLookup] = {}  # the latest last
        self._left = False

    def visit(self, question: Question) -> None:
        """Add a question, and forget those ahead of the current position."""
        self._left = False
        self._recent[question] = self._recent.pop(question, RecentLookup(question))
        if len(self._recent) > RECENT_LIMIT:
            del self._recent[next(iter(self._recent))]
        if self._position >= 0 and self._visited[self._position] == question:
            return
        del self._visited[self._position + 1 :]
        self._visited.append(question)
        del self._visited[:-STEP_LIMIT]
        self._position = len(self._visited) - 1

    def note(self, question: Question, outcome: Outcome) -> None:
        """Note the outcome of a question, if it is among the recent ones."""
        if question in self._recent:
            self._recent[question] = recent_lookup(question, outcome)

    def return_to(self, question: Question) -> None:
        """Go back to this question, if it is the previous one."""
        if self._position > 0 and self._visited[self._position - 1] == question:
            self._position -= 1

    def leave(self) -> None:
        """Note that the current answer was left for the start page: one step back returns to it."""
        self._left = True

    def back(self) -> Question | None:
        """Go to the previous question and return it, or None at the first."""
        return self._step(0 if self._left else -1)

    def forward(self) -> Question | None:
        """Go to the next question and return it, or None at the last."""
        return self._step(1)

    @property
    def recent(self) -> tuple[RecentLookup, ...]:
        """The last 20 distinct questions with their outcomes, latest first."""
        return tuple(reversed(self._recent.values()))

    def _step(self, distance: int) -> Question | None:
        position = self._position + distance
        if not 0 <= position < len(self._visited):
            return None
        self._left, self._position = False, position
        return self._visited[position]


class SeenNames:
    """The last 500 people seen: their usernames and full names."""

    def __init__(self) -> None:
        self._names: dict[str, str | None] = {}

    def add(self, username: str, full_name: str | None) -> None:
        """Add a person as the latest."""
        self._names.pop(username, None)
        self._names[username] = full_name
        if len(self._names) > NAMES_LIMIT:
            del self._names[next(iter(self._names))]

    def prioritize(self, usernames: Iterable[str]) -> Mapping[str, str | None]:
        """Return all seen people, starting with those among these usernames."""
        first = {name: self._names[name] for name in usernames if name in self._names}
        return first | self._names


class ConnectionMemory:
    """What this run remembers of one connection."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget everything."""
        self.history = LookupHistory()
        self.names = SeenNames()
