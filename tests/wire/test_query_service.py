"""The simulated node's query service, queried with the real SDK."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from couchbase.cluster import Cluster
from couchbase.exceptions import (
    AuthenticationException,
    CouchbaseException,
    KeyspaceNotFoundException,
    ParsingFailedException,
    QueryErrorContext,
    QueryIndexNotFoundException,
    RequestCanceledException,
    ScopeNotFoundException,
    ServiceUnavailableException,
    UnAmbiguousTimeoutException,
)
from couchbase.options import QueryOptions

from tests.wire import query_service
from tests.wire.node import Node
from tests.wire.query_service import ReceivedQuery
from tests.wire.sdk import PATIENT_SECONDS, SHORT_SECONDS, open_cluster

STATEMENT = "SELECT RAW 1 FROM `travel` WHERE username = $name"


@pytest.fixture
def cluster(node: Node) -> Iterator[Cluster]:
    with open_cluster(node) as cluster:
        yield cluster


def ask(cluster: Cluster, statement: str = STATEMENT, seconds: float = PATIENT_SECONDS) -> object:
    options = QueryOptions(
        read_only=True, timeout=timedelta(seconds=seconds), named_parameters={"name": "jon"}
    )
    return list(cluster.query(statement, options))


def test_a_statement_is_answered_with_its_rows(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [{"username": "jon"}, {"username": "jonah"}])
    assert ask(cluster) == [{"username": "jon"}, {"username": "jonah"}]
    assert ask(cluster) == [{"username": "jon"}, {"username": "jonah"}]


def test_rows_can_depend_on_the_query(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, lambda asked: [asked.parameters["name"]])
    assert ask(cluster) == ["jon"]


def test_received_queries_are_recorded(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [])
    ask(cluster)
    assert node.query.asked == [ReceivedQuery(STATEMENT, {"name": "jon"}, True, "5000ms", True)]
    assert node.query.wait_for_query()


def test_a_query_that_is_not_read_only_is_recorded_as_such(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [])
    # The SDK takes `readonly` for a query parameter, so the query is not read-only.
    list(cluster.query(STATEMENT, readonly=True))  # type: ignore[arg-type]
    [asked] = node.query.asked
    assert not asked.readonly
    assert asked.parameters == {"readonly": True}


def test_an_unknown_statement_is_a_syntax_error(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [])
    with pytest.raises(ParsingFailedException):
        ask(cluster, f"{STATEMENT} ")


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (query_service.NO_QUERY_RIGHT, AuthenticationException),
        (query_service.NO_INDEX, QueryIndexNotFoundException),
        (query_service.NO_PRIMARY_INDEX, QueryIndexNotFoundException),
        (query_service.INDEX_GONE, QueryIndexNotFoundException),
        (query_service.INDEX_FAILED, CouchbaseException),
        (query_service.NO_KEYSPACE, KeyspaceNotFoundException),
        (query_service.NO_SCOPE, ScopeNotFoundException),
    ],
)
def test_each_error_code_raises_the_sdk_s_exception(
    cluster: Cluster, node: Node, error: tuple[int, str], raised: type[CouchbaseException]
) -> None:
    node.query.faults.error = error
    with pytest.raises(raised) as caught:
        ask(cluster)
    assert caught.type is raised
    context = caught.value.error_context
    assert isinstance(context, QueryErrorContext)
    assert context.first_error_code == error[0]


def test_an_error_after_some_rows_is_still_an_error(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [1, 2, 3])
    node.query.faults.error = query_service.NO_INDEX
    node.query.faults.after_rows = True
    with pytest.raises(QueryIndexNotFoundException):
        ask(cluster)


@pytest.mark.parametrize("fault", ["silent", "slow"])
def test_a_missing_or_late_answer_is_a_timeout(cluster: Cluster, node: Node, fault: str) -> None:
    node.query.answer(STATEMENT, [])
    if fault == "silent":
        node.query.faults.silent = True
    else:
        node.query.faults.delay = 60.0
    with pytest.raises(UnAmbiguousTimeoutException):
        ask(cluster, seconds=SHORT_SECONDS)


def test_a_slow_answer_is_waited_for(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [1])
    node.query.faults.delay = 0.1
    assert ask(cluster) == [1]


def test_a_query_without_a_query_service_raises_an_error(node: Node) -> None:
    node.query.offered = False
    with open_cluster(node) as cluster, pytest.raises(ServiceUnavailableException):
        ask(cluster)


def test_queries_fail_while_the_node_is_stopped_and_work_after_a_restart(
    cluster: Cluster, node: Node
) -> None:
    node.query.answer(STATEMENT, [1])
    assert ask(cluster) == [1]
    node.stop()
    with pytest.raises((RequestCanceledException, UnAmbiguousTimeoutException)):
        ask(cluster, seconds=SHORT_SECONDS)
    node.restart()
    with open_cluster(node) as later:
        assert ask(later) == [1]


def test_queries_work_over_tls(tls_node: Node, trust_store: Path) -> None:
    tls_node.query.answer(STATEMENT, [1])
    with open_cluster(tls_node, trust_store=trust_store) as cluster:
        assert ask(cluster) == [1]


def test_closing_a_cluster_also_disconnects_from_the_query_service(node: Node) -> None:
    node.query.answer(STATEMENT, [1])
    with open_cluster(node) as cluster:
        ask(cluster)
        assert node.query.sessions
    assert node.wait_until_disconnected()
