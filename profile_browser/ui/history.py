"""The questions of this session and the names they found, kept only in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from profile_browser.domain.question import Question

RECENT_LIMIT = 20
# A session may last for weeks and see half of the customers.
STEP_LIMIT = NAMES_LIMIT = 500


class LookupHistory:
    """Back and forward through the last 500 lookups, as in a web browser."""

    def __init__(self) -> None:
        self._visited: list[Question] = []
        self._position = -1
        self._recent: list[Question] = []
        self._left = False

    def visit(self, question: Question) -> None:
        """Add a question, and forget those ahead of the current position."""
        self._left = False
        self._recent = [question, *(other for other in self._recent if other != question)]
        del self._recent[RECENT_LIMIT:]
        if self._position >= 0 and self._visited[self._position] == question:
            return
        del self._visited[self._position + 1 :]
        self._visited.append(question)
        del self._visited[:-STEP_LIMIT]
        self._position = len(self._visited) - 1

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
    def recent(self) -> tuple[Question, ...]:
        """The last 20 distinct questions, latest first."""
        return tuple(self._recent)

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

    def forget(self) -> None:
        """Forget all people."""
        self._names.clear()

    def prioritize(self, usernames: Iterable[str]) -> Mapping[str, str | None]:
        """Return all seen people, starting with those among these usernames."""
        first = {name: self._names[name] for name in usernames if name in self._names}
        return first | self._names
