"""What the rest of the program knows of a place where profiles are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User


class ProfileStore(Protocol):
    """One place that profiles are read from; each thread opens its own."""

    def look_up(self, username: str) -> Outcome:
        """Return what is known of this user; every failure is an outcome too."""
        ...

    def search(self, question: Question, limit: int) -> Outcome:
        """Return whom a search finds: one as Found, several as Matches, none as Missing.

        At most ``limit`` people are listed. A problem is one of the search alone.
        """
        ...

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people whose username begins so, for a list while somebody types; never fails."""
        ...

    def close(self) -> None:
        """Let go of connections. Any thread may call it, any number of times.

        A read that is running in another thread ends at once with a problem.
        """
        ...
