"""The staged check that all kinds of stores share, with a kind that needs no server of its own."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.refusal import RefusalKind, RefusedError
from profile_browser.stores.checking import run_check
from profile_browser.stores.location import key_field
from profile_browser.stores.reading import DamagedDocumentError
from tests.unit.helpers.people import CLUSTER, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection

P, S, F = StageState.PASSED, StageState.SKIPPED, StageState.FAILED


class FakeSession:
    """Remembers what it was asked. ``faults`` has the exception of each step by its name."""

    def __init__(self, **faults: Exception) -> None:
        self._faults = faults
        self.connections: list[Connection] = []
        self.steps: list[str] = []
        self.asked: list[tuple[str, list[str]]] = []
        self.documents: dict[str, dict[str, object]] = {"johndoe": record()}

    def open(self, connection: Connection, _address: Address) -> FakeSession:
        self.connections.append(connection)
        return self

    def sign_in(self) -> None:
        self._do("sign_in")

    def open_database(self) -> None:
        self._do("open_database")

    def read_values(self, username: str, paths: list[str]) -> Mapping[str, object] | None:
        self._do("read_values")
        self.asked.append((username, paths))
        document = self.documents.get(username)
        return document and {path: document[path] for path in paths if path in document}

    def require_indexes(self) -> None:
        self._do("require_indexes")

    def close(self) -> None:
        self.steps.append("close")

    def _do(self, step: str) -> None:
        self.steps.append(step)
        if step in self._faults:
            raise self._faults[step]


@pytest.fixture
def connection() -> Iterator[Connection]:
    """Return a connection to a port that is open and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        address = f"couchbase://127.0.0.1:{server.getsockname()[1]}"
        yield replace(CLUSTER, connection_string=address)


def states(results: Iterator[StageResult]) -> list[StageState]:
    return [result.state for result in results]


def last_problem(results: Iterator[StageResult], stage: Stage) -> Problem:
    *passed, failed = results
    assert all(result.problem is None for result in passed)
    assert (failed.stage, failed.state) == (stage, F)
    assert failed.problem is not None
    return failed.problem


def test_a_kind_is_asked_only_for_the_steps_that_it_alone_knows(connection: Connection) -> None:
    session = FakeSession()
    results = list(run_check(connection, session.open, "johndoe"))
    assert [result.stage for result in results] == list(Stage)
    assert states(iter(results)) == [P, P, S, P, P, P, P, P]
    assert session.steps == [
        "sign_in", "open_database", "read_values", "require_indexes", "read_values", "close",
    ]  # fmt: skip


def test_the_read_stage_asks_for_nobody_and_for_the_described_fields(
    connection: Connection,
) -> None:
    session = FakeSession()
    assert states(run_check(connection, session.open)) == [P, P, S, P, P, P, P, S]
    [(username, paths)] = session.asked
    assert username.startswith("nobody ")
    assert paths == ["username", "full_name", "email", "disabled"]


def test_no_index_is_required_if_searching_is_switched_off(connection: Connection) -> None:
    session = FakeSession()
    off = replace(connection, search=False)
    assert states(run_check(off, session.open)) == [P, P, S, P, P, P, S, S]
    assert "require_indexes" not in session.steps


def test_a_check_waits_no_longer_than_a_person_does(connection: Connection) -> None:
    session = FakeSession()
    list(run_check(replace(connection, kv_timeout=30.0, query_timeout=300.0), session.open))
    [short] = session.connections
    assert (short.kv_timeout, short.query_timeout) == (10.0, 10.0)


def test_without_a_password_no_sign_in_is_tried(connection: Connection) -> None:
    session = FakeSession()
    results = run_check(replace(connection, password=""), session.open)
    assert last_problem(results, Stage.SIGN_IN).reason is Reason.PASSWORD_MISSING
    assert session.steps == []


