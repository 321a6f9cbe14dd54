"""Values that a connection adds: of their kind or damaged, and always with what is stored."""

from datetime import UTC, date, datetime, timedelta, timezone
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.more_values import (
    LONGEST_EXACT,
    SOME_OBJECTS,
    MoreContent,
    OddNumber,
    read_more,
)

HALF = "\ud800"
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def content(kind: FieldKind, value: object) -> MoreContent:
    return read_more(Field("Label", kind), value).content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("20260131", date(2026, 1, 31)),
        ("2026-W05-6", date(2026, 1, 31)),
        ("2026-01-31T12:00:00Z", NOON),
        ("2026-01-31t12:00:00z", NOON),
        ("20260131T120000Z", NOON),
        ("2026-01-31T14:00:00+02:00", NOON.astimezone(timezone(timedelta(hours=2)))),
        ("2026-01-31 12:00", datetime(2026, 1, 31, 12)),  # noqa: DTZ001 - it has no time zone
        ("2026-01-31T12:00:00.123456789Z", NOON.replace(microsecond=123456)),
        ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59)),  # noqa: DTZ001 - the zone is dropped
        ("0001-01-01T00:00:00+14:00", datetime(1, 1, 1)),  # noqa: DTZ001 - the zone is dropped
    ],
)
def test_a_date_in_a_text_is_iso_8601(text: str, expected: date) -> None:
    found = content(FieldKind.DATE, text)
    assert (found, type(found)) == (expected, type(expected))
    if isinstance(found, datetime) and isinstance(expected, datetime):
        assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-86_400, datetime(1969, 12, 31, tzinfo=UTC)),
        (1_700_000_000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        (1_700_000_000.5, datetime(2023, 11, 14, 22, 13, 20, 500_000, tzinfo=UTC)),
        (1_700_000_000_123, datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)),
        (-1_700_000_000_000, datetime(1916, 2, 18, 1, 46, 40, tzinfo=UTC)),
        (OddNumber("1700000000.0"), datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        (253_402_300_799_999, datetime(9999, 12, 31, 23, 59, 59, 999_000)),  # noqa: DTZ001 - the zone is dropped
    ],
)
def test_a_date_in_a_number_is_seconds_or_milliseconds_since_1970(
    number: object, expected: datetime
) -> None:
    found = content(FieldKind.DATE, number)
    assert isinstance(found, datetime)
    assert found == expected


@pytest.mark.parametrize(
    "value",
    [
        *["", "soon", "31.01.2026", "2026-13-01", "2026-01", "10000-01-01", "12:00"],
        *["2026-W05", "2026W05T12:00"],
        *["1700000000", "1712011112345", " 2026-01-31", f"2026-01-31{HALF}", "２０２６-01-31"],
        *[True, 10**18, -(10**18), 10**400, 1e300, float("inf"), float("nan"), [], {}, b"2026"],
        *[OddNumber("1e999"), OddNumber("NaN"), OddNumber("9" * 5_000)],
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_anything_else_is_no_date(value: object) -> None:
    assert content(FieldKind.DATE, value) is None
    assert read_more(Field("Label", FieldKind.DATE), value).is_damaged


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (FieldKind.TEXT, "", ""),
        (FieldKind.TEXT, "é", "é"),
        (FieldKind.NUMBER, 0, 0),
        (FieldKind.NUMBER, -0.5, -0.5),
        (FieldKind.NUMBER, 2**64 + 1, 2**64 + 1),
        (FieldKind.NUMBER, 10**400, 10**400),
        (FieldKind.NUMBER, OddNumber("1.10"), 1.1),
        (FieldKind.YES_NO, False, False),
        (FieldKind.LIST, [], ()),
        (FieldKind.LIST, ["a", ""], ("a", "")),
    ],
)
def test_a_value_of_its_kind_is_kept(kind: FieldKind, value: object, expected: object) -> None:
    found = read_more(Field("Label", kind), value)
    assert (found.content, type(found.content)) == (expected, type(expected))
    assert not found.is_damaged


ODD_NUMBERS = [OddNumber(text) for text in ("1e999", "NaN", "-Infinity", "9" * 5_000)]
WRONG: dict[FieldKind, list[object]] = {
    FieldKind.TEXT: [0, True, [], {}, HALF, b"x", OddNumber("1.10")],
    FieldKind.NUMBER: [True, "1", [], *ODD_NUMBERS],
    FieldKind.YES_NO: [0, 1, "yes", []],
    FieldKind.LIST: ["a", ["a", 1], [HALF], {"a": "b"}, [None]],
}


@pytest.mark.parametrize(
    ("kind", "value"),
    [(kind, value) for kind, values in WRONG.items() for value in values],
    ids=lambda value: ascii(value)[:20],
)
def test_a_value_of_another_kind_is_damaged(kind: FieldKind, value: object) -> None:
    found = read_more(Field("Label", kind), value)
    assert found.content is None
    assert found.is_damaged


@pytest.mark.parametrize("kind", FieldKind)
def test_null_is_not_recorded_and_not_damaged(kind: FieldKind) -> None:
    found = read_more(Field("Label", kind), None)
    assert (found.content, found.exact, found.is_damaged) == (None, "null", False)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (OddNumber("1e999"), "1e999"),
        (OddNumber("1.10"), "1.10"),
        ([OddNumber("1e999"), "a", 1], '[1e999, "a", 1]'),
        ("é“x”", '"é“x”"'),
        (f"é{HALF}", '"\\u00e9\\ud800"'),
        ("null", '"null"'),
        (b'{"password": "cut', '"…"'),
        (b"\xff", '"…"'),
        (2**64 + 1, "18446744073709551617"),
    ],
)
def test_what_is_stored_can_be_seen_as_it_is_written(value: object, written: str) -> None:
    assert read_more(Field("Label"), value).exact == written


def test_a_number_of_its_kind_keeps_the_digits_that_are_stored() -> None:
    assert read_more(Field("Label", FieldKind.NUMBER), OddNumber("1.10")).exact == "1.10"


@pytest.mark.parametrize("kind", FieldKind)
def test_a_deeply_nested_list_is_damaged(kind: FieldKind) -> None:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    assert read_more(Field("Label", kind), nested) == (Field("Label", kind), None, SOME_OBJECTS)


@pytest.mark.parametrize("kind", FieldKind)
def test_a_huge_value_of_another_kind_is_cut_and_costs_no_time(kind: FieldKind) -> None:
    values: list[object] = ["x" * 20_000_000, [*["y" * 100] * 1_000_000, 1]]
    for value in values:
        started = perf_counter()
        found = read_more(Field("Label", kind), value)
        if found.is_damaged:
            assert len(found.exact) < 2 * LONGEST_EXACT
            assert "…" in found.exact
        else:
            assert found.exact == f'"{value}"'
        assert perf_counter() - started < 5


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()))
    | st.binary()
    | st.sampled_from(["1e999", "NaN", "9" * 5_000, "1.10"]).map(OddNumber),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.sampled_from(FieldKind), VALUES)
def test_any_value_is_read_and_can_be_written(kind: FieldKind, value: object) -> None:
    found = read_more(Field("Label", kind), value)
    found.exact.encode()
    assert found.is_damaged is (found.content is None and value is not None)
