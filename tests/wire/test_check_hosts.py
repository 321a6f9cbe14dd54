"""The staged check of several hosts, and that a check leaves no connections or threads behind."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from couchbase.cluster import Cluster

from profile_browser.domain.check import Stage, StageResult
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages.problems import details, next_step
from profile_browser.stores import checking
from tests.wire import query_service
from tests.wire.checks import CHECK, P, S, failure, states
from tests.wire.cluster_map import HOST
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE, JOHNS_KEY, PEOPLE
from tests.wire.ports import closed_port
from tests.wire.sdk import Opened
from tests.wire.stores import assert_no_sign_in, connection_to
from tests.wire.tls import encrypted, tls_with

# Several hosts


@pytest.mark.parametrize("good_first", [True, False])
def test_a_stage_passes_if_one_of_several_hosts_passes(node: Node, good_first: bool) -> None:
    with closed_port() as port:
        hosts = [f"{HOST}:{node.port}", f"{HOST}:{port}", "nohost.invalid"]
        names = ",".join(hosts if good_first else reversed(hosts))
        connection = replace(connection_to(node), connection_string=f"couchbase://{names}")
        assert states(connection) == [P, P, S, P, P, P, P, S]


@pytest.mark.parametrize("good_first", [True, False])
def test_one_impostor_among_good_hosts_fails_the_certificate_stage(
    tls_node: Node, authority: trustme.CA, trust_store: Path, good_first: bool
) -> None:
    with Node(PEOPLE, tls=tls_with(authority.issue_cert("db.example.com"))) as impostor:
        ports = [tls_node.port, impostor.port] if good_first else [impostor.port, tls_node.port]
        address = "couchbases://" + ",".join(f"{HOST}:{port}" for port in ports)
        connection = replace(encrypted(tls_node, trust_store), connection_string=address)
        failure(connection, Stage.CERTIFICATE, ProblemKind.UNTRUSTED)
        assert_no_sign_in(impostor)
        assert_no_sign_in(tls_node)


def test_if_all_hosts_are_closed_the_problem_names_the_first(node: Node) -> None:
    with closed_port() as first, closed_port() as second:
        address = f"couchbase://{HOST}:{first},{HOST}:{second}"
        connection = replace(connection_to(node), connection_string=address)
        problem = failure(connection, Stage.PORT, ProblemKind.UNREACHABLE)
    assert f"Port {first} " in next_step(problem)


# Nothing is left behind


def nothing_wrong(node: Node) -> None:
    """Leave the node as it is."""


def no_bucket(node: Node) -> None:
    """Refuse the bucket."""
    node.faults.no_bucket_right = True


def no_reading(node: Node) -> None:
    """Refuse to read."""
    node.faults.no_read_right = True


def no_searching(node: Node) -> None:
    """Refuse to search."""
    node.query.faults.error = query_service.NO_QUERY_RIGHT


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("fault", [nothing_wrong, no_bucket, no_reading, no_searching])
def test_a_check_disconnects_whatever_its_result(node: Node, fault: Callable[[Node], None]) -> None:
    fault(node)
    assert states(connection_to(node))
    assert node.connections > 0
    assert node.wait_until_disconnected()


def results_up_to(results: Iterator[StageResult], last: Stage) -> None:
    """Run a check up to this stage."""
    for result in results:
        if result.stage is last:
            return


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("last", list(Stage))
def test_an_abandoned_check_disconnects(node: Node, last: Stage) -> None:
    results = CHECK(connection_to(node))
    results_up_to(results, last)
    del results
    assert node.wait_until_disconnected()


def test_a_check_that_fails_before_the_sign_in_opens_no_cluster(node: Node, opened: Opened) -> None:
    node.stop()
    failure(connection_to(node), Stage.PORT, ProblemKind.UNREACHABLE)
    assert opened.clusters == []


def test_the_check_leaves_no_thread_behind(node: Node) -> None:
    states(connection_to(node))  # starts the threads that the SDK keeps
    before = threading.active_count()
    states(connection_to(node))
    assert threading.active_count() == before


# Every check ends in a result


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, owner: type, method: str) -> Iterator[None]:
    """Make a method of the SDK raise an unexpected error."""

    def fail(*_: object, **__: object) -> None:
        secret = "marked-secret"
        raise LookupError(secret)

    with monkeypatch.context() as patch:
        patch.setattr(owner, method, fail)
        yield


@pytest.mark.parametrize(
    ("method", "stage"),
    [("connect", Stage.SIGN_IN), ("bucket", Stage.DATABASE), ("query", Stage.SEARCH)],
)
def test_an_unexpected_error_fails_its_stage(
    node: Node, monkeypatch: pytest.MonkeyPatch, method: str, stage: Stage
) -> None:
    with broken(monkeypatch, Cluster, method):
        problem = failure(connection_to(node), stage, ProblemKind.UNEXPECTED)
    assert "LookupError" in details(problem)
    assert "marked-secret" not in f"{problem}"


def test_a_document_with_the_test_username_does_not_fail_the_read_stage(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "uuid4", lambda: "known")
    node.put("userprofile::nobody known", b"not json")
    assert states(connection_to(node))[-3:] == [P, P, S]
    node.put("userprofile::nobody known", JOHN_DOE)
    assert states(connection_to(node))[-3:] == [P, P, S]
    assert JOHNS_KEY not in repr(node.lookups)


def test_a_repaired_connection_passes_the_next_check(node: Node) -> None:
    connection = connection_to(node)
    node.stop()
    failure(connection, Stage.PORT, ProblemKind.UNREACHABLE)
    node.restart()
    assert states(connection) == [P, P, S, P, P, P, P, S]
