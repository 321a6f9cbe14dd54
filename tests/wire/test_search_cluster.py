"""Searching a cluster: the queries that are sent, and the faults of the query service."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from profile_browser.domain import connection as connections
from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Found, Missing, Way
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question
from profile_browser.lookups.strategy import ask
from profile_browser.stores.couchbase.statements import (
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from tests.wire import query_service
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.people import MARKED_HASH
from tests.wire.query_service import ReceivedQuery
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.searched_people import ANNS, DOCUMENTS, LIMIT, names, person
from tests.wire.stores import assert_problem, cluster_store, connection_to, located


@pytest.fixture
def people() -> Iterator[Node]:
    with Node(DOCUMENTS) as node:
        yield node


def test_a_store_searches_and_suggests(people: Node) -> None:
    with closing(cluster_store(connection_to(people))) as guarded:
        assert names(guarded, "ann") == ANNS
        assert [user.username for user in guarded.suggest("an", 1)] == ["ann"]


# The queries that are sent


def ranges(fields: str, words: str, turned: str | None = None) -> dict[str, object]:
    """Return the parameters of a search by beginning."""
    last = "\U0010ffff"
    bounds = (last, "") if turned is None else (turned, f"{turned}{last}")
    return {
        "low": fields,
        "high": f"{fields}{last}",
        "words_low": words,
        "words_high": f"{words}{last}",
        **dict(zip(("turned_low", "turned_high"), bounds, strict=True)),
    }


WAYS: dict[str, tuple[Callable[[Connection], str], dict[str, object]]] = {
    "Both@Éxample.com": (search_by_email_of, {"text": "both@example.com"}),
    "ann": (search_by_beginning_of, ranges("ann", "ann")),
    "50%_\\": (search_by_beginning_of, ranges("50%_\\", "50%_\\")),
    "O'Neil, Zoë": (search_by_beginning_of, ranges("o'neil, zoe", "o neil zoe", "zoe o neil")),
}


@pytest.mark.parametrize("text", WAYS)
def test_a_search_sends_its_statement_and_named_parameters(people: Node, text: str) -> None:
    connection = replace(connection_to(people), query_timeout=7.0)
    with closing(cluster_store(connection)) as store:
        store.search(Question(text), LIMIT)
    statement, parameters = WAYS[text]
    # The SDK gives the server half a second less than its own timeout.
    expected = ReceivedQuery(
        statement(connection), parameters | {"limit": 51}, True, "6500ms", True
    )
    assert people.query.asked == [expected]


def test_a_suggestion_sends_its_statement_with_a_short_timeout(people: Node) -> None:
    connection = connection_to(people)
    with closing(cluster_store(connection)) as store:
        store.suggest("an", 8)
    parameters = {"low": "an", "high": "an\U0010ffff", "limit": 8}
    expected = ReceivedQuery(suggestions_of(connection), parameters, True, "5000ms", True)
    assert people.query.asked == [expected]


def test_no_statement_makes_the_server_read_all_matches(people: Node) -> None:
    with closing(cluster_store(connection_to(people))) as store:
        for text in WAYS:
            store.search(Question(text), LIMIT)
        store.suggest("an", 8)
    sent = [asked.statement for asked in people.query.asked]
    assert len(sent) == len(WAYS) + 1
    for statement in sent:
        assert re.findall(r"\bOR\b|\bLIKE\b|\bUNNEST\b", statement) == []
        arms = statement.split(" UNION ")
        assert all(arm.removesuffix(")").endswith(" LIMIT $limit") for arm in arms)


def test_no_hash_leaves_the_cluster(people: Node) -> None:
    with closing(cluster_store(connection_to(people))) as store:
        said = repr([store.search(Question(text), LIMIT) for text in ("a", *WAYS)])
        said += repr(store.suggest("a", 8))
    assert b"annual.report@example.com" in people.answered_bytes
    assert MARKED_HASH.encode() not in people.answered_bytes
    assert MARKED_HASH not in said
    assert Opcode.GET not in people.opcodes
    assert {asked.readonly for asked in people.query.asked} == {True}


def test_a_named_collection_is_searched() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        node.put("userprofile::there", person("there"), collection="crm.people")
        node.put("userprofile::thereby", person("thereby"))
        connection = located(connection_to(node), scope="crm", collection="people")
        with closing(cluster_store(connection)) as store:
            assert names(store, "there") == ["there"]


def test_a_search_in_an_unknown_collection_is_a_problem(people: Node) -> None:
    connection = located(connection_to(people), scope="crm", collection="another")
    with closing(cluster_store(connection)) as store:
        assert isinstance(store.search(Question("ann"), LIMIT), Problem)


# The exact username first

TRIES = {
    "exact": (Way.KEY, 0),
    "exactly@example.com": (Way.EMAIL, 1),
    "exact one": (Way.BEGINNING, 1),
    "Exact": (Way.BEGINNING, 1),
}


@pytest.mark.parametrize("text", TRIES)
def test_a_search_is_made_only_if_the_username_is_not_found(people: Node, text: str) -> None:
    connection = connection_to(people)
    with closing(cluster_store(connection)) as store:
        found = ask(store, connection, Question(text))
    assert isinstance(found, Found)
    assert (found.way, len(people.query.asked)) == TRIES[text]


def test_an_explicit_search_skips_the_exact_username(people: Node) -> None:
    connection = connection_to(people)
    with closing(cluster_store(connection)) as store:
        found = ask(store, connection, Question("exact", search_only=True))
    assert isinstance(found, Found)
    assert found.way is Way.BEGINNING
    assert people.lookups == []


def test_if_nobody_is_found_both_ways_are_reported_as_tried(people: Node) -> None:
    connection = connection_to(people)
    with closing(cluster_store(connection)) as store:
        missing = ask(store, connection, Question("gone@example.com"))
        too_long = ask(store, connection, Question("x" * 300))
    assert missing == Missing("gone@example.com", connection.title, (Way.KEY, Way.EMAIL))
    assert too_long == Missing("x" * 300, connection.title, (Way.BEGINNING,))


# Faults of the query service

FAULTS = {
    "no index": (query_service.NO_INDEX, ProblemKind.MISCONFIGURED),
    "index failed": (query_service.INDEX_FAILED, ProblemKind.MISCONFIGURED),
    "no right": (query_service.NO_QUERY_RIGHT, ProblemKind.NOT_ALLOWED),
    "no collection": (query_service.NO_KEYSPACE, ProblemKind.MISCONFIGURED),
    "out of order": ((5000, "panic"), ProblemKind.UNEXPECTED),
}


def assert_not_searched(node: Node, kind: ProblemKind, connection: Connection) -> None:
    """Check that an exact username is found, and that any other reports why searching failed."""
    with closing(cluster_store(connection)) as store:
        assert isinstance(ask(store, connection, Question("exact")), Found)
        assert node.query.asked == []
        assert store.suggest("ann", 8) == ()
        missing = ask(store, connection, Question("ann"))
    assert isinstance(missing, Missing)
    assert missing.tried == (Way.KEY,)
    assert missing.search_problem is not None
    assert_problem(missing.search_problem, kind, connection, "ann\U0010ffff")


@pytest.mark.parametrize("after_rows", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_search_is_not_reported_as_nobody_found(
    people: Node, fault: str, after_rows: bool
) -> None:
    people.query.faults.error, kind = FAULTS[fault]
    people.query.faults.after_rows = after_rows
    assert_not_searched(people, kind, connection_to(people))


def test_a_missing_query_service_is_not_reported_as_nobody_found(people: Node) -> None:
    people.query.offered = False
    assert_not_searched(people, ProblemKind.MISCONFIGURED, connection_to(people))


@pytest.mark.parametrize("silent", [True, False])
def test_a_search_that_times_out_is_a_problem(people: Node, silent: bool) -> None:
    people.query.faults.silent = silent
    people.query.faults.delay = 60.0
    connection = replace(connection_to(people), query_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert isinstance(ask(store, connection, Question("exact")), Found)
        outcome = ask(store, connection, Question("nobody"))
    assert_problem(outcome, ProblemKind.TIMED_OUT, connection, "nobody")


def test_after_a_query_without_an_answer_the_sdk_s_session_is_renewed(people: Node) -> None:
    """Its core may crash in one of the next queries, and end the program."""
    connection = replace(connection_to(people), query_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        people.query.faults.silent = True
        assert isinstance(ask(store, connection, Question("nobody")), Problem)
        people.query.faults.silent = False
        before = people.opcodes.count(Opcode.SASL_AUTH)
        assert isinstance(ask(store, connection, Question("exact")), Found)
        assert people.opcodes.count(Opcode.SASL_AUTH) > before
        renewed = people.opcodes.count(Opcode.SASL_AUTH)
        assert isinstance(ask(store, connection, Question("exact")), Found)
    assert people.opcodes.count(Opcode.SASL_AUTH) == renewed


def test_a_slow_query_service_is_waited_for(people: Node) -> None:
    people.query.faults.delay = 0.1
    with closing(cluster_store(connection_to(people))) as store:
        assert names(store, "ann") == ANNS


def test_a_slow_suggestion_is_given_up(people: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SUGGESTION_TIMEOUT", SHORT_SECONDS)
    people.query.faults.silent = True
    with closing(cluster_store(connection_to(people))) as store:
        assert store.suggest("ann", 8) == ()


# Switched off


def test_with_searching_switched_off_no_query_is_sent(people: Node) -> None:
    connection = replace(connection_to(people), search=False)
    with closing(cluster_store(connection)) as store:
        missing = ask(store, connection, Question("ann"))
        wished = ask(store, connection, Question("ann", search_only=True))
        searched = store.search(Question("ann"), LIMIT)
        assert store.suggest("ann", 8) == ()
    assert missing == Missing("ann", connection.title, (Way.KEY,))
    assert isinstance(wished, Problem)
    assert_problem(searched, ProblemKind.MISCONFIGURED, connection, "ann")
    assert people.query.asked == []


def test_with_suggestions_switched_off_searching_still_works(people: Node) -> None:
    connection = replace(connection_to(people), suggestions=False)
    with closing(cluster_store(connection)) as store:
        assert store.suggest("ann", 8) == ()
        assert people.query.asked == []
        assert names(store, "ann") == ANNS
