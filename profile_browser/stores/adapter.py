"""The adapter of a kind of store, and the registry of adapters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from profile_browser.domain.store_kind import StoreKinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from profile_browser.domain.address import Address
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileSource
    from profile_browser.domain.store_kind import StoreKind
    from profile_browser.stores.checking import CheckSession, SessionOpener


class ConnectionCheck(Protocol):
    """Checks a connection in stages. A gateway is told the reason for reading a user's record."""

    def __call__(
        self, connection: Connection, username: str = "", reason: str = "", /
    ) -> Iterator[StageResult]:
        """Yield each stage as it ends."""
        ...


def staged_check(open_session: SessionOpener) -> ConnectionCheck:
    """Return the check of a kind whose hosts are those that the address lists."""

    def check(
        connection: Connection, username: str = "", reason: str = ""
    ) -> Iterator[StageResult]:
        from profile_browser.domain.store import RecordingSource
        from profile_browser.stores.checking import run_check

        def open_stating(connection: Connection, address: Address) -> CheckSession:
            session = open_session(connection, address)
            if isinstance(session, RecordingSource):
                session.state_reason(reason)
            return session

        yield from run_check(connection, open_stating, username)

    return check


class StoreAdapter(NamedTuple):
    """What a kind of store implements. The functions import their driver lazily.

    ``open_source`` connects, and raises ProblemError. ``check`` yields the stages of a check, and
    never raises. With a username, it compares that user's record with the layout of the connection.
    ``index_script`` returns the statements that create the search indexes, or an empty string.
    """

    kind: StoreKind
    open_source: Callable[[Connection], ProfileSource]
    check: ConnectionCheck
    index_script: Callable[[Connection], str]


class StoreRegistry:
    """The adapters of all kinds, the default first."""

    def __init__(self, *adapters: StoreAdapter) -> None:
        self.kinds = StoreKinds(tuple(adapter.kind for adapter in adapters))
        self._adapters = {adapter.kind.name: adapter for adapter in adapters}

    def adapter_of(self, connection: Connection) -> StoreAdapter:
        """Return the adapter of a connection's kind."""
        return self._adapters[connection.kind.name]
