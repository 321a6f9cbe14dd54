"""The node's query service, asked with the real SDK: what a search will have to live with."""

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
from tests.wire.query_service import Asked
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


def test_a_statement_is_answered_with_the_rows_that_were_set(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [{"username": "jon"}, {"username": "jonah"}])
    assert ask(cluster) == [{"username": "jon"}, {"username": "jonah"}]
    assert ask(cluster) == [{"username": "jon"}, {"username": "jonah"}]


def test_rows_can_depend_on_what_was_asked(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, lambda asked: [asked.parameters["name"]])
    assert ask(cluster) == ["jon"]


def test_what_went_over_the_wire_is_kept(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [])
    ask(cluster)
    assert node.query.asked == [Asked(STATEMENT, {"name": "jon"}, True, "5000ms", True)]
    assert node.query.wait_for_query()


def test_a_query_that_may_write_is_seen_to_be_one(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [])
    # `readonly` is taken for a parameter of this name, and the query is not read-only.
    list(cluster.query(STATEMENT, readonly=True))  # type: ignore[arg-type]
    [asked] = node.query.asked
    assert not asked.readonly
    assert asked.parameters == {"readonly": True}


def test_a_statement_that_nobody_set_is_an_error(cluster: Cluster, node: Node) -> None:
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
def test_each_error_is_what_the_sdk_makes_of_it(
    cluster: Cluster, node: Node, error: tuple[int, str], raised: type[CouchbaseException]
) -> None:
    node.query.faults.error = error
    with pytest.raises(raised) as caught:
        ask(cluster)
    assert caught.type is raised
    context = caught.value.error_context
    assert isinstance(context, QueryErrorContext)
    assert context.first_error_code == error[0]


def test_an_error_after_some_rows_is_an_error_all_the_same(cluster: Cluster, node: Node) -> None:
    node.query.answer(STATEMENT, [1, 2, 3])
    node.query.faults.error = query_service.NO_INDEX
    node.query.faults.after_rows = True
    with pytest.raises(QueryIndexNotFoundException):
        ask(cluster)


@pytest.mark.parametrize("fault", ["silent", "slow"])
def test_an_answer_that_does_not_come_is_a_timeout(
    cluster: Cluster, node: Node, fault: str
) -> None:
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


def test_a_cluster_without_a_query_service_says_so(node: Node) -> None:
    node.query.suggested_entries = False
    with open_cluster(node) as cluster, pytest.raises(ServiceUnavailableException):
        ask(cluster)


def test_a_node_that_is_gone_answers_no_query_and_does_so_again_when_it_is_back(
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


def test_a_query_goes_over_tls_where_the_node_speaks_nothing_else(
    tls_node: Node, trust_store: Path
) -> None:
    tls_node.query.answer(STATEMENT, [1])
    with open_cluster(tls_node, trust_store=trust_store) as cluster:
        assert ask(cluster) == [1]


def test_a_closed_cluster_hangs_up_on_the_query_service_too(node: Node) -> None:
    node.query.answer(STATEMENT, [1])
    with open_cluster(node) as cluster:
        ask(cluster)
        assert node.query.sessions
    assert node.wait_until_left()
