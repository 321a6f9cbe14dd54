"""The questions of this session, and the names that came of them, kept in memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from profile_browser.domain.question import Question

RECENT_LIMIT = 20
# A session may last for weeks, and see half the customers.
WALK_LIMIT = NAMES_LIMIT = 500


class LookupHistory:
    """A walk through the last 500 look-ups, back and forth, as in a browser."""

    def __init__(self) -> None:
        self._visited: list[Question] = []
        self._position = -1
        self._recent: list[Question] = []

    def visit(self, question: Question) -> None:
        """Remember a question; what lay ahead of the present place is forgotten."""
        self._recent = [question, *(other for other in self._recent if other != question)]
        del self._recent[RECENT_LIMIT:]
        if self._position >= 0 and self._visited[self._position] == question:
            return
        del self._visited[self._position + 1 :]
        self._visited.append(question)
        del self._visited[:-WALK_LIMIT]
        self._position = len(self._visited) - 1

    def back(self) -> Question | None:
        """Step to the question before this one, and return it; None at the first."""
        return self._step(-1)

    def forward(self) -> Question | None:
        """Step to the question after this one, and return it; None at the last."""
        return self._step(1)

    @property
    def recent(self) -> tuple[Question, ...]:
        """The questions asked, the latest first, each once, at most 20."""
        return tuple(self._recent)

    def _step(self, distance: int) -> Question | None:
        position = self._position + distance
        if not 0 <= position < len(self._visited):
            return None
        self._position = position
        return self._visited[position]


class SeenNames:
    """The people seen last, at most 500: their usernames, and beside each the full name."""

    def __init__(self) -> None:
        self._names: dict[str, str | None] = {}

    def see(self, username: str, full_name: str | None) -> None:
        """Remember a person, as the latest."""
        self._names.pop(username, None)
        self._names[username] = full_name
        if len(self._names) > NAMES_LIMIT:
            del self._names[next(iter(self._names))]

    def forget(self) -> None:
        """Forget everybody."""
        self._names.clear()

    def beginning_with(self, usernames: Iterable[str]) -> Mapping[str, str | None]:
        """Return everybody, those of these usernames first who have been seen."""
        first = {name: self._names[name] for name in usernames if name in self._names}
        return first | self._names
