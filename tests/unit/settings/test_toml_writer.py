"""What is written as TOML is read as the same."""

import tomllib
from datetime import UTC, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from profile_browser.settings.toml_writer import toml_text

TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ['"', "\\", "\x7f", "\x00", "\u2028", "\r\n", "'''", "a.b", "ü", "", " ", "-", "1", "\ue000"]
)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
VALUES = st.recursive(
    TEXT
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.datetimes()
    | st.datetimes(timezones=OFFSETS | st.just(UTC))
    | st.dates()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_whatever_is_written_is_read_as_the_same(data: dict[str, object]) -> None:
    assert _comparable(tomllib.loads(toml_text(data))) == _comparable(data)


def test_tables_have_headings_and_values_are_on_separate_lines() -> None:
    data = {
        "connections": {
            "eu": {"bucket": "b", "search": False, "kv_timeout": 2.5},
            "Kunden Süd": {},
        },
        "since": datetime(2020, 1, 31, 12, tzinfo=UTC),
        "staff": [{"name": "Bob", "from": time(9, 30)}, {"holiday": {"days": 30}}],
        "days": [["Mon", {"from": 1}], []],
    }
    assert toml_text(data) == (
        "since = 2020-01-31 12:00:00+00:00\n"
        'days = [["Mon", {from = 1}], []]\n'
        "\n"
        "[connections.eu]\n"
        'bucket = "b"\n'
        "search = false\n"
        "kv_timeout = 2.5\n"
        "\n"
        '[connections."Kunden Süd"]\n'
        "\n"
        "[[staff]]\n"
        'name = "Bob"\n'
        "from = 09:30:00\n"
        "\n"
        "[[staff]]\n"
        "\n"
        "[staff.holiday]\n"
        "days = 30\n"
    )


def _comparable(value: object) -> object:
    """Return the value with each float as text, so that nan equals itself, and types compared."""
    if isinstance(value, dict):
        return {name: _comparable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_comparable(one) for one in value]
    return type(value).__name__, repr(value) if isinstance(value, float) else value