@pytest.mark.parametrize(
    ("step", "stage"),
    [
        ("sign_in", Stage.SIGN_IN),
        ("open_database", Stage.DATABASE),
        ("read_values", Stage.READ),
        ("require_indexes", Stage.SEARCH),
    ],
)
def test_the_first_step_that_fails_ends_the_check(
    connection: Connection, step: str, stage: Stage
) -> None:
    problem = Problem(Reason.DATABASE_NOT_ALLOWED, connection)
    session = FakeSession(**{step: ProblemError(problem)})
    assert last_problem(run_check(connection, session.open), stage) is problem
    assert session.steps[-1] == "close"


def test_an_unexpected_error_fails_its_stage(connection: Connection) -> None:
    session = FakeSession(open_database=LookupError("marked-secret"))
    problem = last_problem(run_check(connection, session.open), Stage.DATABASE)
    assert (problem.reason, problem.cause) == (Reason.UNEXPECTED, "LookupError")


def test_a_driver_that_is_not_installed_is_reported_before_the_server_is_asked(
    connection: Connection,
) -> None:
    kind = connection.kind._replace(extra="mongodb", drivers=frozenset({"missing_driver"}))
    unasked = replace(connection, kind=kind, connection_string="couchbase://no-such-host.invalid")
    results = run_check(unasked, FakeSession().open)
    assert last_problem(results, Stage.NAME).reason is Reason.DRIVER_MISSING


def test_a_driver_that_cannot_be_imported_is_missing_too(connection: Connection) -> None:
    # The package is there, but not the driver's own module.
    kind = connection.kind._replace(extra="mongodb", drivers=frozenset({"xml"}))

    def sign_in(_connection: Connection, _address: Address) -> FakeSession:
        import_module("xml.missing_driver")
        raise AssertionError

    results = run_check(replace(connection, kind=kind), sign_in)
    assert last_problem(results, Stage.SIGN_IN).reason is Reason.DRIVER_MISSING


def test_a_check_that_is_dropped_closes_its_session(connection: Connection) -> None:
    session = FakeSession()
    results = run_check(connection, session.open)
    stages = iter(results)
    while next(stages).stage is not Stage.DATABASE:
        pass
    del stages, results
    assert session.steps == ["sign_in", "open_database", "close"]


# The layout


def test_a_damaged_record_of_nobody_can_still_be_read(connection: Connection) -> None:
    session = FakeSession(read_values=DamagedDocumentError())
    assert states(run_check(connection, session.open)) == [P, P, S, P, P, P, P, S]


def test_a_record_without_a_described_field_fails_the_layout_stage(connection: Connection) -> None:
    session = FakeSession()
    del session.documents["johndoe"]["email"]
    results = run_check(connection, session.open, "johndoe")
    assert last_problem(results, Stage.LAYOUT).reason is Reason.LAYOUT_MISFIT
    assert session.asked[-1] == ("johndoe", ["username", "full_name", "email", "disabled", "type"])


def test_a_missing_record_is_named_by_its_id(connection: Connection) -> None:
    results = run_check(connection, FakeSession().open, "jon")
    problem = last_problem(results, Stage.LAYOUT)
    assert problem.reason is Reason.CHECKED_RECORD_MISSING
    assert problem.values == {"username": "jon", "document_id": "userprofile::jon"}


def test_a_missing_record_is_named_by_what_its_kind_asked_for(connection: Connection) -> None:
    kind = connection.kind._replace(location=(key_field("username"),))
    results = run_check(replace(connection, kind=kind), FakeSession().open, "jon")
    assert last_problem(results, Stage.LAYOUT).values["document_id"] == "jon"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RefusedError(RefusalKind.USERNAME_NOT_TEXT), Reason.USERNAME_REFUSED),
        (DamagedDocumentError("email"), Reason.RECORD_DAMAGED),
    ],
)
def test_a_record_that_cannot_be_compared_fails_the_layout_stage(
    connection: Connection, error: Exception, reason: Reason
) -> None:
    class Session(FakeSession):
        def read_values(self, username: str, paths: list[str]) -> Mapping[str, object] | None:
            if username == "johndoe":
                raise error
            return super().read_values(username, paths)

    results = run_check(connection, Session().open, "johndoe")
    assert last_problem(results, Stage.LAYOUT).reason is reason
