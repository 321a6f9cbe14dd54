"""The look-ups of this session, kept in memory alone."""

RECENT_LIMIT = 20


class LookupHistory:
    """A walk through the usernames that were looked up, back and forth, as in a browser."""

    def __init__(self) -> None:
        self._visited: list[str] = []
        self._position = -1
        self._recent: list[str] = []

    def visit(self, username: str) -> None:
        """Remember a look-up; what lay ahead of the present place is forgotten."""
        self._recent = [username, *(name for name in self._recent if name != username)]
        del self._recent[RECENT_LIMIT:]
        if self._position >= 0 and self._visited[self._position] == username:
            return
        del self._visited[self._position + 1 :]
        self._visited.append(username)
        self._position = len(self._visited) - 1

    def back(self) -> str | None:
        """Step to the look-up before this one, and return it; None at the first."""
        return self._step(-1)

    def forward(self) -> str | None:
        """Step to the look-up after this one, and return it; None at the last."""
        return self._step(1)

    @property
    def recent(self) -> tuple[str, ...]:
        """The usernames looked up, the latest first, each once, at most 20."""
        return tuple(self._recent)

    def _step(self, distance: int) -> str | None:
        position = self._position + distance
        if not 0 <= position < len(self._visited):
            return None
        self._position = position
        return self._visited[position]
