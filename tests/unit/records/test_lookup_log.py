"""The log has a line for each lookup and does not reveal whom it was about."""

import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from profile_browser.domain.details import DetailsOutcome, RecordDetails
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome, Way
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.records.lookup_log import log_details, log_lookup
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.problems import problem_of
from tests.unit.helpers.program import python

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NAME = "marked-person"
PERSON = user(NAME, email="marked@example.com", full_name="Marked Name")
PROBLEM = problem_of(ProblemKind.TIMED_OUT, cause="SomeException (7)")
MISSING = Missing(NAME, "Customers")
UNSEARCHED = Missing(
    NAME,
    "Customers",
    search_problem=problem_of(ProblemKind.MISCONFIGURED, cause="SomeException (8)"),
)
OUTCOMES: dict[str, Outcome] = {
    "found": Found(PERSON, "Customers", NOON),
    "matches": Matches((PERSON, user(f"{NAME}-2")), "Customers", NOON, Way.EMAIL),
    "missing": MISSING,
    "unsearched": UNSEARCHED,
    "problem": PROBLEM,
    "damaged": Problem(
        Reason.RECORD_DAMAGED, CLUSTER, values={"username": NAME, "fields": ("email",)}
    ),
}


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> logging.Logger:
    """Return a logger whose records are captured."""
    caplog.set_level(logging.INFO)
    return logging.getLogger("tests.lookups")


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_each_lookup_is_logged_once_without_personal_data(
    outcome: Outcome, log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    log_lookup(log, NAME, outcome, 0.0123, "Customers")
    (record,) = caplog.records
    message = record.getMessage()
    assert "12 ms" in message
    assert "Customers" in message
    assert re.search(r"\b[0-9a-f]{12}\b", message)
    for personal in (NAME, "marked@example.com", "Marked Name"):
        assert personal not in message


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [(PROBLEM, "SomeException (7)"), (UNSEARCHED, "SomeException (8)")],
    ids=["problem", "unsearched"],
)
def test_a_problem_is_logged_as_a_warning_with_details(
    outcome: Problem | Missing, cause: str, log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    log_lookup(log, NAME, outcome, 1.0, "Customers")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert f"Cause: {cause}" in caplog.text


def test_a_missing_user_is_not_a_warning(
    log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    log_lookup(log, NAME, MISSING, 1.0, "Customers")
    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_lines_about_the_same_person_have_the_same_pseudonym(
    log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    by_search = Found(PERSON, "Customers", NOON, way=Way.EMAIL)
    log_lookup(log, NAME, MISSING, 1.0, "Customers")
    log_lookup(log, "an address", by_search, 1.0, "Customers")
    log_lookup(log, "somebody else", MISSING, 1.0, "Customers")
    first, again, other = (re.findall(r"[0-9a-f]{12}", one.getMessage()) for one in caplog.records)
    assert first == again != other


def test_pseudonyms_differ_between_runs(tmp_path: Path) -> None:
    said = "from profile_browser.records.lookup_log import pseudonym; print(pseudonym('johndoe'))"
    first, second = (python("-c", said, home=tmp_path).out for _ in range(2))
    assert first != second


def test_a_title_with_a_line_break_cannot_add_a_line(
    log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    log_lookup(log, NAME, MISSING, 1.0, "Customers\nERROR made up")
    assert len(caplog.records[0].getMessage().splitlines()) == 1


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (RecordDetails(f"userprofile::{NAME}"), "Read the details of a record on Customers"),
        (MISSING, "Read the details of no record on Customers"),
        (PROBLEM, "Reading details on Customers failed\n"),
    ],
)
def test_a_read_of_details_is_logged_without_personal_data(
    outcome: DetailsOutcome, said: str, log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    log_details(log, outcome, "Customers")
    (record,) = caplog.records
    assert record.getMessage().startswith(said)
    assert NAME not in record.getMessage()
