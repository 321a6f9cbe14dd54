"""The staged check with real sockets and the real SDK: it finds the one thing that is wrong."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from profile_browser.domain.check import Stage
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores import checking, network
from profile_browser.stores.couchbase.statements import explain_statements_of
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE
from tests.wire import query_service
from tests.wire.checks import CHECK, P, S, failure, states
from tests.wire.cluster_map import HOST
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.ports import silent_port
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.search_answers import PLAN
from tests.wire.stores import assert_no_sign_in, connection_to, located
from tests.wire.tls import IMPOSTORS, encrypted, tls_with

# Everything works


def test_a_working_connection_passes_every_stage(node: Node) -> None:
    results = list(CHECK(connection_to(node)))
    assert [result.stage for result in results] == list(Stage)
    assert [result.state for result in results] == [P, P, S, P, P, P, P, S]


def test_a_working_encrypted_connection_passes_every_stage(
    tls_node: Node, trust_store: Path
) -> None:
    assert states(encrypted(tls_node, trust_store)) == [*[P] * 7, S]


def test_no_search_is_tried_if_searching_is_switched_off(node: Node) -> None:
    connection = replace(connection_to(node), search=False)
    assert states(connection) == [P, P, S, P, P, P, S, S]
    assert node.query.asked == []


def test_a_named_collection_is_checked() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        connection = located(connection_to(node), scope="crm", collection="people")
        assert states(connection) == [P, P, S, P, P, P, P, S]
        sent = [asked.statement for asked in node.query.asked]
        assert sent == list(explain_statements_of(connection))


def test_the_check_reads_no_real_user_and_only_reads(node: Node) -> None:
    assert P in states(connection_to(node))
    [(key, fields)] = node.lookups
    assert key.startswith("userprofile::nobody ")
    assert fields == ["username", "full_name", "email", "disabled"]
    for asked in node.query.asked:
        assert (asked.readonly, asked.signed_in, asked.parameters) == (True, True, {})
        assert asked.statement.removeprefix("EXPLAIN ").lstrip("(").startswith("SELECT ")
    assert len(node.query.asked) == 3


def test_the_sample_data_has_nothing_to_check() -> None:
    assert list(STORES.adapter_of(SAMPLE).check(SAMPLE)) == []


# Each stage can fail


def test_an_invalid_connection_fails_before_anything_is_sent(node: Node) -> None:
    broken = located(connection_to(node), bucket="")
    failure(broken, Stage.NAME, ProblemKind.MISCONFIGURED)
    failure(replace(broken, connection_string="http://h"), Stage.NAME, ProblemKind.MISCONFIGURED)
    assert node.connections == 0


def test_an_unknown_host_fails_the_name_stage(node: Node) -> None:
    address = f"couchbase://nohost.invalid:{node.port}"
    connection = replace(connection_to(node), connection_string=address)
    problem = failure(connection, Stage.NAME, ProblemKind.UNREACHABLE)
    assert "The host name nohost.invalid" in next_step(problem)


def test_a_closed_port_fails_the_port_stage(node: Node) -> None:
    node.stop()
    problem = failure(connection_to(node), Stage.PORT, ProblemKind.UNREACHABLE)
    assert f"Port {node.port} on 127.0.0.1 is closed" in next_step(problem)


def test_a_silent_port_fails_the_port_stage(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "HOST_TIMEOUT", SHORT_SECONDS)
    with silent_port() as port:
        address = f"couchbase://{HOST}:{port}"
        connection = replace(connection_to(node), connection_string=address)
        problem = failure(connection, Stage.PORT, ProblemKind.UNREACHABLE)
    assert "did not respond" in next_step(problem)


@pytest.mark.parametrize("impostor", IMPOSTORS)
def test_an_impostor_fails_the_certificate_stage_and_gets_no_password(
    authority: trustme.CA, trust_store: Path, impostor: str
) -> None:
    with Node(PEOPLE, tls=tls_with(IMPOSTORS[impostor](authority))) as node:
        connection = encrypted(node, trust_store)
        problem = failure(connection, Stage.CERTIFICATE, ProblemKind.UNTRUSTED)
        assert "could not prove that it is 127.0.0.1" in summary(problem)
        assert_no_sign_in(node)


def test_a_server_without_encryption_fails_the_certificate_stage(
    node: Node, trust_store: Path
) -> None:
    address = node.connection_string.replace("couchbase:", "couchbases:")
    connection = replace(encrypted(node, trust_store), connection_string=address)
    failure(connection, Stage.CERTIFICATE, ProblemKind.UNTRUSTED)
    assert_no_sign_in(node)


def test_a_missing_certificate_file_fails_the_certificate_stage(
    tls_node: Node, tmp_path: Path
) -> None:
    connection = encrypted(tls_node, tmp_path / "nothing.pem")
    problem = failure(connection, Stage.CERTIFICATE, ProblemKind.MISCONFIGURED)
    assert "nothing.pem" in details(problem)
    assert_no_sign_in(tls_node)


def test_an_unanswered_handshake_fails_the_certificate_stage(
    tls_node: Node, trust_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "HOST_TIMEOUT", SHORT_SECONDS)
    tls_node.faults.silent_connects = True
    connection = encrypted(tls_node, trust_store)
    failure(connection, Stage.CERTIFICATE, ProblemKind.UNREACHABLE)


def test_a_wrong_password_fails_the_sign_in_stage(node: Node) -> None:
    wrong = replace(connection_to(node), password="not-the-one")
    failure(wrong, Stage.SIGN_IN, ProblemKind.WRONG_SIGN_IN)


def test_an_unanswered_sign_in_fails_the_sign_in_stage(node: Node) -> None:
    node.faults.silent_connects = True
    slow = replace(connection_to(node), connect_timeout=SHORT_SECONDS)
    failure(slow, Stage.SIGN_IN, ProblemKind.TIMED_OUT)


def test_a_missing_bucket_fails_the_bucket_stage(node: Node) -> None:
    node.faults.bucket_missing = True
    connection = replace(connection_to(node), connect_timeout=0.5)
    problem = failure(connection, Stage.DATABASE, ProblemKind.TIMED_OUT)
    assert "“travel”" in summary(problem)


def test_a_database_user_without_access_to_the_bucket_fails_the_bucket_stage(node: Node) -> None:
    node.faults.no_bucket_right = True
    failure(connection_to(node), Stage.DATABASE, ProblemKind.NOT_ALLOWED)


def test_a_database_user_that_may_not_read_fails_the_read_stage(node: Node) -> None:
    node.faults.no_read_right = True
    problem = failure(connection_to(node), Stage.READ, ProblemKind.NOT_ALLOWED)
    assert "data_reader" in next_step(problem)


def test_without_a_password_no_sign_in_is_tried(node: Node) -> None:
    connection = replace(connection_to(node), password="")
    *_, failed = CHECK(connection)
    assert failed.stage is Stage.SIGN_IN
    assert failed.problem is not None
    assert "needs a password" in summary(failed.problem)
    assert_no_sign_in(node)


def test_a_missing_collection_fails_the_read_stage(node: Node) -> None:
    short = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    connection = located(short, scope="crm", collection="people")
    problem = failure(connection, Stage.READ, ProblemKind.MISCONFIGURED)
    assert "collection" in summary(problem)


SEARCH_FAULTS: dict[str, tuple[tuple[int, str], ProblemKind, str]] = {
    "no right": (query_service.NO_QUERY_RIGHT, ProblemKind.NOT_ALLOWED, "query_select"),
    "no index": (query_service.NO_INDEX, ProblemKind.MISCONFIGURED, "index"),
    "no primary": (query_service.NO_PRIMARY_INDEX, ProblemKind.MISCONFIGURED, "index"),
    "index gone": (query_service.INDEX_GONE, ProblemKind.MISCONFIGURED, "index"),
    "index failed": (query_service.INDEX_FAILED, ProblemKind.MISCONFIGURED, "index"),
    "no collection": (query_service.NO_KEYSPACE, ProblemKind.MISCONFIGURED, "collection"),
    "no scope": (query_service.NO_SCOPE, ProblemKind.MISCONFIGURED, "scope"),
    "out of order": ((5000, "panic"), ProblemKind.UNEXPECTED, "Try again"),
}


@pytest.mark.parametrize("fault", SEARCH_FAULTS)
def test_each_cause_of_a_failed_search_has_its_own_problem(node: Node, fault: str) -> None:
    node.query.faults.error, kind, words = SEARCH_FAULTS[fault]
    problem = failure(connection_to(node), Stage.SEARCH, kind)
    assert words in next_step(problem)
    assert f"query error {node.query.faults.error[0]}" in details(problem)
    assert "SELECT" not in details(problem)


@pytest.mark.parametrize("number", range(3))
def test_a_search_that_would_read_the_whole_collection_fails_the_search_stage(
    node: Node, number: int
) -> None:
    connection = connection_to(node)
    part = {"#operator": "UnionAll", "~children": [PLAN, {"scan": {"#operator": "PrimaryScan3"}}]}
    node.query.answer(explain_statements_of(connection)[number], [{"plan": part}])
    problem = failure(connection, Stage.SEARCH, ProblemKind.MISCONFIGURED)
    assert "index is missing" in summary(problem)
    assert "would have to read every record" in details(problem)
    assert "BUILD INDEX ON `travel`" in details(problem)


def test_a_cluster_without_a_query_service_fails_the_search_stage(node: Node) -> None:
    node.query.offered = False
    problem = failure(connection_to(node), Stage.SEARCH, ProblemKind.MISCONFIGURED)
    assert "no query service" in summary(problem)


@pytest.mark.parametrize("fault", ["silent", "slow"])
def test_a_query_service_that_is_too_slow_fails_the_search_stage(node: Node, fault: str) -> None:
    if fault == "silent":
        node.query.faults.silent = True
    else:
        node.query.faults.delay = 60.0
    connection = replace(connection_to(node), query_timeout=SHORT_SECONDS)
    problem = failure(connection, Stage.SEARCH, ProblemKind.TIMED_OUT)
    assert "0.3 seconds" in next_step(problem)


def test_a_check_limits_its_timeouts_to_what_a_waiting_person_accepts(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MAX_TIMEOUT", SHORT_SECONDS)
    connection = replace(connection_to(node), kv_timeout=30.0, query_timeout=300.0)
    node.query.faults.silent = True
    search = failure(connection, Stage.SEARCH, ProblemKind.TIMED_OUT)
    node.faults.silent_reads = True
    read = failure(connection, Stage.READ, ProblemKind.TIMED_OUT)
    assert "0.3 seconds" in next_step(search)
    assert "0.3 seconds" in next_step(read)


def test_a_server_that_stops_during_the_check_is_reported_as_unreachable(node: Node) -> None:
    results = CHECK(replace(connection_to(node), kv_timeout=SHORT_SECONDS))
    for result in results:
        if result.stage is Stage.DATABASE:
            node.stop()
    assert result.stage is Stage.READ
    assert result.problem is not None
    assert result.problem.kind is ProblemKind.UNREACHABLE


def test_a_server_that_dies_while_the_bucket_opens_is_unreachable(node: Node) -> None:
    node.faults.silent_buckets = 1
    connection = replace(connection_to(node), connect_timeout=1.0)
    with ThreadPoolExecutor(1) as pool:
        failed = pool.submit(failure, connection, Stage.DATABASE, ProblemKind.UNREACHABLE)
        for _ in ("the look at the port", "the sign-in", "the bucket"):
            assert node.wait_for_connection()
        node.stop()
        failed.result()
