"""What a lookup on Couchbase's own mock ends in, in the store and in the terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages.problems import next_step, summary
from tests.wire.people import (
    DAMAGED_RECORDS,
    JOHN_DOE,
    JOHNS_KEY,
    MARKED_HASH,
    USERNAMES_OF_ANY_SCRIPT,
)
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import TITLE, assert_johndoe, assert_problem, connection_to, located, look_up
from tests.wire.terminal import (
    ALL_FOUND,
    JOHN_AS_TEXT,
    NOT_ASKED,
    SOME_MISSING,
    Ended,
    run_lookup,
)

if TYPE_CHECKING:
    from tests.servers.mock_cluster import MockCluster


# Answers


def test_a_user_is_found(cluster: MockCluster) -> None:
    assert_johndoe(look_up(connection_to(cluster)))
    assert run_lookup(connection_to(cluster), "johndoe") == Ended(ALL_FOUND, JOHN_AS_TEXT, "")


def test_a_missing_user_is_said_to_be_missing(cluster: MockCluster) -> None:
    connection = connection_to(cluster)
    assert look_up(connection, "nobody") == Missing("nobody", TITLE)
    cluster.remove(JOHNS_KEY)
    assert look_up(connection) == Missing("johndoe", TITLE)
    ended = run_lookup(connection, "nobody", "alice")
    assert ended.code == SOME_MISSING
    assert "Alice Chains" in ended.out
    assert "No user named “nobody”" in ended.err


def test_a_user_without_some_of_the_fields_is_found(cluster: MockCluster) -> None:
    cluster.put("userprofile::bare", {"username": "bare", "full_name": None})
    outcome = look_up(connection_to(cluster), "bare")
    assert isinstance(outcome, Found)
    assert (outcome.user.full_name, outcome.user.email, outcome.user.disabled) == (None,) * 3


@pytest.mark.parametrize("username", USERNAMES_OF_ANY_SCRIPT)
def test_usernames_of_any_script_are_found(cluster: MockCluster, username: str) -> None:
    cluster.put(f"userprofile::{username}", {"username": username, "full_name": username})
    outcome = look_up(connection_to(cluster), username)
    assert isinstance(outcome, Found)
    assert (outcome.user.username, outcome.user.full_name) == (username, username)


def test_a_named_collection_is_asked_where_the_connection_names_one(cluster: MockCluster) -> None:
    cluster.put("userprofile::zoë", JOHN_DOE | {"username": "zoë"}, collection="crm.people")
    connection = located(connection_to(cluster), scope="crm", collection="people")
    assert isinstance(look_up(connection, "zoë"), Found)
    assert isinstance(look_up(connection, "johndoe"), Missing)
    assert isinstance(look_up(connection_to(cluster), "zoë"), Missing)
    assert run_lookup(connection, "zoë").code == ALL_FOUND


# Damaged records


@pytest.mark.parametrize(("content", "advice"), DAMAGED_RECORDS)
def test_a_damaged_record_says_where_and_shows_nothing_of_itself(
    cluster: MockCluster, content: object, advice: str
) -> None:
    cluster.put("userprofile::torn", content)
    connection = connection_to(cluster)
    outcome = look_up(connection, "torn")
    problem = assert_problem(outcome, ProblemKind.DAMAGED_DOCUMENT, connection, "torn")
    assert advice in next_step(problem)
    assert "johndoe@example.com" not in repr(problem)
    ended = run_lookup(connection, "torn", "alice")
    assert ended.code == NOT_ASKED
    assert "Alice Chains" in ended.out
    assert "johndoe" not in ended.out + ended.err
    assert MARKED_HASH not in ended.out + ended.err


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        # A server says that these are not JSON; the mock says that it failed (0x84).
        (b"not json", ProblemKind.UNEXPECTED),
        (b'{"username": "joh', ProblemKind.UNEXPECTED),
        (b"\x00\xff", ProblemKind.UNEXPECTED),
        (b"", ProblemKind.DAMAGED_DOCUMENT),
    ],
)
def test_a_body_that_is_not_json_is_a_problem_and_nobody(
    cluster: MockCluster, body: bytes, kind: ProblemKind
) -> None:
    cluster.put("userprofile::torn", body)
    connection = connection_to(cluster)
    outcome = look_up(connection, "torn")
    assert isinstance(outcome, Problem)
    assert outcome.kind is kind
    assert run_lookup(connection, "torn").code == NOT_ASKED


# Nobody to ask


def test_a_wrong_password_is_reported_and_not_shown(cluster: MockCluster) -> None:
    wrong = replace(connection_to(cluster), password="not-the-one")
    assert_problem(look_up(wrong), ProblemKind.WRONG_SIGN_IN, wrong)
    ended = run_lookup(wrong, "johndoe")
    assert (ended.code, ended.out) == (NOT_ASKED, "")
    assert "refused the sign-in" in ended.err
    assert "not-the-one" not in ended.err


def test_an_unknown_database_user_is_reported(cluster: MockCluster) -> None:
    unknown = replace(connection_to(cluster), username="nobody")
    assert_problem(look_up(unknown), ProblemKind.WRONG_SIGN_IN, unknown)


def test_a_missing_bucket_is_reported_by_its_name(cluster: MockCluster) -> None:
    connection = located(replace(connection_to(cluster), connect_timeout=1.0), bucket="no-such")
    problem = assert_problem(look_up(connection), ProblemKind.TIMED_OUT, connection)
    assert "“no-such”" in summary(problem)
    ended = run_lookup(connection, "johndoe")
    assert (ended.code, ended.out) == (NOT_ASKED, "")


@pytest.mark.parametrize(("scope", "collection"), [("crm", "nobody"), ("nowhere", "people")])
def test_an_unknown_collection_is_named(cluster: MockCluster, scope: str, collection: str) -> None:
    cluster.put(JOHNS_KEY, JOHN_DOE, collection="crm.people")
    short = replace(connection_to(cluster), kv_timeout=SHORT_SECONDS)
    connection = located(short, scope=scope, collection=collection)
    problem = assert_problem(look_up(connection), ProblemKind.MISCONFIGURED, connection)
    assert f"“{scope}.{collection}”" in summary(problem)
