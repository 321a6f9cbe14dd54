"""What the suite needs of a kind of store. Each kind has one harness file, listed in `kinds.py`."""

from __future__ import annotations

from contextlib import closing, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.store import Store

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.store import ProfileStore
    from profile_browser.stores.adapter import StoreAdapter

Records: TypeAlias = "Mapping[str, Mapping[str, object]]"
"""Documents by the username that they are stored under."""

Installer: TypeAlias = "Callable[[Callable[[str], Path], str], Path]"
"""Returns the folder of a server, or skips. Takes a function of tests/servers and its argument."""


class Ability(StrEnum):
    """What a case needs, and not every kind or its test server can show."""

    EMAIL = "search by e-mail"
    BEGINNING = "search by beginning"
    LONG_LISTS = "more than 50 people in a list"
    WORDS = "search by later words of a name"
    SUGGEST = "suggestions"
    DETAILS = "record details"
    ANY_VALUE = "values of any type in a field"
    ANY_SHAPE = "an object in the place of a text, or the other way round"
    NESTED = "nested fields"
    RECORDER = "a recorder on the wire"
    PASSWORD = "accounts with passwords"
    SIGN_IN = "a sign-in before the first read"
    ACCOUNTS = "database users"
    RIGHTS = "an account without rights"
    DATABASE = "a database that is missing"
    SILENCE = "a server that does not answer"
    DEATH = "a server that dies"
    TLS = "certificates"
    DRIVER_NAMES = "a driver that itself compares a certificate with the host"
    WRITES = "requests that can be distinguished from writes"
    ROLE = "accounts with a read role"


class Place:
    """Records in a store, and how to reach them. Each method belongs to an Ability.

    `connection` has an account that may only read. Its timeouts are patient: a case that waits for
    a timeout sets a short one.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def longest_id(self) -> int:
        """The maximum length of what identifies a record here, in bytes."""
        return self.connection.longest_id

    def without_rights(self) -> Connection:
        """RIGHTS: return a connection whose account may sign in but not read these records."""
        raise NotImplementedError

    def without_database(self) -> Connection:
        """DATABASE: return a connection to a database that does not exist."""
        raise NotImplementedError

    @property
    def received(self) -> bytes:
        """RECORDER: all bytes that the server received, without TLS and not compressed."""
        raise NotImplementedError

    @property
    def answered(self) -> bytes:
        """RECORDER: all bytes that it sent, without TLS and not compressed."""
        raise NotImplementedError

    def writes(self) -> Sequence[str]:
        """WRITES: return the received requests that are not known to be reads."""
        raise NotImplementedError

    def may_write(self) -> bool:
        """ROLE: try to write a record with the connection's account, past the program."""
        raise NotImplementedError

    def hold(self) -> None:
        """SILENCE: accept connections and requests, and answer none until `release`."""
        raise NotImplementedError

    def release(self) -> None:
        """SILENCE: answer again, also what waits."""
        raise NotImplementedError

    def wait_until_held(self, *, searching: bool = False) -> bool:
        """SILENCE: wait for a read, or a search, since `hold`. Return False after 5 seconds."""
        raise NotImplementedError

    def kill(self) -> None:
        """DEATH: reset every connection and refuse new ones."""
        raise NotImplementedError

    def revive(self) -> None:
        """DEATH: accept connections again, on the same port."""
        raise NotImplementedError


class Harness(Protocol):
    """A kind of store for the suite. `lacks` gives the reason for each Ability that it lacks."""

    @property
    def adapter(self) -> StoreAdapter: ...
    @property
    def lacks(self) -> Mapping[Ability, str]: ...

    def start(self, install: Installer) -> AbstractContextManager[None]:
        """Start what all places share, such as a server; `install` brings it or skips."""
        ...

    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> AbstractContextManager[Place]:
        """Store these records with their indexes, apart from those of other places.

        The connection has this layout. With `tls`, it is encrypted, its host is 127.0.0.1, and the
        server has the context's certificate; the caller sets `trust_store`.
        """
        ...


@contextmanager
def store_with(
    harness: Harness, records: Records, layout: RecordLayout = USUAL_LAYOUT
) -> Iterator[ProfileStore]:
    """Open a store over these records, as the program opens it."""
    with (
        harness.put(records, layout) as place,
        closing(open_store(harness, place.connection)) as store,
    ):
        yield store


def open_store(harness: Harness, connection: Connection) -> Store:
    """Return a store over this connection, as the program opens it."""
    return Store(connection, harness.adapter)
