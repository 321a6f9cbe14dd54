"""From a document to an outcome."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.user import User, UserInDB
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
KEYS = st.sampled_from(list(UserInDB.model_fields)) | st.text(st.characters(exclude_categories=()))


def test_a_valid_document_becomes_a_user() -> None:
    assert user_from(record(), User) == user(
        email="johndoe@example.com", full_name="John Doe", disabled=False
    )


def test_the_whole_record_can_be_read_with_its_hash() -> None:
    assert user_from(record(), UserInDB).hashed_password.get_secret_value() == HASH


def test_each_damaged_field_is_named_once() -> None:
    with pytest.raises(DamagedDocumentError) as caught:
        user_from({"email": 1, "disabled": "off"}, UserInDB)
    assert caught.value.fields == ("username", "email", "disabled", "hashed_password")


@pytest.mark.parametrize("value", [7, ["jo@example.com"], {"hash": HASH}, "\ud800", True])
def test_a_wrong_email_or_name_damages_that_field_alone(value: object) -> None:
    read = user_from(record(email=value, full_name=value), User)
    assert read.model_dump() == user(disabled=False).model_dump()
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


def test_the_error_for_a_damaged_document_shows_no_value() -> None:
    with pytest.raises(DamagedDocumentError) as caught:
        user_from(record(disabled=HASH), User)
    assert HASH not in f"{caught.value} {caught.value!r}"


@given(st.dictionaries(KEYS, JSON), st.sampled_from([User, UserInDB]))
def test_any_document_is_either_a_user_or_damaged(
    document: dict[str, object], model: type[User]
) -> None:
    with suppress(DamagedDocumentError):
        read = user_from(document, model)
        assert read.username == document["username"]
        json.loads(read.model_dump_json())


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
