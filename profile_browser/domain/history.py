"""The questions of this session, kept in memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.domain.question import Question

RECENT_LIMIT = 20


class LookupHistory:
    """A walk through what was looked up, back and forth, as in a browser."""

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
