"""The node in a separate process behaves like the one in the test's process."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from profile_browser.domain.problem import ProblemKind
from tests.wire.node_process import NodeProcess
from tests.wire.people import PEOPLE
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import assert_johndoe, assert_problem, connection_to, look_up


@pytest.fixture
def node_process() -> Iterator[NodeProcess]:
    """Start a node with johndoe and alice in a separate process."""
    with NodeProcess(PEOPLE) as node:
        yield node


def test_a_node_in_a_separate_process_answers_and_can_be_restarted(
    node_process: NodeProcess,
) -> None:
    connection = connection_to(node_process)
    assert_johndoe(look_up(connection))
    node_process.stop()
    assert_problem(look_up(connection), ProblemKind.UNREACHABLE, connection)
    node_process.restart()
    node_process.forget()
    assert_johndoe(look_up(connection))


def test_faults_can_be_set_in_a_separate_process(node_process: NodeProcess) -> None:
    hurried = replace(connection_to(node_process), kv_timeout=SHORT_SECONDS)
    node_process.set_faults(silent_reads=True)
    assert_problem(look_up(hurried), ProblemKind.TIMED_OUT, hurried)
    node_process.set_faults(silent_reads=False, reset_reads=1)
    assert_johndoe(look_up(connection_to(node_process)))


def test_an_unknown_fault_is_refused(node_process: NodeProcess) -> None:
    with pytest.raises(AssertionError, match="AttributeError: silent_raeds"):
        node_process.set_faults(silent_raeds=True)
    assert_johndoe(look_up(connection_to(node_process)))
