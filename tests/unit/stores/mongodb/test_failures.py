"""What each failure of the driver is called."""

from dataclasses import replace

import pytest
from bson.errors import InvalidBSON, InvalidDocument
from pymongo.errors import (
    AutoReconnect,
    ExecutionTimeout,
    NetworkTimeout,
    OperationFailure,
    ServerSelectionTimeoutError,
)

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.mongodb.adapter import KIND
from profile_browser.stores.mongodb.failures import (
    CONNECTING,
    READING,
    SEARCHING,
    Failure,
    ReasonTable,
    is_outage,
    problem_of,
)

SECRET = "what-somebody-asked-for"
CONNECTION = Connection(
    kind=KIND,
    title="Customers EU",
    connection_string="mongodbs://db.example.com",
    location={"database": "shop", "collection": "people"},
    username="staff",
)
LONE = UnicodeEncodeError("utf-8", SECRET, 0, 1, SECRET)
CASES = [
    (CONNECTING, OperationFailure(SECRET, 18), Reason.SIGN_IN_REFUSED),
    (CONNECTING, OperationFailure(SECRET, 8000), Reason.SIGN_IN_REFUSED),
    (CONNECTING, OperationFailure(SECRET, 13), Reason.DATABASE_NOT_ALLOWED),
    (CONNECTING, ServerSelectionTimeoutError(SECRET), Reason.CONNECT_TIMED_OUT),
    (READING, OperationFailure(SECRET, 18), Reason.SIGN_IN_REFUSED),
    (READING, OperationFailure(SECRET, 13), Reason.READING_NOT_ALLOWED),
    (READING, ExecutionTimeout(SECRET, 50), Reason.READ_TIMED_OUT),
    (READING, NetworkTimeout(SECRET), Reason.READ_TIMED_OUT),
    (READING, InvalidBSON(SECRET), Reason.RECORD_DAMAGED),
    (READING, LONE, Reason.USERNAME_REFUSED),
    (READING, OperationFailure(SECRET, 2), Reason.KEY_INDEX_MISSING),
    (READING, AutoReconnect(SECRET), Reason.UNEXPECTED),
    (SEARCHING, OperationFailure(SECRET, 13), Reason.SEARCHING_NOT_ALLOWED),
    (SEARCHING, OperationFailure(SECRET, 2), Reason.INDEX_MISSING),
    (SEARCHING, OperationFailure(SECRET, 50), Reason.SEARCH_TIMED_OUT),
    (SEARCHING, InvalidBSON(SECRET), Reason.MATCHES_DAMAGED),
    (SEARCHING, InvalidDocument(SECRET), Reason.SEARCH_REFUSED),
    (SEARCHING, OperationFailure(SECRET, 9999), Reason.UNEXPECTED),
]


def problem(table: ReasonTable, error: Failure) -> Problem:
    return problem_of(table, CONNECTION, error, {"username": "johndoe", "text": "john"})


@pytest.mark.parametrize(("table", "error", "reason"), CASES)
def test_a_failure_has_its_reason(table: ReasonTable, error: Failure, reason: Reason) -> None:
    assert problem(table, error).reason is reason


@pytest.mark.parametrize(("table", "error", "_reason"), CASES)
def test_a_failure_has_sentences_without_what_was_asked(
    table: ReasonTable, error: Failure, _reason: Reason
) -> None:
    found = problem(table, error)
    assert summary(found)
    assert next_step(found)
    assert SECRET not in details(found)
    assert "john" not in details(found)


@pytest.mark.parametrize(("parameters", "database"), [("", "admin"), ("?authSource=shop", "shop")])
def test_a_refused_sign_in_names_the_database_of_the_account(
    parameters: str, database: str
) -> None:
    connection = replace(CONNECTION, connection_string=f"mongodbs://db.example.com{parameters}")
    refused = problem_of(CONNECTING, connection, OperationFailure(SECRET, 18), {})
    assert f"another database than “{database}”, correct authSource" in next_step(refused)


def test_a_missing_index_comes_with_the_commands_that_create_it() -> None:
    assert "createIndex" in details(problem(SEARCHING, OperationFailure(SECRET, 2)))


def test_the_code_of_the_server_is_in_the_details() -> None:
    assert problem(READING, OperationFailure(SECRET, 13)).cause == "OperationFailure (13)"


def test_only_a_network_failure_leads_to_a_check_of_the_hosts() -> None:
    assert is_outage(AutoReconnect(SECRET))
    assert is_outage(ServerSelectionTimeoutError(SECRET))
    assert not is_outage(OperationFailure(SECRET, 18))
    assert not is_outage(LONE)
