"""Problems, each with what helps in its own case."""

from dataclasses import replace

import pytest

from profile_browser.domain.outcome import Problem, ProblemKind
from profile_browser.messages import problems, refusals
from profile_browser.settings.options import SAMPLE
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.sentences import PROBLEMS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("host_unknown", ProblemKind.UNREACHABLE),
        ("port_closed", ProblemKind.UNREACHABLE),
        ("port_silent", ProblemKind.UNREACHABLE),
        ("not_the_named_host", ProblemKind.MISCONFIGURED),
        ("no_encryption", ProblemKind.MISCONFIGURED),
        ("trust_store_unusable", ProblemKind.MISCONFIGURED),
        ("connect_timed_out", ProblemKind.TIMED_OUT),
        ("wrong_sign_in", ProblemKind.WRONG_SIGN_IN),
        ("bucket_not_allowed", ProblemKind.NOT_ALLOWED),
        ("bucket_not_there", ProblemKind.MISCONFIGURED),
        ("collection_not_there", ProblemKind.MISCONFIGURED),
        ("reading_not_allowed", ProblemKind.NOT_ALLOWED),
        ("read_timed_out", ProblemKind.TIMED_OUT),
        ("no_query_service", ProblemKind.MISCONFIGURED),
        ("searching_not_allowed", ProblemKind.NOT_ALLOWED),
        ("index_missing", ProblemKind.MISCONFIGURED),
        ("query_timed_out", ProblemKind.TIMED_OUT),
        ("damaged_document", ProblemKind.DAMAGED_DOCUMENT),
        ("bad_input", ProblemKind.BAD_INPUT),
        ("misconfigured", ProblemKind.MISCONFIGURED),
        ("unexpected", ProblemKind.UNEXPECTED),
        ("closed", ProblemKind.UNEXPECTED),
    ],
)
def test_each_problem_is_of_its_kind(name: str, kind: ProblemKind) -> None:
    assert PROBLEMS[name].kind is kind


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("host_unknown", "No computer named db.example.com"),
        ("port_closed", "Port 11207 on db.example.com is closed"),
        ("port_silent", "no answer within 2 seconds"),
        ("not_the_named_host", "No password was sent"),
        ("no_encryption", "no password was sent"),
        ("trust_store_unusable", "/ca.pem"),
        ("connect_timed_out", "within 10 seconds"),
        ("wrong_sign_in", "“agent”"),
        ("bucket_not_allowed", "data_reader"),
        ("reading_not_allowed", "“travel”"),
        ("read_timed_out", "within 30 seconds"),
        ("no_query_service", "search = false"),
        ("searching_not_allowed", "query_select"),
        ("index_missing", "need an index each"),
        ("query_timed_out", "within 300 seconds"),
        ("damaged_document", "“disabled” and “email”"),
    ],
)
def test_the_next_step_holds_what_helps(name: str, words: str) -> None:
    assert words in PROBLEMS[name].next_step


@pytest.mark.parametrize(
    "name", ["no_query_service", "searching_not_allowed", "index_missing", "query_timed_out"]
)
def test_whoever_cannot_search_is_told_what_works_all_the_same(name: str) -> None:
    assert "by username works all the same" in PROBLEMS[name].next_step


def test_a_missing_collection_is_named() -> None:
    assert "“people.profiles”" in PROBLEMS["collection_not_there"].summary


@pytest.mark.parametrize(("collection", "hinted"), [("profiles", True), ("_default", False)])
def test_a_read_that_timed_out_hints_at_a_named_collection(collection: str, hinted: bool) -> None:
    problem = problems.read_timed_out(replace(CLUSTER, collection=collection), "")
    assert ("collection's name" in problem.next_step) is hinted


def test_a_document_that_is_no_object_says_so() -> None:
    problem = problems.damaged_document(CLUSTER, "johndoe", ())
    assert problem.next_step.startswith("It is not a JSON object.")


def test_sample_data_has_no_bucket_and_no_account() -> None:
    details = problems.bad_input(SAMPLE, refusals.EMPTY_USERNAME).details
    assert "Address: sample directory" in details
    assert "Bucket" not in details
    assert "Account" not in details


def _refused_address(connection_string: str) -> Problem:
    connection = replace(CLUSTER, connection_string=connection_string)
    return problems.misconfigured(connection, refusals.ADDRESS_HOLDS_SIGN_IN)


def test_a_password_in_a_refused_connection_string_is_not_sent_on() -> None:
    problem = _refused_address("couchbases://agent:marked-in-the-string@db.example.com")
    assert "marked-in-the-string" not in f"{problem}"
