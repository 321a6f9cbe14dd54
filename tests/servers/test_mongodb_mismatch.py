"""Servers that are there, and do not fit the connection."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from profile_browser.domain.check import Stage
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.problems import next_step
from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.mongodb_member import Saying
from tests.servers.mongodb_people import connection_to, indexes, person
from tests.servers.mongodb_server import MongoDBServer
from tests.wire.tls import tls_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection


@pytest.fixture(scope="module")
def server(secantus: Path) -> Iterator[MongoDBServer]:
    with MongoDBServer(secantus, [person("johndoe")], indexes=indexes()) as started:
        yield started


def problem_with(connection: Connection) -> Problem:
    """Return the problem of a lookup, which the check has as well when it signs in."""
    connection = replace(connection, connect_timeout=1.0)
    with closing(Store(connection, MONGODB)) as store:
        outcome = store.look_up("johndoe")
    assert isinstance(outcome, Problem)
    *_, last = MONGODB.check(connection)
    assert last.problem is not None
    assert (last.stage, last.problem.reason) == (Stage.SIGN_IN, outcome.reason)
    return outcome


def with_parameters(port: int, parameters: str) -> Connection:
    connection = connection_to(port)
    return replace(connection, connection_string=f"{connection.connection_string}?{parameters}")


@pytest.mark.parametrize(("oldest", "newest"), [(0, 5), (0, 7)])
def test_an_old_server_is_named_as_such_with_the_version_that_is_needed(
    server: MongoDBServer, oldest: int, newest: int
) -> None:
    facts: dict[str, Any] = {"minWireVersion": oldest, "maxWireVersion": newest}
    with Saying(server.port, **facts) as front:
        problem = problem_with(connection_to(front.port))
    assert problem.reason is Reason.SERVER_TOO_OLD
    assert "needs MongoDB 4." in next_step(problem)


def test_a_port_that_expects_tls_is_named_as_such(server: MongoDBServer) -> None:
    certificate = trustme.CA().issue_cert("127.0.0.1")
    with Front(server.port, tls=tls_with(certificate)) as front:
        problem = problem_with(connection_to(front.port))
        assert front.received == b""
    assert problem.reason is Reason.ENCRYPTION_NEEDED
    assert "must start with mongodbs://" in next_step(problem)


def test_a_server_outside_the_replica_set_is_named_as_such(server: MongoDBServer) -> None:
    problem = problem_with(with_parameters(server.port, "replicaSet=rs0"))
    assert problem.reason is Reason.SETTINGS_REFUSED
    assert "“replicaSet=rs0”" in next_step(problem)


def test_an_account_in_another_database_has_a_hint(server: MongoDBServer) -> None:
    problem = problem_with(with_parameters(server.port, "authSource=another"))
    assert problem.reason is Reason.SIGN_IN_REFUSED
    assert "another database than “another”, correct authSource" in next_step(problem)
