"""What a gateway answers about people, and how a desk shows it."""

from __future__ import annotations

from datetime import UTC, datetime
from traceback import format_exception
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.details import NEVER, RecordDetails
from profile_browser.domain.fields import FieldKind, Mask
from profile_browser.domain.outcome import Found
from profile_browser.domain.problem import Problem, Reason
from profile_browser.messages.clipboard_formats import as_json, as_masked_text, as_text
from profile_browser.stores.gateway.answers import user_in
from tests.unit.stores.gateway.answering import JOHN, saying, store_on

if TYPE_CHECKING:
    from profile_browser.domain.user import User


MARKED = "marked-secret"


def value(
    kind: str = "text", mask: str = "none", value: object = "x", **more: str
) -> dict[str, object]:
    """Return a value as a gateway sends it."""
    return {
        "path": "contact.phone",
        "label": "Phone",
        "kind": kind,
        "mask": mask,
        "value": value,
        **more,
    }


def found(**more: object) -> User:
    with store_on(saying({**JOHN, **more})) as (store, _):
        outcome = store.look_up("johndoe")
    assert isinstance(outcome, Found)
    return outcome.user


def test_a_profile_has_the_public_fields_and_no_others() -> None:
    user = found(hashed_password="$2b$12$hash", phone="5")
    assert user.public_values == JOHN
    assert (user.more, user.damaged) == ((), ())


def test_the_error_for_an_answer_of_another_shape_shows_no_values() -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its kind is pydantic's
        user_in({**JOHN, "more": MARKED})
    assert MARKED not in "".join(format_exception(caught.value))


def test_the_fields_of_the_gateway_s_layout_have_its_labels_kinds_and_masks() -> None:
    (read,) = found(more=[value("date", "initials", "2026-01-02")]).more
    assert read.field.label == "Phone"
    assert (read.field.kind, read.field.mask) == (FieldKind.DATE, Mask.INITIALS)
    assert (read.field.path, read.exact) == ("contact.phone", '"2026-01-02"')


@pytest.mark.parametrize(
    ("kind", "stored"),
    [("number", 62), ("yes_no", True), ("list", ["a", "b"]), ("date", 1736334720), ("text", "é")],
)
def test_a_value_of_each_kind_is_read_as_it_is_stored(kind: str, stored: object) -> None:
    (read,) = found(more=[value(kind, value=stored)]).more
    assert read.content is not None
    assert not read.is_damaged


def test_a_value_that_the_record_lacks_is_not_recorded() -> None:
    (read,) = found(more=[value(value=None)]).more
    assert (read.content, read.exact, read.is_damaged) == (None, "", False)


def test_a_value_of_a_wrong_kind_is_damaged_as_it_is_at_the_gateway() -> None:
    (read,) = found(more=[value("number", value="five")]).more
    assert read.is_damaged
    assert read.exact == '"five"'


def test_kinds_and_masks_of_a_newer_gateway_are_text_and_masked() -> None:
    user = found(
        more=[
            value("money", "iban", {"amount": 5}),
            value("money", "iban", "12 EUR", path="b", label="B"),
        ]
    )
    assert [each.field.kind for each in user.more] == [FieldKind.TEXT, FieldKind.TEXT]
    assert [each.field.mask for each in user.more] == [Mask.FIRST_LETTER] * 2
    assert not any(each.is_damaged for each in user.more)
    assert "12 EUR" in as_text(user)
    assert "12 EUR" not in as_masked_text(user)


def test_a_damaged_field_is_shown_as_damaged() -> None:
    damaged = {**value(value=5), "path": "email", "label": "E-mail", "name": "email"}
    user = found(damaged=[damaged])
    (read,) = user.damaged
    assert (read.field.name, read.is_damaged) == ("email", True)
    assert '"damaged": {"email": 5}' in as_json(user)


@pytest.mark.parametrize(
    "names", [("disabled",), ("email", "email")], ids=["one that staff act on", "the same twice"]
)
def test_a_field_cannot_be_damaged_and_have_a_value_or_be_damaged_twice(
    names: tuple[str, ...],
) -> None:
    with store_on(saying({**JOHN, "damaged": [value(name=name) for name in names]})) as (store, _):
        outcome = store.look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.ANSWER_FOREIGN


def test_a_damaged_field_that_only_a_newer_gateway_has_is_one_of_the_others() -> None:
    user = found(damaged=[{**value(value=5), "name": "phone_number"}])
    assert user.damaged == ()
    assert [each.field.name for each in user.more] == [""]


def test_a_number_that_python_cannot_hold_keeps_its_digits() -> None:
    (read,) = found(more=[value("number", value=10**30)]).more
    assert read.exact == str(10**30)


@pytest.mark.parametrize(
    ("expiry", "change", "expected"),
    [
        (None, None, (None, None)),
        (
            "never",
            "2026-11-23T13:00:01+00:00",
            (NEVER, datetime(2026, 11, 23, 13, 0, 1, tzinfo=UTC)),
        ),
        ("2027-01-02T03:04:05Z", None, (datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC), None)),
    ],
)
def test_details_are_read(expiry: object, change: object, expected: tuple[object, object]) -> None:
    body = {
        "document_id": "userprofile::x",
        "revision": "7",
        "expiry": expiry,
        "last_change": change,
    }
    with store_on(saying(body)) as (store, _):
        assert store.read_details("x") == RecordDetails("userprofile::x", "7", *expected)  # type: ignore[arg-type] # of the case


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"document_id": 5},
        {"document_id": "x", "expiry": "soon"},
        {"document_id": "x", "expiry": "2027-01-02T03:04:05"},
        {"document_id": "x", "last_change": 5},
        {"document_id": "x", "last_change": "0001-01-01T00:00:00+14:00"},
        {"document_id": "x", "expiry": "9999-12-31T23:59:59-14:00"},
        {"document_id": "x\ud800"},
        {"document_id": "x", "revision": "\ud800"},
        pytest.param({"document_id": 10_001 * "x"}, id="an id without end"),
    ],
    ids=str,
)
def test_details_of_another_shape_are_not_shown(body: object) -> None:
    with store_on(saying(body)) as (store, _):
        outcome = store.read_details("x")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.ANSWER_FOREIGN
