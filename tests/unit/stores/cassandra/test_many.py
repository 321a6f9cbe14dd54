"""Statements that run side by side: one that fails leaves the others their rows."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from cassandra import OperationTimedOut, ReadTimeout, Unavailable

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.cassandra.link import Link
from profile_browser.stores.cassandra.session import CassandraSession
from tests.unit.stores.cassandra.test_session import CONNECTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STATEMENT = "SELECT …"
KEYS = {"ann": "userprofile::ann", "bob": "userprofile::bob", "eve": "userprofile::eve"}


class Asked:
    """A statement that has been sent."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def result(self) -> object:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


class Driver:
    """The driver's session: it answers by key."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers
        self.sent: list[str] = []

    def prepare(self, statement: str) -> str:
        return statement

    def execute_async(self, _: str, values: Sequence[str], timeout: float) -> Asked:
        assert 0 < timeout <= 2.5
        self.sent += values
        return Asked(self._answers.get(values[0], []))


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[CassandraSession]:
    class HostlessLink(Link):
        def __init__(self, *_: object) -> None:
            self.host = CONNECTION.address.hosts[0]
            self._prepared = {}

        def close(self) -> None:
            pass

    def find_host(*_: object) -> None:
        raise ProblemError(Problem(Reason.PORT_CLOSED, CONNECTION))

    monkeypatch.setattr(CassandraSession, "_find_host", find_host)
    with closing(CassandraSession(CONNECTION, CONNECTION.address)) as session:
        session._link = HostlessLink()
        yield session


def read(session: CassandraSession, answers: Mapping[str, object]) -> Mapping[str, object]:
    assert session._link is not None
    session._link._session = driver = Driver(answers)
    try:
        return session.read_each(STATEMENT, KEYS, 2.5)
    finally:
        assert driver.sent == list(KEYS.values())


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ReadTimeout("…"), Reason.READ_TIMED_OUT),
        (OperationTimedOut(), Reason.READ_TIMED_OUT),
        (Unavailable("…"), Reason.SERVER_UNAVAILABLE),
    ],
)
def test_a_statement_that_fails_leaves_the_others_their_rows(
    session: CassandraSession, error: Exception, reason: Reason
) -> None:
    answers = read(session, {"userprofile::ann": [("ann",)], "userprofile::bob": error})
    assert (answers["ann"], answers["eve"]) == ([("ann",)], [])
    failed = answers["bob"]
    assert isinstance(failed, ProblemError)
    assert failed.problem.reason is reason
    assert failed.problem.values["username"] == "bob"


def test_if_all_fail_that_is_one_problem_with_its_cause(session: CassandraSession) -> None:
    """As for a lookup, the host is then asked whether it is there."""
    with pytest.raises(ProblemError) as raised:
        read(session, dict.fromkeys(KEYS.values(), OperationTimedOut()))
    assert raised.value.problem.reason is Reason.PORT_CLOSED
