"""The staged check, and what every failed stage must be like."""

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.stores.couchbase.check import check_connection
from profile_browser.stores.couchbase.statements import probe_statement_of
from tests.wire.node import Node
from tests.wire.stores import assert_problem, connection_to

CHECK = check_connection
P, S = StageState.PASSED, StageState.SKIPPED


def searchable(node: Node, connection: Connection | None = None) -> Connection:
    """Describe the node, whose query service answers the check's own statement."""
    connection = connection or connection_to(node)
    node.query.answer(probe_statement_of(connection), [])
    return connection


def states(connection: Connection) -> list[StageState]:
    """Check, and give what came of each stage."""
    return [result.state for result in CHECK(connection)]


def failure(connection: Connection, stage: Stage, kind: ProblemKind) -> Problem:
    """Check, and give the problem of the one stage that must fail, as the last."""
    *passed, failed = CHECK(connection)
    assert [result.stage for result in (*passed, failed)] == list(Stage)[: len(passed) + 1]
    assert all(result.problem is None for result in passed)
    assert (failed.stage, failed.state) == (stage, StageState.FAILED)
    assert failed.problem is not None
    return assert_problem(failed.problem, kind, connection)
