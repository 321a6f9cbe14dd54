"""What the tests of the store over OpenSearch share: indexes, records, connections and outcomes."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH, KIND
from profile_browser.stores.elasticsearch.indexes import index_of
from profile_browser.stores.store import Store
from tests.servers.opensearch_node import OpenSearchNode
from tests.wire.people import ALICE, JOHN_DOE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore
    from tests.servers.front import Front


def create_index(node: OpenSearchNode, layout: RecordLayout) -> None:
    """Create the index anew, as an administrator does with what the program prints."""
    node.order("DELETE", "/profiles")
    assert node.order("PUT", "/profiles", index_of(layout))[0] == 200


def create_people(node: OpenSearchNode) -> None:
    """Create the printed index with johndoe and alice."""
    create_index(node, RecordLayout())
    for person in (JOHN_DOE, ALICE):
        put(node, f"userprofile::{person['username']}", person)


def put(node: OpenSearchNode, key: str, record: object) -> None:
    path = quote(key, safe="").replace(".", "%2E")
    assert node.order("PUT", f"/profiles/_doc/{path}?refresh=true", record)[0] in (200, 201)


def connection_to(port: int, *, tls: bool = False) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"elasticsearch+http{'s' if tls else ''}://127.0.0.1:{port}",
        location={"index": "profiles"},
        username=OpenSearchNode.reader,
        password=OpenSearchNode.password,
        kv_timeout=5.0,
        query_timeout=5.0,
    )


def through(front: Front, connection: Connection) -> Connection:
    return replace(connection, connection_string=connection_to(front.port).connection_string)


@contextmanager
def store_over(connection: Connection) -> Iterator[ProfileStore]:
    with closing(Store(connection, ELASTICSEARCH)) as store:
        yield store


def look_up(connection: Connection, username: str = "johndoe") -> Outcome:
    with store_over(connection) as store:
        return store.look_up(username)


def search(store: ProfileStore, text: str) -> list[str]:
    outcome = store.search(Question(text, search_only=True), 50)
    match outcome:
        case Found():
            return [outcome.user.username]
        case Matches():
            return [user.username for user in outcome.users]
    assert isinstance(outcome, Missing), outcome
    return []


def reason_of(outcome: object) -> Reason:
    assert isinstance(outcome, Problem), outcome
    said = summary(outcome) + next_step(outcome) + details(outcome)
    assert "{" not in said.partition("PUT /")[0]  # every placeholder is filled
    assert OpenSearchNode.password not in said
    return outcome.reason


@contextmanager
def another_index(
    node: OpenSearchNode, body: dict[str, Any], name: str = "another"
) -> Iterator[Connection]:
    """Create an index with johndoe in it, for the administrator."""
    assert node.order("PUT", f"/{name}", body)[0] == 200
    path = f"/{name}/_doc/userprofile%3A%3Ajohndoe?refresh=true"
    assert node.order("PUT", path, JOHN_DOE)[0] == 201
    usual = connection_to(node.port)
    try:
        yield replace(usual, location={"index": name}, username=node.administrator)
    finally:
        node.order("DELETE", f"/{name}")
