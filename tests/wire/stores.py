"""The program's own way to the node: connections, stores, and what every problem must be like."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from couchbase.bucket import Bucket

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Outcome, Problem, ProblemKind
from profile_browser.stores.couchbase.sdk import get_bucket, get_cluster
from profile_browser.stores.couchbase.store import CouchbaseStore
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE
from tests.wire.sdk import PATIENT_SECONDS

TITLE = "Customers EU"
ASKED_FIELDS = ["username", "email", "full_name", "disabled"]
SIGN_IN = {Opcode.SASL_AUTH, Opcode.SASL_STEP}


def connection_to(node: Node) -> Connection:
    """Describe the node as an administrator would; change it with `dataclasses.replace`."""
    return Connection(
        title=TITLE,
        connection_string=node.connection_string,
        bucket=node.bucket,
        username=node.username,
        password=node.password,
        kv_timeout=PATIENT_SECONDS,
        connect_timeout=PATIENT_SECONDS,
    )


@contextmanager
def open_bucket(connection: Connection) -> Iterator[Bucket]:
    """Open the bucket; its cluster is closed at the end."""
    cluster = get_cluster(connection)
    try:
        yield get_bucket(connection, cluster)
    finally:
        cluster.close()


def look_up(connection: Connection, username: str = "johndoe") -> Outcome:
    """Look one user up with a store of its own."""
    with closing(CouchbaseStore(connection)) as store:
        return store.look_up(username)


def assert_johndoe(outcome: Outcome) -> None:
    """Check that this is John Doe, read just now and without a notice."""
    assert isinstance(outcome, Found)
    assert outcome.user.model_dump() == {name: JOHN_DOE[name] for name in ASKED_FIELDS}
    assert (outcome.connection, outcome.notice) == (TITLE, "")


def assert_problem(
    outcome: Outcome, kind: ProblemKind, connection: Connection, username: str = "johndoe"
) -> Problem:
    """Check the kind, and what holds for each problem: a person is helped, no secret is told."""
    assert isinstance(outcome, Problem)
    assert outcome.kind is kind
    assert connection.title in outcome.summary
    assert outcome.next_step
    assert f"Account: {connection.username}" in outcome.details
    for secret in (connection.password, username, "userprofile::"):
        assert secret not in outcome.details
    assert connection.password not in outcome.summary + outcome.next_step
    return outcome


def assert_no_sign_in(node: Node) -> None:
    """Check that nobody tried to sign in there, and that the password did not come by."""
    assert SIGN_IN.isdisjoint(node.opcodes)
    assert node.password.encode() not in node.received_bytes
