"""What each failure of the driver is called."""

from dataclasses import replace
from ssl import SSLEOFError

import pytest
from cassandra import (
    AuthenticationFailed,
    DriverException,
    InvalidRequest,
    OperationTimedOut,
    ReadFailure,
    ReadTimeout,
    Unauthorized,
    Unavailable,
)
from cassandra.cluster import NoHostAvailable
from cassandra.connection import ConnectionShutdown, ProtocolError
from cassandra.protocol import IsBootstrappingErrorMessage, OverloadedErrorMessage

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.cassandra.adapter import KIND
from profile_browser.stores.cassandra.failures import (
    CONNECTING,
    READING,
    SEARCHING,
    SEARCHING_ENTRIES,
    ReasonTable,
    is_outage,
    problem_of,
)

HOST = {"host": "db.example.com", "port": 9042}
SECRET = "what-somebody-asked-for"
CONNECTION = Connection(
    kind=KIND,
    title="Customers EU",
    connection_string="cassandras://db.example.com",
    location={"database": "crm", "collection": "people"},
    username="staff",
)


TOO_OLD = "ProtocolError returned from server while using explicitly set client protocol_version 5"


def invalid(message: str) -> InvalidRequest:
    """Return the exception for a statement with a fault, with the text of Cassandra 5.0.5."""
    return InvalidRequest(f'Error from server: code=2200 [Invalid query] message="{message}"')


def no_host(error: object) -> NoHostAvailable:
    return NoHostAvailable(SECRET, {"db.example.com:9042": error})


NO_TABLE = invalid("table people does not exist")
NO_COLUMN = invalid("Undefined column name phone in table crm.people")
FILTERING = invalid("Cannot execute this query as it might involve data filtering and thus")
DATE = DriverException('Failed decoding result column "seen" of type timestamp: out of range')
OVERLOADED = OverloadedErrorMessage(0x1001, SECRET, None)
STARTING = IsBootstrappingErrorMessage(0x1002, SECRET, None)
CASES = [
    (CONNECTING, no_host(AuthenticationFailed(SECRET)), Reason.SIGN_IN_REFUSED),
    (CONNECTING, no_host(OperationTimedOut(SECRET)), Reason.CONNECT_TIMED_OUT),
    (CONNECTING, no_host(ConnectionResetError(SECRET)), Reason.CONNECTION_CUT),
    (CONNECTING, no_host(ConnectionShutdown(SECRET)), Reason.CONNECTION_CUT),
    (CONNECTING, no_host(SSLEOFError(SECRET)), Reason.TLS_FAILED),
    (CONNECTING, no_host(ProtocolError(SECRET)), Reason.ANSWER_FOREIGN),
    (READING, ConnectionShutdown(SECRET), Reason.CONNECTION_CUT),
    (CONNECTING, TimeoutError(), Reason.CONNECT_TIMED_OUT),
    (CONNECTING, DriverException(TOO_OLD), Reason.SERVER_TOO_OLD),
    (READING, Unauthorized(SECRET), Reason.READING_NOT_ALLOWED),
    (READING, invalid("keyspace crm does not exist"), Reason.DATABASE_MISSING),
    (READING, NO_TABLE, Reason.COLLECTION_MISSING),
    (READING, NO_COLUMN, Reason.SETTINGS_REFUSED),
    (READING, FILTERING, Reason.KEY_INDEX_MISSING),
    (READING, OperationTimedOut(SECRET), Reason.READ_TIMED_OUT),
    (READING, ReadTimeout(SECRET), Reason.READ_TIMED_OUT),
    (READING, DATE, Reason.RECORD_DAMAGED),
    (READING, UnicodeEncodeError("ascii", SECRET, 0, 1, SECRET), Reason.USERNAME_REFUSED),
    (READING, Unavailable(SECRET), Reason.SERVER_UNAVAILABLE),
    (READING, OVERLOADED, Reason.SERVER_OVERLOADED),
    (CONNECTING, no_host(STARTING), Reason.SERVER_UNAVAILABLE),
    (READING, invalid("Key length of 65536 is longer than maximum"), Reason.UNEXPECTED),
    (READING, DriverException(SECRET), Reason.UNEXPECTED),
    (SEARCHING, Unauthorized(SECRET), Reason.SEARCHING_NOT_ALLOWED),
    (SEARCHING, NO_TABLE, Reason.COLLECTION_MISSING),
    (SEARCHING, FILTERING, Reason.INDEX_MISSING),
    (SEARCHING, ReadFailure(SECRET), Reason.INDEX_MISSING),
    (SEARCHING, OperationTimedOut(SECRET), Reason.SEARCH_TIMED_OUT),
    (SEARCHING, DATE, Reason.MATCHES_DAMAGED),
    (SEARCHING_ENTRIES, NO_TABLE, Reason.INDEX_MISSING),
    (SEARCHING_ENTRIES, NO_COLUMN, Reason.INDEX_MISSING),
]


def problem(table: ReasonTable, error: Exception) -> Problem:
    return problem_of(table, CONNECTION, error, {"username": "johndoe", "text": "john", **HOST})


@pytest.mark.parametrize(("table", "error", "reason"), CASES)
def test_a_failure_has_its_reason_and_sentences_without_what_was_asked(
    table: ReasonTable, error: Exception, reason: Reason
) -> None:
    found = problem(table, error)
    assert found.reason is reason
    assert summary(found)
    assert next_step(found)
    assert SECRET not in details(found)
    assert "john" not in details(found)


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("Undefined column name phone in table crm.people", "phone"),
        ("contact of type frozen<contact> has no field phone", "phone"),
        ("Invalid field selection: email of type text is not a user type", "email"),
    ],
)
def test_a_column_that_is_missing_is_named(message: str, path: str) -> None:
    assert f"“{path}”" in next_step(problem(READING, invalid(message)))


def test_the_table_that_the_right_is_for_is_named() -> None:
    location = {**CONNECTION.location, "search_table": "people_search"}
    connection = replace(CONNECTION, location=location)
    profiles, entries = "crm.people", "crm.people_search"
    tables = ((READING, profiles), (SEARCHING, profiles), (SEARCHING_ENTRIES, entries))
    for step, name in tables:
        refused = problem_of(step, connection, Unauthorized(SECRET), {"username": "", "text": ""})
        assert f"needs the permission SELECT on the table “{name}”." in next_step(refused)


def test_a_value_that_python_cannot_hold_is_named() -> None:
    assert "“seen”" in next_step(problem(READING, DATE))


def test_a_missing_index_comes_with_the_statement_that_creates_it() -> None:
    assert '("email")' in details(problem(SEARCHING, FILTERING))
    assert details(problem(READING, FILTERING)).endswith(
        """CREATE INDEX IF NOT EXISTS ON "crm"."people" ("username") USING 'sai';"""
    )


def test_the_cause_is_what_happened_on_the_host() -> None:
    assert (
        problem(CONNECTING, no_host(AuthenticationFailed(SECRET))).cause == "AuthenticationFailed"
    )
    assert problem(READING, NoHostAvailable(SECRET, {})).cause == "NoHostAvailable"


def test_only_a_network_failure_leads_to_a_check_of_the_hosts() -> None:
    assert is_outage(ConnectionShutdown(SECRET))
    assert is_outage(no_host(ConnectionShutdown(SECRET)))
    assert is_outage(OperationTimedOut(SECRET))
    assert is_outage(no_host(SSLEOFError(SECRET)))
    assert not is_outage(no_host(AuthenticationFailed(SECRET)))
    assert not is_outage(ReadTimeout(SECRET))
    assert not is_outage(NO_TABLE)
