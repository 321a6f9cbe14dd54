"""A profile never shows the hash as text, and cannot be changed."""

import logging
from dataclasses import FrozenInstanceError, asdict

import pytest

from profile_browser.domain.document import USERPROFILE_DOC_TYPE
from profile_browser.domain.user import SecretText, User, UserInDB
from profile_browser.stores.reading import read_user
from tests.unit.helpers.people import HASH, record


def test_a_complete_record_is_valid(john: UserInDB) -> None:
    assert (john.username, john.email, john.full_name, john.disabled) == (
        "johndoe",
        "johndoe@example.com",
        "John Doe",
        False,
    )
    assert john.type == USERPROFILE_DOC_TYPE == "userprofile"
    assert isinstance(john.hashed_password, SecretText)
    assert john.hashed_password.get_secret_value() == HASH


def test_the_model_that_the_window_uses_never_holds_the_hash() -> None:
    user = read_user(record(), User)
    assert not hasattr(user, "hashed_password")
    assert HASH not in repr(vars(user))


def test_a_record_never_shows_the_hash_as_text(john: UserInDB) -> None:
    shown = [str(john), repr(john), f"{john}", str(john.public_values)]
    shown += [str(john.hashed_password), f"{john.hashed_password}", str(asdict(john))]
    shown += [repr(vars(john)), logging.Formatter().format(logging.makeLogRecord({"msg": john}))]
    assert [text for text in shown if HASH in text] == []


def test_a_profile_cannot_be_changed(john: UserInDB) -> None:
    with pytest.raises(FrozenInstanceError):
        john.disabled = True  # type: ignore[misc]  # this must fail


def test_two_secrets_are_equal_if_their_texts_are() -> None:
    same, other = SecretText("one"), SecretText("two")
    assert {SecretText("one"), same} == {same}
    assert same != other
    assert same != "one"
