"""What people read when nobody was found, or when searching is not available."""

import pytest

from profile_browser.domain.outcome import Missing, Way
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages import search
from tests.unit.helpers.problems import problem_of

PROBLEM = problem_of(ProblemKind.MISCONFIGURED)


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (Missing("jon", "Staging"), "No user named “jon” in Staging"),
        (
            Missing("jon", "Staging", search_problem=PROBLEM),
            "No user named “jon” in Staging; search by e-mail or name is not available",
        ),
        (
            Missing("jon", "Staging", (Way.KEY, Way.BEGINNING)),
            "No one found for “jon” in Staging",
        ),
    ],
)
def test_the_message_that_nobody_was_found_fits_what_was_tried(missing: Missing, text: str) -> None:
    assert search.missing_text(missing) == text


def test_the_reason_says_what_the_administrator_can_do() -> None:
    reason = search.reason_text(Missing("jon", "Staging", search_problem=PROBLEM))
    assert "an index is missing" in reason
    assert "your administrator can create" in reason
    assert "profile-browser indexes" in reason
    assert search.reason_text(Missing("jon", "Staging")) == ""


@pytest.mark.parametrize(
    ("tried", "text"),
    [
        ((Way.KEY,), "Searched by exact username."),
        ((Way.KEY, Way.EMAIL), "Searched by exact username, then by e-mail."),
        (
            (Way.BEGINNING,),
            "Searched by the start of a username, e-mail or name.",
        ),
    ],
)
def test_the_ways_that_were_tried_are_listed_in_order(tried: tuple[Way, ...], text: str) -> None:
    assert search.tried_text(tried) == text


def test_a_list_that_was_cut_says_how_to_narrow_it() -> None:
    assert search.more_matches_text(50) == (
        "More than 50 matches. To narrow the list, type more of the name."
    )
    assert search.more_matches_text(1).startswith("More than 1 match. ")
