"""The staged check of a connection, shared by all kinds of stores.

A kind brings what it alone knows as a ``CheckSession``. Drivers, models and the layout's rules are
imported only for the stages that need them: importing them stalls other threads.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.document import USERNAME_PLACE
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.refusal import RefusedError
from profile_browser.domain.user import User, paths_of
from profile_browser.stores.network import Route, listed_hosts, require_valid_settings
from profile_browser.stores.problems import problem_of
from profile_browser.stores.reading import DamagedDocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.network import HostFinder

    # Opens a session with a reachable address. Raises ProblemError, and then leaves nothing open.
    SessionOpener = Callable[[Connection, Address], "CheckSession"]

# The user is waiting for a check, so its timeouts are shorter than those of a lookup.
MAX_TIMEOUT = 10.0  # seconds


_NOBODY = re.compile(r"nobody [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def nobody() -> str:
    """Return a username that no record has."""
    return f"nobody {uuid4()}"


def is_nobody(username: str) -> bool:
    """Return whether this is a username that ``nobody`` returned."""
    return bool(_NOBODY.fullmatch(username))


class CheckSession(Protocol):
    """A session of a check. Its methods raise ProblemError."""

    def sign_in(self) -> None:
        """Sign in, unless the session did when it was opened."""
        ...

    def open_database(self) -> str | None:
        """Open the place in the store where the profiles are. A gateway returns its name."""
        ...

    def read_values(self, username: str, paths: list[str]) -> Mapping[str, object] | None:
        """Return the values of this user's record at these dotted paths, or None.

        Paths that the record lacks are left out. Also raises DamagedDocumentError, and RefusedError
        for a username that no record can have.
        """
        ...

    def require_indexes(self) -> None:
        """Check that searching is allowed and uses only indexes, for each of the ``searches``."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


def run_check(
    connection: Connection,
    open_session: SessionOpener,
    username: str = "",
    find_hosts: HostFinder = listed_hosts,
) -> Iterator[StageResult]:
    """Yield each stage as it ends, up to the first failure. Blocks, and never raises.

    With a username, that user's record is read and compared with the layout, in the last stage.
    Closing or dropping the iterator stops the check and closes its connections. ``open_session``
    gets the connection with short timeouts.
    """
    check = _Check(_with_short_timeouts(connection), open_session, username, find_hosts)
    try:
        for stage, step in check.steps.items():
            result = _run_step(connection, stage, step)
            yield result
            if result.state is StageState.FAILED:
                return
    finally:
        check.close()


class _Check:
    """The steps of one check. Each builds on the previous ones.

    It returns whether it applies, or the name of what it found.
    """

    def __init__(
        self,
        connection: Connection,
        open_session: SessionOpener,
        username: str,
        find_hosts: HostFinder,
    ) -> None:
        self._connection, self._username = connection, username
        self._open_session = open_session
        self._route = Route(connection, find_hosts)
        self._session: CheckSession | None = None

    @property
    def steps(self) -> Mapping[Stage, Callable[[], bool | str]]:
        """The step of each stage, in order."""
        return {
            Stage.NAME: self._resolve,
            Stage.PORT: self._connect,
            Stage.CERTIFICATE: self._verify,
            Stage.SIGN_IN: self._sign_in,
            Stage.DATABASE: self._open_database,
            Stage.READ: self._read,
            Stage.SEARCH: self._search,
            Stage.LAYOUT: self._compare,
        }

    def close(self) -> None:
        """Close all connections of the check."""
        self._route.close()
        if self._session is not None:
            self._session.close()

    def _resolve(self) -> bool:
        if not self._connection.kind.is_installed:
            raise ProblemError(Problem(Reason.DRIVER_MISSING, self._connection))
        require_valid_settings(self._connection)
        self._route.resolve()
        return True

    def _connect(self) -> bool:
        self._route.connect()
        return True

    def _verify(self) -> bool:
        self._route.verify()
        return self._connection.address.encrypted

    def _sign_in(self) -> bool:
        self._route.close()
        if not self._connection.password:  # an empty password would count as a failed sign-in
            raise ProblemError(Problem(Reason.PASSWORD_MISSING, self._connection))
        self._session = self._open_session(self._connection, self._route.address)
        self._session.sign_in()
        return True

    def _open_database(self) -> bool | str:
        return self._signed_in.open_database() or True

    def _read(self) -> bool:
        with suppress(DamagedDocumentError):  # damaged, but readable
            paths = paths_of(User, self._connection.record)
            self._signed_in.read_values(nobody(), paths)
        return True

    def _search(self) -> bool:
        can_be_searched = bool(self._connection.searches)
        if can_be_searched:
            self._signed_in.require_indexes()
        return can_be_searched

    def _compare(self) -> bool:
        from profile_browser.stores.record_fit import find_misfit

        if not self._username:
            return False
        layout = self._connection.record
        document = self._read_described()
        if document is None:
            asked_id = self._connection.id_template.replace(USERNAME_PLACE, self._username)
            missing = self._record_problem(Reason.CHECKED_RECORD_MISSING, document_id=asked_id)
            raise ProblemError(missing)
        is_described = not self._connection.kind.is_gateway  # a gateway has the layout
        misfit = find_misfit(document, layout, self._username) if is_described else None
        if misfit is not None:
            raise ProblemError(self._record_problem(Reason.LAYOUT_MISFIT, misfit=misfit))
        return True

    def _read_described(self) -> Mapping[str, object] | None:
        from profile_browser.stores.record_fit import described_paths

        paths = described_paths(self._connection.record)
        try:
            return self._signed_in.read_values(self._username, paths)
        except RefusedError as error:
            refused = self._record_problem(Reason.USERNAME_REFUSED, refusal=error.refusal)
            raise ProblemError(refused) from None
        except DamagedDocumentError as error:
            damaged = self._record_problem(Reason.RECORD_DAMAGED, fields=error.fields)
            raise ProblemError(damaged) from None

    def _record_problem(self, reason: Reason, **values: object) -> Problem:
        return Problem(reason, self._connection, values={"username": self._username, **values})

    @property
    def _signed_in(self) -> CheckSession:
        if self._session is None:
            raise LookupError
        return self._session


def _with_short_timeouts(connection: Connection) -> Connection:
    return replace(
        connection,
        kv_timeout=min(connection.kv_timeout, MAX_TIMEOUT),
        query_timeout=min(connection.query_timeout, MAX_TIMEOUT),
    )


def _run_step(connection: Connection, stage: Stage, step: Callable[[], bool | str]) -> StageResult:
    try:
        applied = step()
    except Exception as error:  # noqa: BLE001 - a check returns results only
        return StageResult(stage, StageState.FAILED, problem_of(connection, error))
    state = StageState.PASSED if applied else StageState.SKIPPED
    return StageResult(stage, state, found=applied if isinstance(applied, str) else "")
