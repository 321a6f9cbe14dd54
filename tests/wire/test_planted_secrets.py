"""Marked secrets and a marked customer pass through every outcome and appear nowhere else."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from couchbase.cluster import Cluster
from couchbase.collection import Collection
from couchbase.exceptions import CouchbaseException, InternalServerFailureException

from profile_browser.domain.address import Host
from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.domain.problem import Problem, ProblemError, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.user import UserInDB
from profile_browser.lookups.strategy import ask
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.couchbase.check import check_connection
from profile_browser.stores.couchbase.sdk import ClusterSession
from profile_browser.stores.couchbase.srv import advertised_hosts
from profile_browser.stores.reading import read_user
from tests.wire.node import Node
from tests.wire.planted import (
    ACCOUNT,
    CUSTOMER,
    DOCUMENTS,
    EMAIL,
    EVERYTHING,
    FULL_NAME,
    HASH,
    PASSWORD,
    SECRETS,
    USERNAME,
    USERNAMES,
    AllLogs,
    collecting_logs,
    marks_in,
    marks_under,
    printed,
)
from tests.wire.ports import closed_port
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import cluster_store, connection_to, located

QUESTIONS = [
    *(Question(username) for username in USERNAMES),
    *(Question(text, search_only=True) for text in (USERNAME, EMAIL, FULL_NAME)),
]
# The text of a server's error or of an exception, with every secret in it.
SAID = f"{USERNAME} {EMAIL} {FULL_NAME} {HASH} {PASSWORD}"
# Without 4040, for prepared statements, which the program does not use: the SDK waits forever.
SERVER_ERRORS = [1000, 3000, 5010, 12003, 12008, 13014]


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(DOCUMENTS, username=ACCOUNT, password=PASSWORD) as node:
        yield node


@pytest.fixture
def connection(node: Node) -> Connection:
    return replace(connection_to(node), query_timeout=SHORT_SECONDS)  # some errors are retried


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[AllLogs]:
    yield from collecting_logs(tmp_path / "state")


def outcomes_of(connection: Connection, questions: list[Question] = QUESTIONS) -> list[Outcome]:
    """Ask all of these questions as the window does, including suggestions."""
    with closing(cluster_store(connection)) as store:
        for question in questions:
            store.suggest(question.text, 8)
        return [ask(store, connection, question) for question in questions]


def problems_in(outcomes: list[Outcome]) -> list[Problem]:
    searches = [found.search_problem for found in outcomes if isinstance(found, Missing)]
    return [found for found in (*outcomes, *searches) if isinstance(found, Problem)]


def assert_nothing_left(logs: AllLogs, outcomes: list[Outcome]) -> None:
    """Check the logs of every level, the log file, the outcomes and the texts of each problem."""
    assert [line for line in logs.messages if marks_in(line, EVERYTHING)] == []
    assert marks_under(logs.folder, EVERYTHING) == []
    problems = problems_in(outcomes)
    assert [found for found in problems if marks_in(details(found), EVERYTHING)] == []
    assert marks_in(repr(outcomes), SECRETS) == []
    sentences = [f"{summary(found)} {next_step(found)}" for found in problems]
    assert [said for said in sentences if marks_in(said, SECRETS)] == []


def test_no_outcome_reveals_a_secret(connection: Connection, logs: AllLogs) -> None:
    outcomes = outcomes_of(connection)
    kinds = {type(found).__name__ for found in outcomes}
    assert kinds == {"Found", "Matches", "Missing", "Problem"}
    assert_nothing_left(logs, outcomes)


def unreachable(connection: Connection) -> list[Outcome]:
    with closed_port() as port:
        return outcomes_of(replace(connection, connection_string=f"couchbase://127.0.0.1:{port}"))


def refused_sign_in(connection: Connection) -> list[Outcome]:
    return outcomes_of(replace(connection, password=f"{PASSWORD}-old"), QUESTIONS[:2])


def no_such_bucket(connection: Connection) -> list[Outcome]:
    hurried = replace(connection, connect_timeout=SHORT_SECONDS)
    return outcomes_of(located(hurried, bucket="other"), QUESTIONS[:2])


def no_such_collection(connection: Connection) -> list[Outcome]:
    hurried = replace(connection, kv_timeout=SHORT_SECONDS)
    return outcomes_of(located(hurried, collection="other"), QUESTIONS[:2])


def invalid_address(connection: Connection) -> list[Outcome]:
    return outcomes_of(replace(connection, connection_string=f"couchbase://{ACCOUNT}:{PASSWORD}@h"))


@pytest.mark.parametrize(
    "outcomes_in",
    [unreachable, refused_sign_in, no_such_bucket, no_such_collection, invalid_address],
)
def test_no_problem_of_a_connection_reveals_a_secret(
    outcomes_in: Callable[[Connection], list[Outcome]],
    connection: Connection,
    logs: AllLogs,
) -> None:
    outcomes = outcomes_in(connection)
    assert problems_in(outcomes)
    assert_nothing_left(logs, outcomes)


@pytest.mark.parametrize(
    ("fault", "value"),
    [("no_read_right", True), ("no_bucket_right", True), ("silent_reads", True),
     ("read_status", 0x84), ("read_status", 0x86), ("read_status", 0xFF)],
)  # fmt: skip
def test_no_problem_of_a_read_reveals_a_secret(
    node: Node,
    connection: Connection,
    logs: AllLogs,
    fault: str,
    value: object,
) -> None:
    setattr(node.faults, fault, value)
    hurried = replace(connection, kv_timeout=SHORT_SECONDS)
    outcomes = outcomes_of(hurried, QUESTIONS[:2])
    assert all(isinstance(found, Problem) for found in outcomes)
    assert_nothing_left(logs, outcomes)


@pytest.mark.parametrize("code", SERVER_ERRORS)
def test_no_problem_of_a_search_reveals_a_secret(
    node: Node, connection: Connection, logs: AllLogs, code: int
) -> None:
    node.query.faults.error = (code, SAID)
    outcomes = outcomes_of(connection)
    assert problems_in(outcomes)
    assert_nothing_left(logs, outcomes)


@pytest.mark.parametrize(
    "place",
    [(Cluster, "connect"), (Cluster, "bucket"), (Collection, "lookup_in")],
    ids=["connect", "bucket", "lookup"],
)
@pytest.mark.parametrize("kind", [CouchbaseException, InternalServerFailureException, ValueError])
def test_no_unexpected_error_of_the_sdk_reveals_a_secret(
    connection: Connection,
    logs: AllLogs,
    monkeypatch: pytest.MonkeyPatch,
    place: tuple[type, str],
    kind: type[Exception],
) -> None:
    def fail(*_: object) -> None:
        raise kind(SAID)

    monkeypatch.setattr(*place, fail)
    outcomes = outcomes_of(connection)
    found = [problem for problem in problems_in(outcomes) if problem.kind is ProblemKind.UNEXPECTED]
    assert found
    assert_nothing_left(logs, outcomes)


def test_no_unexpected_error_of_a_store_reveals_a_secret(
    connection: Connection, logs: AllLogs
) -> None:
    def fail(_: Connection) -> tuple[Host, ...]:
        raise LookupError(SAID) from KeyError(SAID)

    store = cluster_store(connection, fail)
    outcomes = [store.look_up(USERNAME), store.search(Question(EMAIL), 50)]
    assert store.suggest(USERNAME, 8) == ()
    assert any("LookupError" in path.read_text() for path in logs.folder.iterdir())
    assert_nothing_left(logs, outcomes)


def test_no_check_of_a_connection_reveals_a_secret(
    node: Node, connection: Connection, logs: AllLogs
) -> None:
    node.query.faults.error = (5010, SAID)
    said = repr(list(check_connection(connection)))
    said += repr(list(check_connection(replace(connection, password=f"{PASSWORD}-old"))))
    assert marks_in(said, EVERYTHING) == []
    assert_nothing_left(logs, [])


def reading(session: ClusterSession) -> object:
    return session.read(USERNAME)


def searching(session: ClusterSession) -> object:
    return session.run_query("SELECT 1", {"text": USERNAME, "low": EMAIL})


@pytest.mark.parametrize("asked", [reading, searching])
def test_no_printed_traceback_reveals_a_secret(
    node: Node, connection: Connection, asked: Callable[[ClusterSession], object]
) -> None:
    node.faults.no_read_right = True
    node.query.faults.error = (5010, SAID)
    with closing(ClusterSession(connection, connection.address, advertised_hosts)) as session:
        with pytest.raises(ProblemError) as raised:
            asked(session)
        assert marks_in(repr(session), EVERYTHING) == []
    assert marks_in(printed(raised.value), EVERYTHING) == []


def test_no_object_with_a_secret_shows_it_in_its_repr(connection: Connection) -> None:
    record = read_user(CUSTOMER, UserInDB)
    store = cluster_store(connection)
    for holder in (connection, record, store):
        assert marks_in(f"{holder!r} {holder} {vars(holder)!r}", {"hash": "markedhash"}) == []
        assert marks_in(f"{holder!r} {holder}", SECRETS) == []


def test_a_leak_is_noticed_in_every_place(connection: Connection, logs: AllLogs) -> None:
    """Plant a mark in each place that the other tests check."""
    leaking = Problem(Reason.UNEXPECTED, connection, EMAIL)
    with pytest.raises(AssertionError):
        assert_nothing_left(logs, [leaking])
    logging.getLogger("couchbase").debug("planted %s", USERNAME)
    logging.getLogger("profile_browser.planted").debug("planted %s", PASSWORD)
    assert [marks_in(line, EVERYTHING) for line in logs.messages] == [["username"], ["password"]]
    assert marks_under(logs.folder, SECRETS) == ["profile-browser.log: password"]
    assert marks_in(printed(LookupError(USERNAME)), EVERYTHING) == ["username"]
