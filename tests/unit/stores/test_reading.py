"""From a document to an outcome."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from traceback import format_exception
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.fields import Field, fields_of
from profile_browser.domain.user import User, UserInDB
from profile_browser.messages.clipboard_formats import as_json
from profile_browser.messages.profile import notice_text
from profile_browser.stores.reading import DamagedDocumentError, found, user_from
from tests.unit.helpers.people import CLUSTER, HASH, record, user

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
NAMES = [field.name for field in fields_of(UserInDB)]
KEYS = st.sampled_from(NAMES) | st.text(st.characters(exclude_categories=()))


def test_a_valid_document_becomes_a_user() -> None:
    assert user_from(record(), User) == user(
        email="johndoe@example.com", full_name="John Doe", disabled=False
    )


def test_the_whole_record_can_be_read_with_its_hash() -> None:
    assert user_from(record(), UserInDB).hashed_password.get_secret_value() == HASH


@pytest.mark.parametrize("field", ["email", "full_name", "disabled"])
def test_an_optional_field_may_be_absent_or_null(field: str) -> None:
    document = record()
    del document[field]
    for fields in (document, record(**{field: None})):
        read = user_from(fields, User)
        assert (getattr(read, field), read.damaged) == (None, ())


def test_a_record_without_a_type_is_a_user_profile() -> None:
    document = record()
    del document["type"]
    assert user_from(document, UserInDB).type == "userprofile"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("disabled", "off"),
        ("disabled", "false"),
        ("disabled", 0),
        ("disabled", 1.0),
        ("username", 42),
        ("username", None),
        ("username", ["johndoe"]),
        ("type", None),
        ("hashed_password", None),
        ("hashed_password", 5),
        ("hashed_password", ["hash"]),
    ],
)
def test_a_value_of_the_wrong_type_is_reported_and_not_converted(field: str, value: object) -> None:
    with pytest.raises(DamagedDocumentError) as caught:
        user_from(record(**{field: value}), UserInDB)
    assert caught.value.fields == (field,)


@pytest.mark.parametrize(
    ("model", "field"), [(User, "username"), (UserInDB, "username"), (UserInDB, "hashed_password")]
)
def test_a_record_without_a_required_field_is_damaged(model: type[User], field: str) -> None:
    document = record()
    del document[field]
    with pytest.raises(DamagedDocumentError) as caught:
        user_from(document, model)
    assert caught.value.fields == (field,)


def test_unknown_fields_are_ignored() -> None:
    document = record(admin_roles=["root"], admin_channels=7)
    assert user_from(document, User) == user_from(record(), User)


def test_each_damaged_field_is_named_once() -> None:
    with pytest.raises(DamagedDocumentError) as caught:
        user_from({"email": 1, "disabled": "off"}, UserInDB)
    assert caught.value.fields == ("username", "email", "disabled", "hashed_password")


@pytest.mark.parametrize("value", [7, ["jo@example.com"], {"hash": HASH}, "\ud800", True])
def test_a_wrong_email_or_name_damages_that_field_alone(value: object) -> None:
    read = user_from(record(email=value, full_name=value), User)
    assert read.public_values == user(disabled=False).public_values
    assert [(one.field.name, one.is_damaged) for one in read.damaged] == [
        ("full_name", True),
        ("email", True),
    ]
    assert HASH not in repr(read.damaged)
    assert not read.more


def test_a_wrong_username_or_account_damages_the_record_because_staff_act_on_it() -> None:
    for name in ("username", "disabled"):
        with pytest.raises(DamagedDocumentError) as caught:
            user_from(record(email=7, **{name: 7}), User)
        assert set(caught.value.fields) == {name, "email"}


class DriverText(str):
    """A text of a driver, such as MongoDB's JavaScript code."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # as bson.Code has it


def test_a_driver_s_own_kind_of_text_becomes_plain_text() -> None:
    read = user_from(record(username=DriverText("jo")), User)
    assert (type(read.username), hash(read.username)) == (str, hash("jo"))


@dataclass(frozen=True, kw_only=True)
class Reachable(User):
    """A user with a field that only this model has."""

    phone: Annotated[str | None, Field("Phone")] = None


def test_a_wrong_value_in_a_field_of_the_model_s_own_damages_the_record() -> None:
    with pytest.raises(DamagedDocumentError) as caught:
        user_from(record(phone=5), Reachable)
    assert caught.value.fields == ("phone",)


def test_the_error_for_a_damaged_document_shows_no_value() -> None:
    with pytest.raises(DamagedDocumentError) as caught:
        user_from(record(disabled=HASH, email=[HASH], full_name={"hash": HASH}), UserInDB)
    shown = f"{caught.value} {caught.value!r} {''.join(format_exception(caught.value))}"
    assert HASH not in shown
    assert "johndoe" not in shown


@given(st.dictionaries(KEYS, JSON), st.sampled_from([User, UserInDB]))
def test_any_document_is_either_a_user_or_damaged(
    document: dict[str, object], model: type[User]
) -> None:
    with suppress(DamagedDocumentError):
        read = user_from(document, model)
        assert read.username == document["username"]
        json.loads(as_json(read))


def test_a_found_user_has_the_connection_and_the_time_of_reading() -> None:
    before = datetime.now(UTC)
    outcome = found(CLUSTER, "johndoe", user())
    assert (outcome.user, outcome.connection, notice_text(outcome)) == (user(), "Customers", "")
    assert before <= outcome.read_at <= datetime.now(UTC)
    assert outcome.read_at.utcoffset() is not None


@pytest.mark.parametrize("recorded", ["jane", "JohnDoe", "johndoe ", ""])
def test_a_record_with_another_username_is_shown_with_a_notice(recorded: str) -> None:
    notice = notice_text(found(CLUSTER, "johndoe", user(recorded)))
    assert "“johndoe”" in notice
    assert f"“{recorded}”" in notice
