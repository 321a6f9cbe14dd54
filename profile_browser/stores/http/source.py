"""What the sources of all stores that speak HTTP share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from profile_browser.domain.user import User, paths_of
from profile_browser.stores.http.session import HttpSession
from profile_browser.stores.reading import user_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.stores.http.failures import Answer, Dialect, Phase
    from profile_browser.stores.http.session import Request


class HttpSource(ABC):
    """The common part of a ProfileSource and a CheckSession over HTTP. It raises ProblemError."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection = connection
        self._session = HttpSession(connection, dialect)

    def open(self) -> None:
        """Find a reachable host and verify its certificate. The first read signs in."""
        self._session.open()

    def read(self, username: str) -> User | None:
        """Return this user, or None. Also raises DamagedDocumentError."""
        layout = self._connection.record
        values = self.read_values(username, paths_of(User, layout))
        return None if values is None else user_from(values, User, layout)

    @abstractmethod
    def read_values(self, username: str, paths: Sequence[str]) -> dict[str, object] | None:
        """Return the values of this user's record at these paths, or None.

        Also raises DamagedDocumentError and RefusedError.
        """

    def close(self) -> None:
        """Close the connection. A read in another thread then ends at once."""
        self._session.close()

    def _ask(self, request: Request, phase: Phase, seconds: float) -> Answer:
        """Return a successful answer."""
        answer = self._session.ask(request, phase, seconds)
        if not answer.is_success:
            raise self._session.problem_of(answer, phase)
        return answer
