"""``profile-browser check``: what it prints, where, and its exit code."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.record import RecordLayout
from profile_browser.messages.problems import one_line
from profile_browser.stores.adapter import ConnectionCheck
from profile_browser.stores.couchbase.adapter import COUCHBASE
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal.check import check_connection
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.problems import problem_of

Capture = pytest.CaptureFixture[str]
Plant = Callable[..., list[Connection]]

PROBLEM = problem_of(ProblemKind.UNREACHABLE)
PASSED = [StageResult(stage, StageState.PASSED) for stage in Stage]
NOT_ENCRYPTED = [
    StageResult(result.stage, StageState.SKIPPED)
    if result.stage in {Stage.CERTIFICATE, Stage.SEARCH, Stage.LAYOUT}
    else result
    for result in PASSED
]
FAILED = [PASSED[0], StageResult(Stage.PORT, StageState.FAILED, PROBLEM)]


def replace_check(monkeypatch: pytest.MonkeyPatch, check: ConnectionCheck) -> None:
    """Replace the check of every kind of store."""
    adapter = COUCHBASE._replace(check=check)
    monkeypatch.setattr(STORES, "adapter_of", lambda _: adapter)


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Replace the check with one that has known results; return the checked connections."""

    def plant(*results: StageResult) -> list[Connection]:
        checked: list[Connection] = []

        def check(
            connection: Connection, _username: str = "", _reason: str = ""
        ) -> Iterator[StageResult]:
            checked.append(connection)
            yield from results

        replace_check(monkeypatch, check)
        return checked

    return plant


@pytest.mark.parametrize(
    ("results", "code"),
    [(PASSED, 0), (NOT_ENCRYPTED, 0), (FAILED, 3), (FAILED[1:], 3)],
    ids=["passed", "not encrypted", "second stage failed", "first stage failed"],
)
def test_the_exit_code_says_whether_the_connection_works(
    plant: Plant, results: list[StageResult], code: int
) -> None:
    checked = plant(*results)
    assert check_connection(CLUSTER) == code
    assert checked == [CLUSTER]


def test_a_refused_password_of_the_environment_names_the_variable(
    plant: Plant, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "wrong")
    refused = problem_of(ProblemKind.WRONG_SIGN_IN, CLUSTER)
    plant(StageResult(Stage.SIGN_IN, StageState.FAILED, refused))
    check_connection(CLUSTER)
    assert (
        "in the environment variable PROFILE_BROWSER_PASSWORD is wrong" in capsys.readouterr().err
    )


def test_each_stage_is_printed_as_one_line(plant: Plant, capsys: Capture) -> None:
    plant(*NOT_ENCRYPTED)
    check_connection(CLUSTER)
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "Host name resolves … yes",
        "Port is open … yes",
        "Certificate and host name match … not needed",
        "Sign-in succeeds … yes",
        "Database opens … yes",
        "Profiles can be read … yes",
        "Profiles can be searched … not needed",
        "The record layout fits … not checked: give --user the username of an existing record",
    ]
    assert err == ""


def test_the_problem_and_its_next_step_go_to_standard_error(plant: Plant, capsys: Capture) -> None:
    plant(*FAILED)
    check_connection(CLUSTER)
    out, err = capsys.readouterr()
    assert out.splitlines() == ["Host name resolves … yes", "Port is open … no"]
    assert err == f"{one_line(PROBLEM)}\n"


def test_a_missing_driver_blames_no_stage(plant: Plant, capsys: Capture) -> None:
    missing = Problem(Reason.DRIVER_MISSING, CLUSTER)
    plant(StageResult(Stage.NAME, StageState.FAILED, missing))
    assert check_connection(CLUSTER) == 3
    printed = capsys.readouterr()
    assert printed.out == "Host name resolves … not run\n"
    assert "Cannot connect to Customers: a package is missing." in printed.err


def test_technical_details_are_not_printed(plant: Plant, capsys: Capture) -> None:
    plant(*FAILED)
    check_connection(CLUSTER)
    assert "Marked" not in "".join(capsys.readouterr())


def test_a_stage_is_printed_before_the_next_one_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    seen: list[str] = []

    def check(
        _connection: Connection, _username: str = "", _reason: str = ""
    ) -> Iterator[StageResult]:
        for result in PASSED[:2]:
            seen.append(capsys.readouterr().out)
            yield result

    replace_check(monkeypatch, check)
    check_connection(CLUSTER)
    assert seen == ["", "Host name resolves … yes\n"]


def test_an_interrupt_closes_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    def check(
        _connection: Connection, _username: str = "", _reason: str = ""
    ) -> Iterator[StageResult]:
        try:
            yield PASSED[0]
            raise KeyboardInterrupt
        finally:
            closed.append(True)

    replace_check(monkeypatch, check)
    with pytest.raises(KeyboardInterrupt):
        check_connection(CLUSTER)
    assert closed == [True]


def test_the_sample_data_needs_no_check(plant: Plant, capsys: Capture) -> None:
    checked = plant(*FAILED)
    assert check_connection(SAMPLE) == 0
    assert checked == []
    assert capsys.readouterr().out.startswith("There is nothing to check")


def test_a_username_is_passed_on_to_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def check(
        _connection: Connection, username: str = "", _reason: str = ""
    ) -> Iterator[StageResult]:
        asked.append(username)
        return iter(())

    replace_check(monkeypatch, check)
    check_connection(CLUSTER)
    check_connection(CLUSTER, "ann")
    check_connection(replace(CLUSTER, record=RecordLayout(id="x:{username}:x")), " x:bob:x")
    assert asked == ["", "ann", "bob"]
