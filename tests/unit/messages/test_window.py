"""What the window says about connections, times and outcomes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from profile_browser.domain.connection import Environment
from profile_browser.domain.connection_state import ConnectionState, StateKind
from profile_browser.domain.outcome import Found, Missing, Way
from profile_browser.messages import matches, window
from profile_browser.messages.problems import summary
from profile_browser.stores.sample.adapter import SAMPLE
from tests.unit.helpers.people import CLUSTER, user
from tests.unit.helpers.sentences import PROBLEMS

NOON = datetime(2026, 1, 1, 12, 5, tzinfo=UTC)


def test_the_band_says_that_no_cluster_is_connected() -> None:
    assert window.band_text(SAMPLE) == "Sample data: no server is connected"


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
    assert window.window_title(CLUSTER) == "Customers — Profile Browser"


def test_the_window_title_can_name_the_person() -> None:
    assert window.window_title(CLUSTER, "johndoe") == "johndoe — Customers — Profile Browser"
    long = window.window_title(CLUSTER, "[*]" + "x" * 100)
    assert long.startswith("[*][*]x")
    assert len(long) < 100


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
    assert matches.opened(outcome, "Customers") == f"Opened johndoe, found {words} · Customers"


def test_the_status_bar_says_that_the_username_differs_in_case() -> None:
    outcome = Found(user(), "Customers", NOON, way=Way.BEGINNING, typed="JOHNDOE")
    text = window.outcome_text(outcome, "JOHNDOE", 0.003, "Customers")
    assert text == "Found johndoe; you typed JOHNDOE · 3 ms · Customers"


@pytest.mark.parametrize(
    ("tried", "more"),
    [
        ((Way.KEY,), ""),
        ((Way.KEY, Way.EMAIL), ", and no one with this e-mail"),
        ((Way.BEGINNING,), ", and no username, e-mail or name starts with it"),
    ],
)
def test_the_page_says_what_was_tried_and_the_status_bar_is_short(
    tried: tuple[Way, ...], more: str
) -> None:
    outcome = Missing("jon", "Customers", tried)
    short = window.outcome_text(outcome, "jon", 0.003, "Customers")
    assert short == "No user named “jon” in Customers"
    assert window.missing_text(outcome, "jon", "Customers") == f"{short}{more}"


def test_an_unavailable_search_is_not_reported_as_nobody_found() -> None:
    outcome = Missing("jon", "Customers", (Way.KEY,), PROBLEMS["index_missing"])
    text = window.missing_text(outcome, "jon", "Customers")
    assert text == ("No user named “jon” in Customers; search by e-mail or name is not available")
    assert window.missing_hint(outcome) == window.MISSING_HINT


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (2.4, "Lookup failed after 2.4 s · Customers"),
        (0.0001, "Lookup failed · Customers"),
    ],
)
def test_the_status_bar_is_short_about_a_problem_and_screen_readers_hear_it(
    seconds: float, text: str
) -> None:
    problem = PROBLEMS["sign_in_refused"]
    assert window.outcome_text(problem, "jon", seconds, "Customers") == text
    assert window.spoken(problem) == summary(problem)
    assert window.spoken(Found(user(), "Customers", NOON)) == ""


@pytest.mark.parametrize("username", ["x" * 500, "\u202e" * 500])
def test_a_long_username_is_shortened_in_the_status_bar(username: str) -> None:
    texts = [
        window.outcome_text(Found(user(), "", NOON), username, 0.003, "Customers"),
        window.missing(username, "Customers"),
        window.waiting(username),
        window.cancelled(username),
    ]
    assert [text for text in texts if len(text) > 80 or "\u202e" in text] == []
    found = Found(user(username.upper()), "", NOON, way=Way.EMAIL, typed=username)
    both = window.outcome_text(found, username, 0.003, "Customers")
    assert len(both) < 120
    assert "\u202e" not in both


@pytest.mark.parametrize("kind", [kind for kind in StateKind if kind != StateKind.UNREACHABLE])
def test_every_state_of_the_connection_has_words(kind: StateKind) -> None:
    assert window.state_text(ConnectionState(kind, NOON))


def test_an_unreachable_cluster_is_shown_with_the_time_it_was_lost() -> None:
    state = ConnectionState(StateKind.UNREACHABLE, NOON)
    assert window.state_text(state) == "Unreachable since 12:05"
