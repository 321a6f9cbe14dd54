"""A record is valid or damaged, and its text never contains the hash."""

import logging
import traceback
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr, ValidationError

from profile_browser.domain.document import USERPROFILE_DOC_TYPE
from profile_browser.domain.user import User, UserInDB
from tests.unit.helpers.people import HASH, record
from tests.unit.helpers.program import python


def test_a_complete_record_is_valid(john: UserInDB) -> None:
    assert (john.username, john.email, john.full_name, john.disabled) == (
        "johndoe",
        "johndoe@example.com",
        "John Doe",
        False,
    )
    assert john.type == USERPROFILE_DOC_TYPE == "userprofile"
    assert isinstance(john.hashed_password, SecretStr)
    assert john.hashed_password.get_secret_value() == HASH


@pytest.mark.parametrize("field", ["email", "full_name", "disabled"])
def test_an_optional_field_may_be_absent_or_null(field: str) -> None:
    document = record()
    del document[field]
    for fields in (document, record(**{field: None})):
        assert getattr(User.model_validate(fields), field) is None


def test_a_record_without_a_type_is_a_user_profile() -> None:
    document = record()
    del document["type"]
    assert UserInDB.model_validate(document).type == "userprofile"


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
        ("email", 7),
        ("email", {"address": "johndoe@example.com"}),
        ("full_name", False),
    ],
)
def test_a_value_of_the_wrong_type_is_reported_and_not_converted(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        User.model_validate(record(**{field: value}))
    assert [fault["loc"] for fault in caught.value.errors()] == [(field,)]


@pytest.mark.parametrize("value", [None, 5, ["hash"]])
def test_a_hash_that_is_not_text_is_damaged(value: object) -> None:
    with pytest.raises(ValidationError):
        UserInDB.model_validate(record(hashed_password=value))


@pytest.mark.parametrize(
    ("model", "field"), [(User, "username"), (UserInDB, "username"), (UserInDB, "hashed_password")]
)
def test_a_record_without_a_required_field_is_damaged(model: type[User], field: str) -> None:
    document = record()
    del document[field]
    with pytest.raises(ValidationError):
        model.model_validate(document)


def test_unknown_fields_are_ignored() -> None:
    user = User.model_validate(record(admin_roles=["root"], admin_channels=7))
    assert set(user.model_dump()) == {"username", "email", "full_name", "disabled"}


def test_the_model_that_the_window_uses_never_holds_the_hash() -> None:
    user = User.model_validate(record())
    assert not hasattr(user, "hashed_password")
    assert HASH not in repr(user.__dict__)


def test_a_record_never_shows_the_hash_as_text(john: UserInDB) -> None:
    shown = [str(john), repr(john), f"{john}", john.model_dump_json(), str(john.model_dump())]
    shown.append(logging.Formatter().format(logging.makeLogRecord({"msg": john})))
    assert [text for text in shown if HASH in text] == []


def test_a_profile_cannot_be_changed(john: UserInDB) -> None:
    with pytest.raises(ValidationError):
        john.disabled = True


@pytest.mark.parametrize(
    "changes",
    [
        {"disabled": "off"},
        {"hashed_password": [HASH]},
        {"username": None},
        {"email": [HASH], "full_name": {"hash": HASH}},
    ],
    ids=", ".join,
)
def test_the_error_for_a_damaged_record_shows_no_values(changes: dict[str, object]) -> None:
    try:
        UserInDB.model_validate(record(**changes))
    except ValidationError as error:
        shown = [str(error), repr(error), traceback.format_exc()]
    assert len(shown) == 3
    assert [text for text in shown if HASH in text or "johndoe" in text] == []


def test_pydantic_shows_values_in_errors_unless_they_are_hidden() -> None:
    class Loose(BaseModel):
        disabled: bool

    with pytest.raises(ValidationError, match="marked"):
        Loose.model_validate({"disabled": "marked"})


def test_pydantic_plug_ins_of_other_packages_are_not_loaded(tmp_path: Path) -> None:
    metadata = tmp_path / "prying-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: prying\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[pydantic]\nprying = prying:plugin\n")
    (tmp_path / "prying.py").write_text("print('it is loaded')\nplugin = None\n")
    source = "from profile_browser.domain.user import User; print(User(username='x').username)"
    ended = python("-c", source, home=tmp_path, PYTHONPATH=str(tmp_path))
    assert (ended.out, ended.err) == ("x\n", "")
