"""The staged check of a connection, from its host name to the layout of its records."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.refusal import RefusedError
from profile_browser.stores.couchbase.keyspace import Keyspace
from profile_browser.stores.couchbase.plan import uses_only_indexes
from profile_browser.stores.couchbase.srv import advertised_hosts
from profile_browser.stores.network import Route, require_valid_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.stores.couchbase.sdk import ClusterSession
    from profile_browser.stores.network import HostFinder

# The user is waiting for a check, so its timeouts are shorter than those of a lookup.
MAX_TIMEOUT = 10.0  # seconds

_log = logging.getLogger(__name__)


def check_connection(
    connection: Connection, username: str = "", find_hosts: HostFinder = advertised_hosts
) -> Iterator[StageResult]:
    """Yield each stage as it ends, up to the first failure. Blocks, and never raises.

    With a username, that user's record is read and compared with the layout, in the last stage.
    Closing or dropping the iterator stops the check and closes its connections.
    """
    check = _Check(_with_short_timeouts(connection), username, find_hosts)
    try:
        for stage, step in check.steps.items():
            result = _run_step(connection, stage, step)
            yield result
            if result.state is StageState.FAILED:
                return
    finally:
        check.close()


class _Check:
    """The steps of one check. Each builds on the previous ones and returns whether it applies."""

    def __init__(self, connection: Connection, username: str, find_hosts: HostFinder) -> None:
        self._connection, self._username = connection, username
        self._find_hosts = find_hosts
        self._route = Route(connection, find_hosts)
        self._session: ClusterSession | None = None

    @property
    def steps(self) -> Mapping[Stage, Callable[[], bool]]:
        """The step of each stage, in order."""
        return {
            Stage.NAME: self._resolve,
            Stage.PORT: self._connect,
            Stage.CERTIFICATE: self._verify,
            Stage.SIGN_IN: self._sign_in,
            Stage.DATABASE: self._open_bucket,
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
        # Importing the SDK stalls other threads, and is only needed from this stage on.
        from profile_browser.stores.couchbase.sdk import ClusterSession  # noqa: PLC0415 - lazy

        self._route.close()
        if not self._connection.password:  # an empty password would count as a failed sign-in
            raise ProblemError(Problem(Reason.PASSWORD_MISSING, self._connection))
        self._session = ClusterSession(self._connection, self._route.address, self._find_hosts)
        return True

    def _open_bucket(self) -> bool:
        self._signed_in.open_bucket()
        return True

    def _read(self) -> bool:
        from profile_browser.stores.reading import DamagedDocumentError  # noqa: PLC0415 - lazy

        with suppress(DamagedDocumentError):  # damaged, but readable
            self._signed_in.read(f"nobody {uuid4()}")
        return True

    def _search(self) -> bool:
        # The statements import the models, which are only needed for this stage.
        from profile_browser.stores.couchbase import statements  # noqa: PLC0415 - lazy

        connection = self._connection
        if not connection.search:
            return False
        for statement in statements.explain_statements_of(connection):
            if not uses_only_indexes(self._signed_in.run_query(statement)):
                # The search would work, on a primary index, but be slower with every user.
                values = {"statements": statements.index_script_of(connection)}
                raise ProblemError(Problem(Reason.INDEX_MISSING, connection, values=values))
        return True

    def _compare(self) -> bool:
        from profile_browser.stores.record_fit import find_misfit  # noqa: PLC0415 - lazy

        if not self._username:
            return False
        document = self._read_described()
        if document is None:
            asked = Keyspace.of(self._connection).document_id(self._username)
            missing = self._record_problem(Reason.CHECKED_RECORD_MISSING, document_id=asked)
            raise ProblemError(missing)
        misfit = find_misfit(document, self._connection.record, self._username)
        if misfit is not None:
            raise ProblemError(self._record_problem(Reason.LAYOUT_MISFIT, misfit=misfit))
        return True

    def _read_described(self) -> dict[str, object] | None:
        from profile_browser.stores.couchbase.subdocuments import MAX_PATHS  # noqa: PLC0415 - lazy
        from profile_browser.stores.reading import DamagedDocumentError  # noqa: PLC0415 - lazy
        from profile_browser.stores.record_fit import described_paths  # noqa: PLC0415 - lazy

        paths = described_paths(self._connection.record)
        document: dict[str, object] = {}
        try:
            for first in range(0, len(paths), MAX_PATHS):  # the type may be one path too many
                part = paths[first : first + MAX_PATHS]
                values = self._signed_in.read_values(self._username, part)
                if values is None:
                    return None
                document |= values
        except RefusedError as error:
            refused = self._record_problem(Reason.USERNAME_REFUSED, refusal=error.refusal)
            raise ProblemError(refused) from None
        except DamagedDocumentError as error:
            damaged = self._record_problem(Reason.RECORD_DAMAGED, fields=error.fields)
            raise ProblemError(damaged) from None
        return document

    def _record_problem(self, reason: Reason, **values: object) -> Problem:
        return Problem(reason, self._connection, values={"username": self._username, **values})

    @property
    def _signed_in(self) -> ClusterSession:
        if self._session is None:
            raise LookupError
        return self._session


def _with_short_timeouts(connection: Connection) -> Connection:
    return replace(
        connection,
        kv_timeout=min(connection.kv_timeout, MAX_TIMEOUT),
        query_timeout=min(connection.query_timeout, MAX_TIMEOUT),
    )


def _run_step(connection: Connection, stage: Stage, step: Callable[[], bool]) -> StageResult:
    try:
        applied = step()
    except ProblemError as error:
        return StageResult(stage, StageState.FAILED, error.problem)
    except Exception as error:  # noqa: BLE001 - a check returns results only
        _log.exception("Unexpected error in a check")
        problem = Problem(Reason.UNEXPECTED, connection, type(error).__name__)
        return StageResult(stage, StageState.FAILED, problem)
    return StageResult(stage, StageState.PASSED if applied else StageState.SKIPPED)
