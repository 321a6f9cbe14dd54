"""The table of fields: where each is found, how it is shown and how it is masked."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from profile_browser.domain.fields import FIELDS, Field, Mask, fields_of
from profile_browser.domain.user import User, UserInDB, paths_of, values_of


@dataclass(frozen=True, kw_only=True)
class Reachable(User):
    """A user with a field that is nested in the document."""

    phone: Annotated[str | None, Field("Phone", path="contact.phone")] = None


def test_the_fields_are_shown_in_this_order() -> None:
    assert [field.label for field in FIELDS] == ["Username", "Full name", "E-mail", "Account"]


def test_a_field_is_masked_by_default() -> None:
    assert Field("Phone").mask is not Mask.NONE
    assert [field.name for field in FIELDS if field.mask is Mask.NONE] == ["username", "disabled"]


def test_the_password_hash_and_the_type_are_not_shown() -> None:
    hidden = {field.name for field in fields_of(UserInDB)} - {field.name for field in FIELDS}
    assert hidden == {"hashed_password", "type"}


def test_a_nested_field_is_requested_by_its_path() -> None:
    assert paths_of(Reachable) == [*paths_of(User), "contact.phone"]


@pytest.mark.parametrize(
    ("document", "values"),
    [
        ({"username": "jo", "contact": {"phone": "1"}}, {"username": "jo", "phone": "1"}),
        ({"username": "jo", "contact.phone": "1"}, {"username": "jo", "phone": "1"}),
        ({"username": "jo", "contact": {"phone": None}}, {"username": "jo", "phone": None}),
        ({"username": "jo", "contact": {}}, {"username": "jo"}),
        ({"username": "jo", "contact": "1"}, {"username": "jo"}),
        ({"username": "jo", "phone": "1"}, {"username": "jo"}),
    ],
)
def test_a_nested_field_is_read_at_its_path(
    document: dict[str, object], values: dict[str, object]
) -> None:
    assert values_of(document, Reachable) == values
