"""Helpers for the staged check: its states, and the problem of a failed stage."""

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.stores.couchbase.check import check_connection
from tests.wire.stores import assert_problem

CHECK = check_connection
P, S = StageState.PASSED, StageState.SKIPPED


def states(connection: Connection) -> list[StageState]:
    """Run the check and return the state of each stage."""
    return [result.state for result in CHECK(connection)]


def failure(connection: Connection, stage: Stage, kind: ProblemKind) -> Problem:
    """Run the check and return the problem of its last stage, the only one that may fail."""
    *passed, failed = CHECK(connection)
    assert [result.stage for result in (*passed, failed)] == list(Stage)[: len(passed) + 1]
    assert all(result.problem is None for result in passed)
    assert (failed.stage, failed.state) == (stage, StageState.FAILED)
    assert failed.problem is not None
    return assert_problem(failed.problem, kind, connection)
