"""One account over HTTP: exactly its public fields, or the program's own problem."""

from dataclasses import replace

import pytest

from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.gateway_api import API_VERSION_HEADER, REQUEST_ID_HEADER
from profile_browser.domain.more_values import OddNumber
from profile_browser.domain.outcome import Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.store_kind import Capability
from profile_browser.domain.user import User
from profile_browser.gateway.models import UserModel
from profile_browser.stores.reading import found, user_from
from profile_browser.stores.sample.adapter import SAMPLE_SHOP
from tests.unit.gateway.desk import Desk, make_desk
from tests.unit.helpers.people import CLUSTER, HASH, record, user
from tests.unit.helpers.scripted import ScriptedStore

MISSING = Missing("ann", CLUSTER.title)
ANN = user("ann", email="ann@example.com", disabled=True)


@pytest.fixture
def sample() -> Desk:
    return make_desk()


def _desk(outcome: object) -> Desk:
    return make_desk(ScriptedStore(outcome, outcome), CLUSTER)  # type: ignore[arg-type]  # an outcome


def test_an_account_has_exactly_the_public_fields(sample: Desk) -> None:
    answer = sample.ask("/users/johndoe")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert list(answer.json()) == [field.name for field in FIELDS]
    assert answer.json()["email"] == "johndoe@example.com"


def test_the_hash_of_a_password_is_not_part_of_an_answer() -> None:
    read = user_from(record(), User)
    assert HASH not in _desk(found(CLUSTER, "johndoe", read)).ask("/users/johndoe").text


def test_fields_of_the_layout_have_their_label_kind_mask_and_stored_value() -> None:
    answer = make_desk(connection=SAMPLE_SHOP).ask("/users/amara.okafor").json()
    by_path = {value["path"]: value for value in answer["more"]}
    assert by_path.keys() == {field.path for field in SAMPLE_SHOP.record.more}
    assert by_path["customer_since"] == {
        "path": "customer_since",
        "label": "Customer since",
        "kind": "date",
        "mask": "first_letter",
        "value": "2021-12-05",
    }
    UserModel.model_validate(answer)


def test_a_damaged_field_is_null_and_named() -> None:
    read = user_from(record(email=7), User)
    answer = _desk(found(CLUSTER, "johndoe", read)).ask("/users/johndoe").json()
    assert answer["email"] is None
    (damaged,) = answer["damaged"]
    assert (damaged["name"], damaged["value"]) == ("email", 7)
    UserModel.model_validate(answer)


def test_a_number_that_is_no_json_arrives_as_text() -> None:
    read = user_from(record(full_name=float("inf")), User)
    answer = _desk(found(CLUSTER, "johndoe", read)).ask("/users/johndoe").json()
    assert answer["damaged"][0]["value"] == "Infinity"


def test_nobody_is_a_404_that_is_not_that_of_a_wrong_address(sample: Desk) -> None:
    missing, wrong = sample.ask("/users/nobody"), sample.ask("/nothing")
    assert (missing.status_code, wrong.status_code) == (404, 404)
    assert missing.json()["reason"] == wrong.json()["reason"] == "not_found"
    assert missing.json()["kind"] == "bad_input"
    assert wrong.json()["kind"] == "misconfigured"


@pytest.mark.parametrize(
    "path",
    ["%00", "x" * 8_000, "%C3%A9" * 200],
    ids=["NUL", "8,000 bytes", "400 bytes of é"],
)
def test_what_cannot_be_a_username_is_refused_before_the_store_is_asked(path: str) -> None:
    store = ScriptedStore(MISSING, MISSING)
    desk = make_desk(connection=CLUSTER)
    answer = desk.ask(f"/users/{path}")
    assert answer.status_code == 422
    assert answer.json()["reason"] == "username_refused"
    assert not store.asked


@pytest.mark.parametrize("path", ["%C0%AF", "%FF", "%ED%A0%80", "a%80"])
def test_bytes_that_are_not_strict_utf8_are_refused(sample: Desk, path: str) -> None:
    answer = sample.ask(f"/users/{path}")
    assert (answer.status_code, answer.json()["reason"]) == (422, "request_not_valid")


