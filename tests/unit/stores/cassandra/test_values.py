"""What the driver returns becomes what JSON has."""

from collections import namedtuple
from datetime import date, datetime
from decimal import Decimal
from math import inf, nan
from uuid import UUID

import pytest
from cassandra.util import Date, Duration, OrderedMap, SortedSet, Time

from profile_browser.domain.more_values import OddNumber
from profile_browser.stores.cassandra.values import plain

Contact = namedtuple("Contact", "phone")  # noqa: PYI024 - as the driver makes them


@pytest.mark.parametrize("value", [None, True, 5, 10**40, 0.5, "a", ["a", None]])
def test_what_json_has_stays_as_it_is(value: object) -> None:
    assert plain(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Date("2020-02-03"), "2020-02-03"),
        (date(2020, 2, 3), "2020-02-03"),
        (datetime(2020, 2, 3, 4, 5, 6), "2020-02-03T04:05:06+00:00"),  # noqa: DTZ001 - the driver's
        (Decimal("10.50"), OddNumber("10.50")),
        (nan, OddNumber("NaN")),
        (-inf, OddNumber("-Infinity")),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (SortedSet(["b", "a"]), ["a", "b"]),
        ([Decimal(1)], [OddNumber("1")]),
    ],
)
def test_other_values_become_text_numbers_and_lists(value: object, expected: object) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("value", [Contact("0170 secret"), OrderedMap([("a", "secret")])])
def test_the_inside_of_a_map_or_a_type_is_not_kept(value: object) -> None:
    assert isinstance(plain(value), dict)
    assert "secret" not in repr(plain(value))


@pytest.mark.parametrize("value", [b"\x01", ("a", 1), Time(5), Duration(1, 2, 3)])
def test_what_json_lacks_is_no_text(value: object) -> None:
    assert plain(value) == b""
