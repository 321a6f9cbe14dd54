"""The outcomes of lookups with a store over the real SDK."""

import time
from contextlib import closing
from dataclasses import replace

import pytest
from couchbase.cluster import Cluster
from couchbase.collection import Collection
from couchbase.exceptions import DocumentNotFoundException

from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages.problems import next_step, summary
from profile_browser.messages.profile import notice_text
from tests.wire.frames import Opcode, Status
from tests.wire.node import Node
from tests.wire.people import (
    ALICE,
    DAMAGED_RECORDS,
    JOHN_DOE,
    JOHNS_KEY,
    MARKED_HASH,
    USERNAMES_OF_ANY_SCRIPT,
)
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import (
    TITLE,
    assert_johndoe,
    assert_problem,
    cluster_store,
    connection_to,
    first_answer,
    located,
    look_up,
)

DEFAULT_READ_SECONDS = 30.0
SECOND_ON_A_BUSY_MACHINE = 3.0

# Answers


def test_a_user_is_found(node: Node) -> None:
    assert_johndoe(look_up(connection_to(node)))


def test_an_unknown_username_is_reported_as_missing(node: Node) -> None:
    assert look_up(connection_to(node), "nobody") == Missing("nobody", TITLE)


def test_one_connection_serves_all_lookups_of_a_store(node: Node) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        store.look_up("johndoe")
        before = node.connections
        for username in ("alice", "nobody", "johndoe"):
            assert not isinstance(store.look_up(username), Problem)
    assert node.connections == before


def test_a_store_does_not_connect_before_its_first_lookup(node: Node) -> None:
    cluster_store(connection_to(node)).close()
    assert node.connections == 0


def test_a_changed_record_is_read_again(node: Node) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        assert_johndoe(store.look_up("johndoe"))
        node.put(JOHNS_KEY, JOHN_DOE | {"disabled": True})
        changed = store.look_up("johndoe")
        assert isinstance(changed, Found)
        assert changed.user.disabled is True
        node.remove(JOHNS_KEY)
        assert isinstance(store.look_up("johndoe"), Missing)


def test_a_record_with_another_username_is_shown_with_a_notice(node: Node) -> None:
    node.put("userprofile::jon", ALICE)
    outcome = look_up(connection_to(node), "jon")
    assert isinstance(outcome, Found)
    assert outcome.user.username == "alice"
    assert "“jon”" in notice_text(outcome)
    assert "“alice”" in notice_text(outcome)


def test_a_named_collection_is_read() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        node.put(JOHNS_KEY, JOHN_DOE, collection="crm.people")
        named = located(connection_to(node), scope="crm", collection="people")
        assert_johndoe(look_up(named))
        assert isinstance(look_up(connection_to(node)), Missing)


@pytest.mark.parametrize("username", USERNAMES_OF_ANY_SCRIPT)
def test_usernames_in_any_script_are_found(node: Node, username: str) -> None:
    node.put(f"userprofile::{username}", {"username": username, "full_name": username})
    outcome = look_up(connection_to(node), username)
    assert isinstance(outcome, Found)
    assert (outcome.user.username, outcome.user.full_name) == (username, username)


# Problems of the account and the bucket


def test_a_wrong_password_is_reported_as_a_refused_sign_in(node: Node) -> None:
    wrong = replace(connection_to(node), password="not-the-one")
    assert_problem(look_up(wrong), ProblemKind.WRONG_SIGN_IN, wrong)
    assert node.lookups == []
    assert node.opcodes.count(Opcode.SASL_STEP) == 1  # a second try could lock the account


@pytest.mark.parametrize("password", ["pässwörd", "密码", "with space,=%"])
def test_a_password_in_any_script_is_accepted(password: str) -> None:
    with Node({JOHNS_KEY: JOHN_DOE}, password=password) as node:
        assert_johndoe(look_up(connection_to(node)))


def test_the_problem_of_a_user_that_may_not_read_names_the_role(node: Node) -> None:
    node.faults.no_read_right = True
    connection = connection_to(node)
    problem = assert_problem(look_up(connection), ProblemKind.NOT_ALLOWED, connection)
    assert "data_reader" in next_step(problem)


def test_the_problem_of_a_user_without_access_names_the_bucket(node: Node) -> None:
    node.faults.no_bucket_right = True
    connection = connection_to(node)
    problem = assert_problem(look_up(connection), ProblemKind.NOT_ALLOWED, connection)
    assert node.bucket in next_step(problem)


def test_a_right_that_is_granted_later_works_at_the_next_lookup(node: Node) -> None:
    node.faults.no_bucket_right = True
    with closing(cluster_store(connection_to(node))) as store:
        assert isinstance(store.look_up("johndoe"), Problem)
        node.faults.no_bucket_right = False
        assert_johndoe(store.look_up("johndoe"))


@pytest.mark.parametrize("misspelt", [True, False])
def test_the_problem_of_a_missing_bucket_names_it(node: Node, misspelt: bool) -> None:
    connection = replace(connection_to(node), connect_timeout=0.5)
    if misspelt:
        connection = located(connection, bucket="no-such-bucket")
    node.faults.bucket_missing = not misspelt
    problem = assert_problem(look_up(connection), ProblemKind.TIMED_OUT, connection)
    assert connection.location["bucket"] in summary(problem)
    assert "have a different name" in next_step(problem)


@pytest.mark.parametrize("scope", ["crm", "_default"])
def test_an_unknown_collection_is_named_and_not_reported_as_a_timeout(
    node: Node, scope: str
) -> None:
    short = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    connection = located(short, scope=scope, collection="people")
    problem = assert_problem(look_up(connection), ProblemKind.MISCONFIGURED, connection)
    assert f"“{scope}.people”" in summary(problem)


