"""A store with fixed answers and records what it was asked."""

from collections.abc import Sequence

import pytest

from profile_browser.domain.details import DetailsOutcome, RecordDetails
from profile_browser.domain.outcome import Outcome, Outcomes
from profile_browser.domain.question import Question
from profile_browser.domain.user import User
from profile_browser.stores.many import look_up_each

DETAILS = RecordDetails("userprofile::ann")


class ScriptedStore:
    """Returns one outcome for lookups and one for searches; asking for suggestions is a failure."""

    def __init__(
        self, by_key: Outcome, by_search: Outcome, details: DetailsOutcome = DETAILS
    ) -> None:
        self._by_key, self._by_search, self._details = by_key, by_search, details
        self.asked: list[object] = []
        self.closed = False

    def look_up(self, username: str, _reason: str = "") -> Outcome:
        self.asked.append(username)
        return self._by_key

    def look_up_all(
        self, usernames: Sequence[str], reason: str = "", _at_once: int = 1
    ) -> Outcomes:
        return look_up_each(self, usernames, reason)

    def read_details(self, username: str, _reason: str = "") -> DetailsOutcome:
        self.asked.append(f"details of {username}")
        return self._details

    def search(self, question: Question, limit: int) -> Outcome:
        self.asked.append((question.text, limit))
        return self._by_search

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        pytest.fail(f"{text} {limit}")

    def close(self) -> None:
        self.closed = True
