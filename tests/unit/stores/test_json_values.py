"""JSON is read without losing a number, and never fails."""

import json
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profile_browser.domain.more_values import OddNumber
from profile_browser.stores.json_values import parse_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "written", ["1e999", "-1e999", "NaN", "Infinity", "-Infinity", "9" * 5_000, "1.10", "1E5"]
)
def test_a_number_that_python_would_write_otherwise_keeps_its_text(written: str) -> None:
    assert parse_json(written.encode()) == OddNumber(written)
    assert parse_json(f'{{"a": [{written}, "b"]}}'.encode()) == {"a": [OddNumber(written), "b"]}


@given(JSON)
@example(2**64 + 1)
@example([-1.5, 1e300, 0.1])
def test_every_other_value_is_what_the_standard_parser_makes_of_it(value: object) -> None:
    body = json.dumps(value)
    if "Infinity" not in body and "e" not in body.casefold():
        assert parse_json(body.encode()) == json.loads(body)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_digit_is_lost(number: Decimal) -> None:
    parsed = parse_json(str(number).encode())
    assert isinstance(parsed, int | float | OddNumber)
    assert (parsed.text if isinstance(parsed, OddNumber) else repr(parsed)) == str(number)


@given(st.binary())
@example(b"")
@example(b"\xff")
@example(b"{")
@example(b"[" * 5_000 + b"]" * 5_000)
@example(b"[" * 1_000_000)
def test_any_bytes_are_a_value_or_themselves(body: bytes) -> None:
    parsed = parse_json(body)
    assert parsed == body or not isinstance(parsed, bytes)
