"""The staged check of several hosts, and what it leaves behind: nothing but results."""

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
from profile_browser.stores.couchbase import check as checking
from tests.wire import query_service
from tests.wire.checks import CHECK, P, S, failure, searchable, states
from tests.wire.cluster_map import HOST
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE, JOHNS_KEY, PEOPLE
from tests.wire.ports import closed_port
from tests.wire.sdk import Opened
from tests.wire.stores import assert_no_sign_in, connection_to
from tests.wire.tls import encrypted, tls_with

# Several hosts


@pytest.mark.parametrize("good_first", [True, False])
def test_a_stage_passes_where_one_host_of_several_passes(node: Node, good_first: bool) -> None:
    with closed_port() as port:
        hosts = [f"{HOST}:{node.port}", f"{HOST}:{port}", "nohost.invalid"]
        names = ",".join(hosts if good_first else reversed(hosts))
        connection = replace(connection_to(node), connection_string=f"couchbase://{names}")
        assert states(searchable(node, connection)) == [P, P, S, P, P, P, P]


@pytest.mark.parametrize("good_first", [True, False])
def test_one_impostor_among_good_hosts_fails_the_certificate_stage(
    tls_node: Node, authority: trustme.CA, trust_store: Path, good_first: bool
) -> None:
    with Node(PEOPLE, tls=tls_with(authority.issue_cert("db.example.com"))) as impostor:
        ports = [tls_node.port, impostor.port] if good_first else [impostor.port, tls_node.port]
        address = "couchbases://" + ",".join(f"{HOST}:{port}" for port in ports)
        connection = replace(encrypted(tls_node, trust_store), connection_string=address)
        failure(connection, Stage.CERTIFICATE, ProblemKind.MISCONFIGURED)
        assert_no_sign_in(impostor)
        assert_no_sign_in(tls_node)


def test_several_closed_hosts_fail_with_the_first_one_named(node: Node) -> None:
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
def test_a_check_hangs_up_whatever_came_of_it(node: Node, fault: Callable[[Node], None]) -> None:
    fault(node)
    assert states(searchable(node))
    assert node.connections > 0
    assert node.wait_until_left()


def results_up_to(results: Iterator[StageResult], last: Stage) -> None:
    """Follow a check as far as this stage."""
    for result in results:
        if result.stage is last:
            return


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("last", list(Stage))
def test_a_check_that_nobody_follows_to_its_end_hangs_up(node: Node, last: Stage) -> None:
    results = CHECK(searchable(node))
    results_up_to(results, last)
    del results
    assert node.wait_until_left()


def test_a_check_that_fails_before_the_sign_in_opens_no_cluster(node: Node, opened: Opened) -> None:
    node.stop()
    failure(connection_to(node), Stage.PORT, ProblemKind.UNREACHABLE)
    assert opened.clusters == []


def test_the_check_leaves_no_thread_behind(node: Node) -> None:
    states(searchable(node))  # the SDK's own threads, which it keeps
    before = threading.active_count()
    states(searchable(node))
    assert threading.active_count() == before


# Whatever happens, a result comes of it


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, owner: type, method: str) -> Iterator[None]:
    """Have a method of the SDK raise what nobody foresaw."""

    def fail(*_: object, **__: object) -> None:
        secret = "marked-secret"
        raise LookupError(secret)

    with monkeypatch.context() as patch:
        patch.setattr(owner, method, fail)
        yield


@pytest.mark.parametrize(
    ("method", "stage"),
    [("connect", Stage.SIGN_IN), ("bucket", Stage.BUCKET), ("query", Stage.SEARCH)],
)
def test_a_fault_that_nobody_foresaw_fails_its_stage(
    node: Node, monkeypatch: pytest.MonkeyPatch, method: str, stage: Stage
) -> None:
    with broken(monkeypatch, Cluster, method):
        problem = failure(connection_to(node), stage, ProblemKind.UNEXPECTED)
    assert "LookupError" in details(problem)
    assert "marked-secret" not in f"{problem}"


def test_a_record_under_the_name_of_nobody_proves_the_right_to_read_all_the_same(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "uuid4", lambda: "known")
    node.put("userprofile::nobody known", b"not json")
    assert states(searchable(node))[-2:] == [P, P]
    node.put("userprofile::nobody known", JOHN_DOE)
    assert states(searchable(node))[-2:] == [P, P]
    assert JOHNS_KEY not in repr(node.lookups)


def test_a_connection_that_was_mended_passes_the_next_check(node: Node) -> None:
    connection = searchable(node)
    node.stop()
    failure(connection, Stage.PORT, ProblemKind.UNREACHABLE)
    node.restart()
    assert states(connection) == [P, P, S, P, P, P, P]
