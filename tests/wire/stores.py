"""Connections to the node, the program's stores over it, and checks of outcomes and problems."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Outcome
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.messages.profile import notice_text
from profile_browser.stores.couchbase.adapter import COUCHBASE as COUCHBASE_ADAPTER
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.couchbase.sdk import get_bucket, get_cluster
from profile_browser.stores.couchbase.source import open_source
from profile_browser.stores.couchbase.srv import advertised_hosts
from profile_browser.stores.store import Store
from tests.wire.frames import Opcode
from tests.wire.people import JOHN_DOE
from tests.wire.sdk import PATIENT_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from couchbase.bucket import Bucket

    from profile_browser.domain.store import ProfileStore
    from profile_browser.stores.network import HostFinder
    from tests.wire.node import Node
    from tests.wire.sdk import Server

TITLE = "Customers EU"
ASKED_FIELDS = ["username", "full_name", "email", "disabled"]
SIGN_IN = {Opcode.SASL_AUTH, Opcode.SASL_STEP}


def connection_to(node: Server) -> Connection:
    """Return a connection to the node; change it with `dataclasses.replace`."""
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


def located(connection: Connection, **location: str) -> Connection:
    """Return the connection with another bucket, scope or collection."""
    return replace(connection, location={**connection.location, **location})


def cluster_store(connection: Connection, find_hosts: HostFinder = advertised_hosts) -> Store:
    """Return a store over a cluster, opened as the program opens it."""
    opener = partial(open_source, find_hosts=find_hosts)
    return Store(connection, COUCHBASE_ADAPTER._replace(open_source=opener))


@contextmanager
def open_bucket(connection: Connection) -> Iterator[Bucket]:
    """Open the bucket; its cluster is closed at the end."""
    cluster = get_cluster(connection)
    try:
        yield get_bucket(connection, cluster)
    finally:
        cluster.close()


def look_up(connection: Connection, username: str = "johndoe") -> Outcome:
    """Look up one user with a new store."""
    with closing(cluster_store(connection)) as store:
        return store.look_up(username)


def first_answer(store: ProfileStore, tries: int) -> Outcome:
    """Look up johndoe until the store answers; each try is bounded by its timeout."""
    for _ in range(tries):
        outcome = store.look_up("johndoe")
        if not isinstance(outcome, Problem):
            break
    return outcome


def assert_johndoe(outcome: Outcome) -> None:
    """Check that this is John Doe's profile, without a notice."""
    assert isinstance(outcome, Found)
    assert outcome.user.public_values == {name: JOHN_DOE[name] for name in ASKED_FIELDS}
    assert (outcome.connection, notice_text(outcome)) == (TITLE, "")


def assert_problem(
    outcome: Outcome, kind: ProblemKind, connection: Connection, username: str = "johndoe"
) -> Problem:
    """Check a problem's kind, and that it has advice and no secrets."""
    assert isinstance(outcome, Problem)
    assert outcome.kind is kind
    assert connection.title in summary(outcome)
    assert next_step(outcome)
    assert f"Database user: {connection.username}" in details(outcome)
    for secret in (connection.password, username, "userprofile::"):
        assert secret not in details(outcome)
    assert connection.password not in summary(outcome) + next_step(outcome)
    return outcome


def assert_no_sign_in(node: Node) -> None:
    """Check that nobody tried to sign in to the node and that it never received the password."""
    assert SIGN_IN.isdisjoint(node.opcodes)
    assert node.password.encode() not in node.received_bytes
