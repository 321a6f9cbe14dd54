"""Records in the audit log that a check has read a user's record."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from profile_browser.domain.audit import FOUND, MISSING, Action, NotRecordedError, Read
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.problem import Problem, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.audit import AuditLogger
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.adapter import ConnectionCheck

_WORDS = {Reason.LAYOUT_MISFIT: FOUND, Reason.CHECKED_RECORD_MISSING: MISSING}


class AuditedCheck:
    """Checks an audited connection, and records the read of a user's record before its result.

    If the audit log cannot be written, nobody's record is read, or the result is not returned.
    """

    def __init__(self, check: ConnectionCheck, log: AuditLogger, reason: str = "") -> None:
        self._check, self._log, self._reason = check, log, reason

    def __call__(
        self, connection: Connection, username: str = "", _reason: str = ""
    ) -> Iterator[StageResult]:
        """Yield each stage as it ends."""
        try:
            self._log.prepare()
        except NotRecordedError as error:
            yield from self._check_without_record(connection, error)
            return
        started = perf_counter()
        for result in self._check(connection, username, self._reason):
            if result.stage is Stage.LAYOUT:
                spent = (perf_counter() - started) * 1000
                yield self._recorded(connection, username, result, spent)
            else:
                yield result
                started = perf_counter()

    def _check_without_record(
        self, connection: Connection, error: NotRecordedError
    ) -> Iterator[StageResult]:
        for result in self._check(connection):
            yield self._refused(connection, error) if result.stage is Stage.LAYOUT else result

    def _recorded(
        self, connection: Connection, username: str, result: StageResult, spent: float
    ) -> StageResult:
        read = Read(username, Action.LOOK_UP, _outcome_of(result), spent, self._reason)
        try:
            self._log.write(connection, [read])
        except NotRecordedError as error:
            return self._refused(connection, error)
        return result

    def _refused(self, connection: Connection, error: NotRecordedError) -> StageResult:
        values = {"folder": self._log.folder}
        problem = Problem(Reason.NOT_RECORDED, connection, str(error), values)
        return StageResult(Stage.LAYOUT, StageState.FAILED, problem)


def _outcome_of(result: StageResult) -> str:
    problem = result.problem
    return FOUND if problem is None else _WORDS.get(problem.reason, problem.kind.value)
