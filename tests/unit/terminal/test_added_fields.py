"""What the terminal prints of the fields that a connection's layout adds."""

import io
import json
import sys
from datetime import UTC, datetime

import pytest

from profile_browser.domain.outcome import Found, Matches, Way
from profile_browser.terminal.answers import report
from tests.unit.helpers.more_fields import DATE, NUMBER, TWELVE, user_with, user_with_twelve, value

Capture = pytest.CaptureFixture[str]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
FOUND = Found(user_with_twelve(), "Customers", NOON)
MATCHES = Matches((user_with_twelve(), user_with_twelve("jane")), "Customers", NOON, Way.EMAIL)


@pytest.mark.parametrize(("outcome", "people"), [(FOUND, 1), (MATCHES, 2)])
def test_each_added_field_is_one_line_with_what_is_stored(
    outcome: Found | Matches, people: int, capsys: Capture
) -> None:
    report(outcome, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    for line in (
        "Customer number: 1234567",
        "Last sign-in: 2026-11-22T23:30:00Z",
        "Newsletter: Yes",
        "Groups: gold, beta testers, press",
        "Contract ends: Not a date: “soon”",
        "Fax: Not recorded",
    ):
        assert lines.count(line) == people
    assert len(lines) == people * (4 + 12 + 1)


@pytest.mark.parametrize("outcome", [FOUND, MATCHES])
def test_json_has_a_line_for_each_person_with_added_values_as_they_are_stored(
    outcome: Found | Matches, capsys: Capture
) -> None:
    report(outcome, as_json=True)
    for line in capsys.readouterr().out.splitlines():
        more = json.loads(line)["more"]
        assert more == {path: stored for _, path, stored in TWELVE.values()}


def test_a_terminal_without_unicode_gets_json_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    report(Found(user_with([value(DATE, "demnächst")]), "Customers", NOON), as_json=True)
    assert json.loads(written.getvalue())["more"] == {"field": "demnächst"}


def test_an_integer_beyond_64_bits_is_printed_exactly(capsys: Capture) -> None:
    report(Found(user_with([value(NUMBER, 2**70)]), "Customers", NOON), as_json=False)
    assert f"Field: {2**70}\n" in capsys.readouterr().out
