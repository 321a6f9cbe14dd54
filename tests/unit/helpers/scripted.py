"""A store with fixed answers and records what it was asked."""

import pytest

from profile_browser.domain.outcome import Outcome
from profile_browser.domain.question import Question
from profile_browser.domain.user import User


class ScriptedStore:
    """Returns one outcome for lookups and one for searches; asking for suggestions is a failure."""

    def __init__(self, by_key: Outcome, by_search: Outcome) -> None:
        self._by_key, self._by_search = by_key, by_search
        self.asked: list[object] = []
        self.closed = False

    def look_up(self, username: str, _reason: str = "") -> Outcome:
        self.asked.append(username)
        return self._by_key

    def search(self, question: Question, limit: int) -> Outcome:
        self.asked.append((question.text, limit))
        return self._by_search

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        pytest.fail(f"{text} {limit}")

    def close(self) -> None:
        self.closed = True
