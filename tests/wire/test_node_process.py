"""The node in a process of its own does what the one in the test's process does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemKind
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from tests.wire.node_process import NodeProcess
from tests.wire.people import PEOPLE
from tests.wire.sdk import PATIENT_SECONDS, SHORT_SECONDS
from tests.wire.stores import TITLE, assert_johndoe, assert_problem, look_up


@pytest.fixture
def apart() -> Iterator[NodeProcess]:
    """Give such a node, which knows johndoe and alice."""
    with NodeProcess(PEOPLE) as node:
        yield node


def connection_to(node: NodeProcess) -> Connection:
    return Connection(
        kind=COUCHBASE,
        title=TITLE,
        connection_string=node.connection_string,
        location={"bucket": node.bucket},
        username=node.username,
        password=node.password,
        kv_timeout=PATIENT_SECONDS,
        connect_timeout=PATIENT_SECONDS,
    )


def test_a_node_in_its_own_process_answers_and_is_stopped_and_restarted(
    apart: NodeProcess,
) -> None:
    connection = connection_to(apart)
    assert_johndoe(look_up(connection))
    apart.stop()
    assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    apart.restart()
    apart.forget()
    assert_johndoe(look_up(connection))


def test_a_node_in_its_own_process_is_told_what_goes_wrong(apart: NodeProcess) -> None:
    hurried = replace(connection_to(apart), kv_timeout=SHORT_SECONDS)
    apart.set_faults(silent_reads=True)
    assert_problem(look_up(hurried), ProblemKind.TIMED_OUT, hurried)
    apart.set_faults(silent_reads=False, reset_reads=1)
    assert_johndoe(look_up(connection_to(apart)))


def test_a_fault_that_does_not_exist_is_not_taken(apart: NodeProcess) -> None:
    with pytest.raises(AssertionError, match="AttributeError: silent_raeds"):
        apart.set_faults(silent_raeds=True)
    assert_johndoe(look_up(connection_to(apart)))
