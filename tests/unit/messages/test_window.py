"""What the window says about connections, times and outcomes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from profile_browser.domain.connection import Environment
from profile_browser.domain.connection_state import ConnectionState, StateKind
from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.question import Question
from profile_browser.messages import window
from profile_browser.messages.problems import summary
from profile_browser.stores.sample.adapter import SAMPLE
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.sentences import PROBLEMS

NOON = datetime(2026, 1, 1, 12, 5, tzinfo=UTC)


def test_the_band_says_that_no_cluster_is_connected() -> None:
    assert window.band_text(SAMPLE) == "Sample data: no cluster is connected"


@pytest.mark.parametrize("kind", [kind for kind in Environment if kind is not Environment.SAMPLE])
def test_the_band_names_the_environment_and_the_connection(kind: Environment) -> None:
    band = window.band_text(replace(CLUSTER, environment=kind))
    assert band.startswith(kind.name)
    assert band.endswith("Customers")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("couchbases://db.example.com", "encrypted"),
        ("couchbase://db.example.com", "not encrypted"),
        ("couchbase://127.0.0.1", "this computer"),
        ("couchbase://localhost,db.example.com", "not encrypted"),
    ],
)
def test_the_band_says_whether_the_connection_is_encrypted(address: str, words: str) -> None:
    assert window.security_text(replace(CLUSTER, connection_string=address)) == words


def test_the_band_says_nothing_about_encryption_for_sample_data() -> None:
    assert window.security_text(SAMPLE) == ""


def test_the_window_title_names_the_connection() -> None:
    assert window.window_title(CLUSTER) == "Customers – Profile Browser"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "under 1 ms"),
        (0.0009, "under 1 ms"),
        (0.003, "3 ms"),
        (0.25, "250 ms"),
        (0.9994, "999 ms"),
        (0.9996, "1.0 s"),
        (1.0, "1.0 s"),
        (2.44, "2.4 s"),
    ],
)
def test_a_duration_is_rounded_to_what_people_read(seconds: float, words: str) -> None:
    assert window.duration(seconds) == words


def test_the_status_bar_says_who_was_found_where_and_how_fast() -> None:
    outcome = Found(user(), "Customers", NOON)
    text = window.outcome_text(outcome, "johndoe", 0.003, "Customers")
    assert text == "Found johndoe in 3 ms · Customers"


def test_the_status_bar_says_who_is_missing() -> None:
    outcome = Missing("jon", "Customers")
    assert window.outcome_text(outcome, "jon", 0.003, "Customers") == (
        "No user named “jon” in Customers"
    )


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (Way.EMAIL, "by e-mail"),
        (Way.BEGINNING, "by the start of a username, e-mail or name"),
    ],
)
def test_the_status_bar_says_how_a_search_found_the_person(way: Way, words: str) -> None:
    outcome = Found(user(), "Customers", NOON, way=way)
    text = window.outcome_text(outcome, "john", 0.003, "Customers")
    assert text == f"Found johndoe in 3 ms {words} · Customers"
    assert window.opened(outcome, "Customers") == f"Opened johndoe, found {words} · Customers"


@pytest.mark.parametrize(
    ("more", "count", "headline"),
    [
        (False, "2 people", "2 people"),
        (
            True,
            "more than 2 people",
            "More than 2 matches. Search for more of the name to narrow the list.",
        ),
    ],
)
def test_several_people_are_counted(more: bool, count: str, headline: str) -> None:
    outcome = Matches((user(), user()), "Customers", NOON, Way.EMAIL, more)
    text = window.outcome_text(outcome, "john", 0.003, "Customers")
    assert text == f"Found {count} in 3 ms by e-mail · Customers"
    assert window.matches_heading(outcome) == headline
    assert window.matches_way(outcome) == "Found by e-mail"


@pytest.mark.parametrize(
    ("tried", "more"),
    [
        ((Way.KEY,), ""),
        ((Way.KEY, Way.EMAIL), ", and no one with this e-mail"),
        ((Way.BEGINNING,), ", and no username, e-mail or name that starts with it"),
    ],
)
def test_the_status_bar_says_what_was_tried(tried: tuple[Way, ...], more: str) -> None:
    outcome = Missing("jon", "Customers", tried)
    text = window.outcome_text(outcome, "jon", 0.003, "Customers")
    assert text == f"No user named “jon” in Customers{more}"


def test_an_unavailable_search_is_not_reported_as_nobody_found() -> None:
    outcome = Missing("jon", "Customers", (Way.KEY,), PROBLEMS["index_missing"])
    text = window.outcome_text(outcome, "jon", 0.003, "Customers")
    assert text == ("No user named “jon” in Customers; search by e-mail or name is not available")
    assert window.missing_hint(outcome) == window.MISSING_HINT


@pytest.mark.parametrize("name", [None, "", "  "])
def test_a_suggestion_without_a_name_is_the_username_alone(name: str | None) -> None:
    assert window.suggestion("johndoe", name) == "johndoe"
    assert window.suggestion("johndoe", "John Doe") == "johndoe  ·  John Doe"


def test_a_right_to_left_name_does_not_swap_places_with_its_username() -> None:
    shown = window.suggestion("ליאור", "ליאור כהן")
    assert shown == "\u2068ליאור\u2069  ·  \u2068ליאור כהן\u2069"


def test_a_search_is_marked_in_the_list_of_recent_lookups() -> None:
    assert window.recent_entry(Question("john")) == "john"
    assert window.recent_entry(Question("john", search_only=True)) == "john  ·  search"


def test_the_status_bar_summarises_a_problem() -> None:
    problem = PROBLEMS["sign_in_refused"]
    assert window.outcome_text(problem, "jon", 0.003, "Customers") == summary(problem)


@pytest.mark.parametrize("username", ["x" * 500, "\u202e" * 500])
def test_a_long_username_is_shortened_in_the_status_bar(username: str) -> None:
    texts = [
        window.outcome_text(Found(user(), "", NOON), username, 0.003, "Customers"),
        window.missing(username, "Customers"),
        window.waiting(username),
        window.cancelled(username),
    ]
    assert [text for text in texts if len(text) > 80 or "\u202e" in text] == []


@pytest.mark.parametrize("kind", [kind for kind in StateKind if kind != StateKind.UNREACHABLE])
def test_every_state_of_the_connection_has_words(kind: StateKind) -> None:
    assert window.state_text(ConnectionState(kind, NOON))


def test_an_unreachable_cluster_is_shown_with_the_time_it_was_lost() -> None:
    state = ConnectionState(StateKind.UNREACHABLE, NOON)
    assert window.state_text(state) == "Unreachable since 12:05"
