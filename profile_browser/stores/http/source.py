"""What the sources of all stores that speak HTTP share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from profile_browser.domain.user import User, paths_of
from profile_browser.stores.http.session import HttpSession
from profile_browser.stores.network import require_valid_settings
from profile_browser.stores.opening import closing_on_failure
from profile_browser.stores.reading import user_from
from profile_browser.stores.record_fit import require_readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from profile_browser.domain.connection import Connection
    from profile_browser.stores.http.failures import Answer, Dialect, Phase
    from profile_browser.stores.http.session import Request


class HttpSource(ABC):
    """The common part of a ProfileSource and a CheckSession over HTTP. It raises ProblemError."""

    dialect: ClassVar[Dialect]

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._session = HttpSession(connection, self.dialect)

    @classmethod
    def opened(cls, connection: Connection) -> Self:
        """Find a reachable host, verify its certificate and return the source.

        The first read signs in. If it raises ProblemError, nothing is left open.
        """
        require_valid_settings(connection)
        require_readable(connection, cls.is_readable)
        with closing_on_failure(cls(connection)) as source:
            source._session.open()  # noqa: SLF001 - its own
        return source

    @staticmethod
    def is_readable(_path: str, /) -> bool:
        """Return whether the store can read a field at this path without other fields."""
        return True

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
