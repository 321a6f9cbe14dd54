"""A check reads nobody's record unless the read can be recorded in the audit log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.audit import Action, NotRecordedError, Read
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.misfit import Misfit
from profile_browser.domain.problem import Problem, Reason
from profile_browser.stores.audited_check import AuditedCheck
from tests.unit.helpers.people import CLUSTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from profile_browser.domain.connection import Connection

REASON = "Disk quota exceeded"
PLACE = replace(CLUSTER, audit=True)
SEARCHED = StageResult(Stage.SEARCH, StageState.PASSED)
FITS = StageResult(Stage.LAYOUT, StageState.PASSED)
SKIPPED = StageResult(Stage.LAYOUT, StageState.SKIPPED)


class Log:
    """An audit log that notes each call in a list of events, and can fail at one step."""

    folder = "/var/log/reads"

    def __init__(self, fails_at: str = "") -> None:
        self.events: list[object] = []
        self._fails_at = fails_at

    def prepare(self) -> None:
        self._note("prepare", "prepared")

    def write(self, connection: Connection, reads: Sequence[Read]) -> None:
        assert connection is PLACE
        [read] = reads
        assert 0 <= read.milliseconds < 60_000
        self._note("write", (read.username, read.action, read.outcome, read.reason))

    def _note(self, step: str, event: object) -> None:
        if step == self._fails_at:
            raise NotRecordedError(REASON)
        self.events.append(event)


def run(log: Log, last: StageResult) -> list[object]:
    """Check with a username, and return the events, each result among them."""

    def check(_: Connection, username: str = "", reason: str = "") -> Iterator[StageResult]:
        assert reason == ("Ticket 7" if username else "")
        yield SEARCHED
        log.events.append(f"read {username}" if username else "read nobody")
        yield last if username else SKIPPED

    for result in AuditedCheck(check, log, "Ticket 7")(PLACE, "ann"):
        log.events.append(result)
    return log.events


def failed(reason: Reason, **values: object) -> StageResult:
    problem = Problem(reason, PLACE, values=values)
    return StageResult(Stage.LAYOUT, StageState.FAILED, problem)


@pytest.mark.parametrize(
    ("result", "word"),
    [
        (FITS, "found"),
        (failed(Reason.LAYOUT_MISFIT, misfit=Misfit()), "found"),
        (failed(Reason.CHECKED_RECORD_MISSING), "missing"),
        (failed(Reason.READ_TIMED_OUT), "timed_out"),
        (failed(Reason.RECORD_DAMAGED), "damaged_document"),
    ],
)
def test_the_read_is_recorded_before_its_result_is_shown(result: StageResult, word: str) -> None:
    recorded = ("ann", Action.LOOK_UP, word, "Ticket 7")
    assert run(Log(), result) == ["prepared", SEARCHED, "read ann", recorded, result]


def test_no_record_is_read_if_the_audit_log_cannot_be_written() -> None:
    events = run(Log(fails_at="prepare"), FITS)
    assert events[:2] == [SEARCHED, "read nobody"]
    assert_refused(events[2:])


def test_the_result_of_a_read_that_cannot_be_recorded_is_not_shown() -> None:
    events = run(Log(fails_at="write"), failed(Reason.LAYOUT_MISFIT, misfit=Misfit()))
    assert_refused(events[3:])


def assert_refused(events: list[object]) -> None:
    [result] = events
    assert isinstance(result, StageResult)
    assert (result.stage, result.state) == (Stage.LAYOUT, StageState.FAILED)
    assert result.problem is not None
    assert result.problem.reason is Reason.NOT_RECORDED
    assert result.problem.values == {"folder": "/var/log/reads"}


def test_a_check_that_fails_earlier_records_nobody() -> None:
    log = Log()
    refused = StageResult(Stage.READ, StageState.FAILED, Problem(Reason.READING_NOT_ALLOWED, PLACE))
    assert list(AuditedCheck(lambda *_: iter([refused]), log)(PLACE, "ann")) == [refused]
    assert log.events == ["prepared"]
