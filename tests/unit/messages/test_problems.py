"""Problems, each with advice that fits its cause."""

from dataclasses import replace

import pytest

from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.messages.problems import advice, details, next_step, one_line, summary
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_SHOP
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.sentences import PROBLEMS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("host_unknown", ProblemKind.UNREACHABLE),
        ("port_closed", ProblemKind.UNREACHABLE),
        ("port_silent", ProblemKind.UNREACHABLE),
        ("certificate_refused", ProblemKind.UNTRUSTED),
        ("tls_failed", ProblemKind.UNTRUSTED),
        ("database_ambiguous", ProblemKind.MISCONFIGURED),
        ("tls_silent", ProblemKind.UNREACHABLE),
        ("trust_store_unusable", ProblemKind.MISCONFIGURED),
        ("connect_timed_out", ProblemKind.TIMED_OUT),
        ("sign_in_refused", ProblemKind.WRONG_SIGN_IN),
        ("database_not_allowed", ProblemKind.NOT_ALLOWED),
        ("database_missing", ProblemKind.MISCONFIGURED),
        ("database_timed_out", ProblemKind.TIMED_OUT),
        ("collection_missing", ProblemKind.MISCONFIGURED),
        ("reading_not_allowed", ProblemKind.NOT_ALLOWED),
        ("read_timed_out", ProblemKind.TIMED_OUT),
        ("search_service_missing", ProblemKind.MISCONFIGURED),
        ("searching_not_allowed", ProblemKind.NOT_ALLOWED),
        ("index_missing", ProblemKind.MISCONFIGURED),
        ("search_timed_out", ProblemKind.TIMED_OUT),
        ("record_damaged", ProblemKind.DAMAGED_DOCUMENT),
        ("server_overloaded", ProblemKind.BUSY),
        ("server_unavailable", ProblemKind.BUSY),
        ("server_too_old", ProblemKind.MISCONFIGURED),
        ("encryption_needed", ProblemKind.MISCONFIGURED),
        ("redirected", ProblemKind.MISCONFIGURED),
        ("answer_foreign", ProblemKind.MISCONFIGURED),
        ("request_too_long", ProblemKind.BAD_INPUT),
        ("username_refused", ProblemKind.BAD_INPUT),
        ("settings_refused", ProblemKind.MISCONFIGURED),
        ("unexpected", ProblemKind.UNEXPECTED),
        ("cancelled", ProblemKind.UNEXPECTED),
    ],
)
def test_each_problem_has_the_right_kind(name: str, kind: ProblemKind) -> None:
    assert PROBLEMS[name].kind is kind


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("host_unknown", "The host name db.example.com is not known"),
        ("port_closed", "Port 11207 on db.example.com is closed"),
        ("port_silent", "did not respond within 2 seconds"),
        ("certificate_refused", "No password was sent"),
        ("tls_failed", "No password was sent"),
        ("database_ambiguous", "more than one bucket"),
        ("trust_store_unusable", "Send the details to your administrator"),
        ("connect_timed_out", "longer than 10 seconds"),
        ("server_too_old", "needs Couchbase 4.0 or later"),
        ("encryption_needed", "must start with couchbases://. "),
        ("sign_in_refused", "“agent”"),
        ("database_not_allowed", "data_reader"),
        ("database_timed_out", "did not open within 10 seconds"),
        ("database_timed_out", "have a different name"),
        ("reading_not_allowed", "“travel”"),
        ("read_timed_out", "longer than 30 seconds"),
        ("search_service_missing", "turn search off"),
        ("searching_not_allowed", "query_select"),
        ("index_missing", "needs an index, which your administrator can create"),
        ("search_timed_out", "longer than 15 seconds"),
        ("record_damaged", "“disabled” and “email”"),
    ],
)
def test_the_next_step_says_what_helps(name: str, words: str) -> None:
    assert words in next_step(PROBLEMS[name])


@pytest.mark.parametrize(
    "name", ["search_service_missing", "searching_not_allowed", "index_missing", "search_timed_out"]
)
def test_if_searching_fails_staff_read_that_usernames_still_work(name: str) -> None:
    assert "You can still look people up by username" in next_step(PROBLEMS[name])


@pytest.mark.parametrize(
    ("name", "path"), [("trust_store_unusable", "/ca.pem"), ("not_recorded", "/var/log/reads")]
)
def test_a_path_is_in_the_details_and_in_the_terminal_and_not_in_the_window(
    name: str, path: str
) -> None:
    problem = PROBLEMS[name]
    assert path not in advice(problem)
    assert path in details(problem)
    assert path in one_line(problem)


def test_a_missing_collection_is_named() -> None:
    assert "“people.profiles”" in summary(PROBLEMS["collection_missing"])


@pytest.mark.parametrize(
    ("values", "hinted"), [({"collection": "people.profiles"}, True), ({}, False)]
)
def test_a_read_timeout_in_a_named_collection_hints_that_its_name_may_be_wrong(
    values: dict[str, object], hinted: bool
) -> None:
    problem = Problem(Reason.READ_TIMED_OUT, CLUSTER, values=values)
    assert ("The collection may have a different name." in next_step(problem)) is hinted


def test_a_document_that_is_not_an_object_is_described_as_such() -> None:
    values: dict[str, object] = {"username": "johndoe", "fields": ()}
    problem = Problem(Reason.RECORD_DAMAGED, CLUSTER, values=values)
    assert next_step(problem).startswith("None of its fields can be read.")
    assert "Cause: Not an object with fields" in details(problem)


def test_details_of_sample_data_show_no_bucket_and_no_database_user() -> None:
    shown = details(Problem(Reason.UNEXPECTED, SAMPLE))
    assert "Address: sample data" in shown
    assert "Bucket" not in shown
    assert "Database user" not in shown


def test_a_password_in_a_refused_connection_string_is_not_in_the_details() -> None:
    address = "couchbases://agent:marked-in-the-string@db.example.com"
    connection = replace(CLUSTER, connection_string=address)
    values: dict[str, object] = {"refusal": Refusal(RefusalKind.SIGN_IN_IN_ADDRESS)}
    problem = Problem(Reason.SETTINGS_REFUSED, connection, values=values)
    said = f"{problem} {one_line(problem)} {details(problem)}"
    assert "marked-in-the-string" not in said


def test_a_damaged_field_has_the_name_that_the_administrator_finds_in_the_record() -> None:
    values = {"username": "jo", "fields": ("email", "disabled")}
    problem = Problem(Reason.RECORD_DAMAGED, SAMPLE_SHOP, values=values)
    assert "The fields “contact.email” and “is_active” cannot be read." in advice(problem)
    assert "Damaged fields: contact.email, is_active" in details(problem)