@pytest.mark.parametrize(
    ("path", "username"),
    [
        ("a%2Fb", "a/b"),
        ("..%2F..%2Fetc", "../../etc"),
        ("a%3Fb%23c", "a?b#c"),
        ("100%25", "100%"),
        ("a+b", "a+b"),
        ("%D0%B8%D0%B2%D0%B0%D0%BD", "иван"),
        ("a%252Fb", "a%2Fb"),
        ("batch", "batch"),
    ],
)
def test_a_username_is_what_was_encoded(path: str, username: str) -> None:
    store = ScriptedStore(MISSING, MISSING)
    desk = make_desk(store, CLUSTER)
    assert desk.ask(f"/users/{path}").status_code == 404
    assert store.asked == [username]
    assert desk.records.lines[0].person == username


def test_the_details_of_a_record_are_iso_times(sample: Desk) -> None:
    answer = sample.ask("/users/johndoe/details")
    assert answer.status_code == 200
    assert answer.json()["document_id"] == "userprofile::johndoe"
    assert answer.json().keys() == {"document_id", "revision", "expiry", "last_change"}


def test_details_that_the_store_does_not_keep_are_a_problem() -> None:
    kind = CLUSTER.kind._replace(capabilities=frozenset({Capability.EMAIL}))
    store = ScriptedStore(MISSING, MISSING)
    answer = make_desk(store, replace(CLUSTER, kind=kind)).ask("/users/ann/details")
    assert (answer.status_code, answer.json()["reason"]) == (404, "details_not_kept")
    assert not store.asked


def test_head_is_answered_as_get_without_the_content(sample: Desk) -> None:
    got, head = sample.ask("/users/johndoe"), sample.ask("/users/johndoe", "HEAD")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert sample.ask("/users/nobody", "HEAD").status_code == 404


def test_a_number_keeps_its_digits() -> None:
    balance = Field("Balance", FieldKind.NUMBER, path="balance")
    layout = RecordLayout(more=(balance,))
    read = user_from(record(balance=OddNumber("1.10")), User, layout)
    text = _desk(found(CLUSTER, "johndoe", read)).ask("/users/johndoe").text
    assert '"value": 1.10}' in text


@pytest.mark.parametrize("target", ["/users/johndoe", "/users/nobody", "/", "/nothing", "/health"])
def test_each_answer_names_the_version_and_its_own_id(sample: Desk, target: str) -> None:
    answers = [
        sample.ask(target, headers={REQUEST_ID_HEADER: "chosen-by-the-client"}) for _ in range(2)
    ]
    for answer in answers:
        assert answer.headers[API_VERSION_HEADER] == "1"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    ids = [answer.headers[REQUEST_ID_HEADER] for answer in answers]
    assert len(set(ids)) == 2
    assert all(set(each) <= set("0123456789abcdef") and len(each) == 24 for each in ids)


def test_a_problem_has_the_id_of_its_answer_and_of_the_log(sample: Desk) -> None:
    answer = sample.ask("/users/nobody")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers[REQUEST_ID_HEADER]
    (line,) = sample.records.lines
    assert line.request_id == answer.json()["request_id"]
    assert (line.route, line.status, line.outcome) == ("/users/{username}", 404, "missing")
    assert (line.who, line.desk) == ("desk-7", "10.0.0.5")
    assert sample.records.running == 0


def test_what_the_log_says_about_a_problem_of_the_store_is_for_its_administrator() -> None:
    desk = _desk(Problem(Reason.PORT_CLOSED, CLUSTER, values={"host": "db1", "port": 11207}))
    desk.ask("/users/ann")
    (line,) = desk.records.lines
    assert line.outcome == "port_closed"
    assert "db.example.com" in line.cause


class _Failing:
    def look_up(self, username: str, _reason: str = "") -> None:
        raise RuntimeError(username)

    def close(self) -> None: ...


def test_a_failure_of_the_program_is_a_500_without_a_trace() -> None:
    answer = make_desk(_Failing(), CLUSTER).ask("/users/marked-username")  # type: ignore[arg-type]  # a store that breaks
    assert (answer.status_code, answer.json()["reason"]) == (500, "unexpected")
    assert "marked-username" not in answer.text
    assert "RuntimeError" not in answer.text