def test_an_unknown_collection_is_reported_within_a_second_each_time(node: Node) -> None:
    long = replace(connection_to(node), kv_timeout=DEFAULT_READ_SECONDS)
    connection = located(long, scope="_default", collection="people")
    with closing(cluster_store(connection)) as store:
        for _ in range(2):
            started = time.monotonic()
            assert_problem(store.look_up("johndoe"), ProblemKind.MISCONFIGURED, connection)
            assert time.monotonic() - started < SECOND_ON_A_BUSY_MACHINE


def test_a_slow_first_read_in_a_named_collection_is_waited_for() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        node.put(JOHNS_KEY, JOHN_DOE, collection="crm.people")
        node.faults.delay = 1.0
        connection = located(connection_to(node), scope="crm", collection="people")
        with closing(cluster_store(connection)) as store:
            assert_johndoe(store.look_up("johndoe"))
            assert_johndoe(store.look_up("johndoe"))
        assert len(node.lookups) == 3  # only the first read is asked twice


def test_a_first_read_in_a_named_collection_is_asked_once() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        look_up(located(connection_to(node), scope="crm", collection="people"))
        assert node.opcodes.count(Opcode.GET_COLLECTION_ID) == len(node.lookups) == 1


def test_a_first_read_waits_no_longer_than_a_short_read_timeout() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        node.faults.silent_reads = True
        short = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
        connection = located(short, scope="crm", collection="people")
        assert_problem(look_up(connection), ProblemKind.TIMED_OUT, connection)
        assert len(node.lookups) == 1


def test_the_problem_of_a_deleted_bucket_names_it(node: Node) -> None:
    connection = connection_to(node)
    node.faults.read_status = 0x08  # no bucket
    problem = assert_problem(look_up(connection), ProblemKind.MISCONFIGURED, connection)
    assert connection.location["bucket"] in summary(problem)


def test_an_invalid_connection_is_refused_before_anything_is_sent(node: Node) -> None:
    connection = located(connection_to(node), bucket="")
    assert_problem(look_up(connection), ProblemKind.MISCONFIGURED, connection)
    assert node.connections == 0


@pytest.mark.parametrize("username", ["", "x" * 300, "\ud800"])
def test_an_impossible_username_is_refused_before_anything_is_sent(
    node: Node, username: str
) -> None:
    outcome = look_up(connection_to(node), username)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.BAD_INPUT
    assert node.connections == 0


# Damaged records


@pytest.mark.parametrize(
    ("content", "named"),
    [
        *DAMAGED_RECORDS,
        pytest.param(b"not json", "None of its fields", id="not json"),
        pytest.param(b'{"username": "joh', "None of its fields", id="torn"),
        # Valid JSON that is not valid text.
        pytest.param(rb'{"username": "\ud800"}', "username", id="half a surrogate"),
    ],
)
def test_a_damaged_record_names_the_field_and_shows_no_value(
    node: Node, content: object, named: str
) -> None:
    node.put("userprofile::torn", content)
    connection = connection_to(node)
    outcome = look_up(connection, "torn")
    problem = assert_problem(outcome, ProblemKind.DAMAGED_DOCUMENT, connection, "torn")
    assert named in next_step(problem)
    shown = repr(problem)
    assert "johndoe@example.com" not in shown
    assert MARKED_HASH not in shown


# Every answer of the cluster becomes an outcome

FORCED = [
    Status.INVALID_ARGUMENTS,
    0x07,  # not my vBucket
    0x08,  # no bucket
    0x09,  # locked
    0x1F,  # the sign-in has expired
    Status.AUTHENTICATION_FAILED,
    Status.UNKNOWN_COMMAND,
    0x82,  # out of memory
    0x83,  # not supported
    0x84,  # internal error
    0x85,  # busy
    Status.TEMPORARY_FAILURE,
    Status.UNKNOWN_COLLECTION,
    0x8C,  # unknown scope
    Status.PATH_NOT_FOUND,
    Status.PATH_MISMATCH,
    Status.NOT_JSON,
    0xFF,  # a status that does not exist yet
]


@pytest.mark.parametrize("status", FORCED, ids=hex)
def test_after_any_error_status_the_store_works_again(node: Node, status: int) -> None:
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert_johndoe(store.look_up("johndoe"))
        node.faults.read_status = status
        outcome = store.look_up("johndoe")
        assert isinstance(outcome, Problem)
        if outcome.kind is not ProblemKind.DAMAGED_DOCUMENT:
            assert_problem(outcome, outcome.kind, connection)
        node.faults.read_status = None
        # After “not my vBucket” the SDK waits for a newer map, in each try until its timeout.
        assert_johndoe(first_answer(store, tries=10))


# An outage that the SDK misreads as a missing document; only a real outage would trigger it


def misread(*_: object) -> None:
    """Raise what the SDK raises without a route to the name server."""
    raise DocumentNotFoundException


@pytest.mark.parametrize(
    ("owner", "method"), [(Cluster, "connect"), (Cluster, "bucket"), (Collection, "lookup_in")]
)
def test_an_outage_is_not_mistaken_for_a_missing_user(
    node: Node, monkeypatch: pytest.MonkeyPatch, owner: type, method: str
) -> None:
    with closing(cluster_store(connection_to(node))) as store:
        monkeypatch.setattr(owner, method, misread)
        assert isinstance(store.look_up("johndoe"), Problem)
