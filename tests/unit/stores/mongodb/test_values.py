"""What MongoDB stores beyond JSON, as values that a profile can show."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from bson.binary import Binary
from bson.datetime_ms import DatetimeMS
from bson.decimal128 import Decimal128
from bson.int64 import Int64
from bson.objectid import ObjectId
from bson.regex import Regex
from bson.timestamp import Timestamp

from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.more_values import OddNumber, read_more
from profile_browser.stores.mongodb.values import flat_values, plain

EVERYTHING = [
    None, "text", True, 1, 1.5, Int64(2**53), float("nan"), Decimal128("1E+400"),
    ["a", 1], {"a": 1},
    datetime(2024, 1, 2, tzinfo=UTC), DatetimeMS(2**60), ObjectId(), UUID(int=1), Binary(b"x", 128),
    Regex("a"), Timestamp(1, 1), b"bytes", [ObjectId(), {"a": Regex("b")}],
]  # fmt: skip


@pytest.mark.parametrize("value", EVERYTHING, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("kind", FieldKind)
def test_every_value_can_be_shown_as_every_kind_of_field(kind: FieldKind, value: object) -> None:
    read_more(Field("Label", kind, path="path"), plain(value))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2024, 1, 2, 3, tzinfo=UTC), "2024-01-02T03:00:00+00:00"),
        (ObjectId("65a000000000000000000001"), "65a000000000000000000001"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Decimal128("12.50"), OddNumber("12.50")),
        (float("inf"), OddNumber("Infinity")),
        (DatetimeMS(5), 5),
        (True, True),
        (Regex("a"), b""),
        ([ObjectId("65a000000000000000000001")], ["65a000000000000000000001"]),
    ],
)
def test_a_value_is_shown_as_people_know_it(value: object, shown: object) -> None:
    assert plain(value) == shown


def test_a_record_is_flat_and_lacks_what_is_missing() -> None:
    document = {"a": {"b": 1}, "c": None, "d": "text"}
    assert flat_values(document, ["a.b", "a.x", "c", "d.e", "z"]) == {"a.b": 1, "c": None}
