"""What the rest of the program knows of a place where profiles are kept."""

from typing import Protocol

from profile_browser.domain.outcome import Outcome


class ProfileStore(Protocol):
    """One place that profiles are read from; each thread opens its own."""

    def look_up(self, username: str) -> Outcome:
        """Return what is known of this user; every failure is an outcome too."""
        ...

    def close(self) -> None:
        """Let go of connections. Any thread may call it, any number of times.

        A read that is running in another thread ends at once with a problem.
        """
        ...
