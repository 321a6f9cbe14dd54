"""The protocols of a place where profiles are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome, RecordDetails
    from profile_browser.domain.outcome import Outcome, Outcomes
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User

    StoreOpener = Callable[[Connection], "ProfileStore"]


class ProfileStore(Protocol):
    """A place that profiles are read from. Each thread opens its own. No method raises."""

    def look_up(self, username: str, reason: str = "") -> Outcome:
        """Look up this username. Failures are outcomes too. An audit log records the reason."""
        ...

    def look_up_all(self, usernames: Sequence[str], reason: str = "", at_once: int = 1) -> Outcomes:
        """Look up distinct usernames, at most so many at the same time.

        Returns the outcome of each that was asked for. If a problem would repeat, the store may
        stop asking. Returns a problem if nobody was asked for.
        """
        ...

    def read_details(self, username: str, reason: str = "") -> DetailsOutcome:
        """Return what the store keeps about this user's record, never its content.

        Asked only if the kind has Capability.DETAILS. An audit log records the reason.
        """
        ...

    def search(self, question: Question, limit: int) -> Outcome:
        """Search: returns Found for one person, Matches for several, Missing for none.

        Returns at most ``limit`` people. A problem concerns only the search.
        """
        ...

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people whose username starts with this text, for search as you type."""
        ...

    def close(self) -> None:
        """Close connections. Any thread may call this, any number of times.

        A read that runs in another thread ends at once with a problem.
        """
        ...


class ProfileSource(Protocol):
    """The connected part of a kind of store. It is only asked valid questions.

    All errors are raised as ProblemError. Rows are mappings of the described fields by path;
    the caller validates them.
    """

    def read(self, username: str) -> User | None:
        """Return this user, or None if there is no such record.

        Also raises DamagedDocumentError.
        """
        ...

    def read_details(self, username: str) -> RecordDetails | None:
        """Return what the store keeps about this user's record, or None if there is no record."""
        ...

    def search(self, question: Question, limit: int) -> Sequence[object]:
        """Return distinct rows that match a question, in any order.

        Rows may also be users. ``TruncatedRows`` are some of more that match.

        By e-mail, these are the first ``limit`` e-mails and the first ``limit`` usernames, by
        username, that equal the text. By beginning, they are the first ``limit`` usernames, e-mails
        and, for each of ``matching.orders_of`` the text, names of which one of
        ``matching.entries_of`` begins with it.

        Both sides are compared after ``folding.fold``. A store that cannot fold a value needs the
        folded value in an index. The cost must not grow with the number of people.
        """
        ...

    def suggest(self, text: str, limit: int) -> Sequence[object]:
        """Return at most this many rows whose username starts with this text."""
        ...

    def close(self) -> None:
        """Close connections. Any thread may call this, any number of times."""
        ...


@runtime_checkable
class RecordingSource(Protocol):
    """A ProfileSource whose server records who reads what, and why."""

    def state_reason(self, reason: str) -> None:
        """Take the reason for the next questions, as ``audit.reason_of`` returns it; or nothing."""
        ...


@runtime_checkable
class ManySource(Protocol):
    """A ProfileSource that reads many records in one call, faster than one after another."""

    def read_many(
        self, usernames: Sequence[str], at_once: int
    ) -> Mapping[str, User | Exception | None]:
        """Return the user of each of these distinct usernames, or None, or why it is not readable.

        At most ``at_once`` records are read at the same time. The exceptions are those that
        ``read`` raises. If a problem would repeat, the further usernames may be left out. Raises
        ProblemError if nothing was read.
        """
        ...


class TruncatedRows(list[object]):
    """Rows of a server that itself limits how many it lists: more people match."""
