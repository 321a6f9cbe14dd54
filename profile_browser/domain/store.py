"""What the program knows of a place where profiles are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User


class ProfileStore(Protocol):
    """One place that profiles are read from; each thread opens its own. Nothing is raised."""

    def look_up(self, username: str) -> Outcome:
        """Return what is known of this user; every failure is an outcome too."""
        ...

    def search(self, question: Question, limit: int) -> Outcome:
        """Return whom a search finds: one as Found, several as Matches, none as Missing.

        At most ``limit`` people are listed. A problem is one of the search alone.
        """
        ...

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people whose username begins with this text, for a list while somebody types."""
        ...

    def close(self) -> None:
        """Close connections. Any thread may call it, any number of times.

        A read that is running in another thread ends at once with a problem.
        """
        ...


class ProfileSource(Protocol):
    """What a kind of store brings: connected, and only asked what can be asked.

    Whatever goes wrong is raised as ProblemError. Rows are mappings of the public fields by their
    paths; whether they are sound is for others to see.
    """

    def read(self, username: str) -> User | None:
        """Return this user, or None where there is no such record.

        Raises DamagedDocumentError, too.
        """
        ...

    def search(self, question: Question, limit: int) -> Sequence[object]:
        """Return at most this many rows that match a question."""
        ...

    def suggest(self, text: str, limit: int) -> Sequence[object]:
        """Return at most this many rows whose username begins with this text."""
        ...

    def close(self) -> None:
        """Close connections. Any thread may call it, any number of times."""
        ...
