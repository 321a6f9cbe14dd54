"""Each key of a TOML file is found on its line, however the file is written."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.settings.toml_lines import line_numbers, line_of
from profile_browser.settings.toml_writer import toml_text
from tests.unit.settings.test_toml_writer import TEXT, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.messages.settings import KeyPath

DEEPEST = 6
# The texts in several lines end with quotes of their own.
WRITTEN = r"""# a comment with [brackets], = and "quotes
title = "one \" # \\" # two
"quoted key" . 'inner.dotted'."\u00e9" = QQQa
[not.a.heading]
x = "" \QQQ \\""QQQ # a comment
text = A_A_A_A_ {
[nor.this] \
A_A_A_A_A_ # a comment
plain = 'C:\' # "

[ connections . 'eu' ] # a comment
bucket = "b"
record.more = [
  {field = "a", label = "A"}, # a comment, with a comma

  {field = "b",   label = ["]",
    "x"]},
]
since = 1979-05-27 07:32:00.5
[connections.eu.limits]
inline = {a = 1, b.c = {d = "}"}}

[[list]]
x = 1
[[list]]
[list.inner]
y = 2
[[list.tables]]
[[list.tables]]
z = 3.5""".replace("QQQ", '"' * 3).replace("A_", "'")
LINES: dict[KeyPath, int] = {
    ("title",): 2,
    ("quoted key",): 3,
    ("quoted key", "inner.dotted"): 3,
    ("quoted key", "inner.dotted", "é"): 3,
    ("text",): 6,
    ("plain",): 9,
    ("connections",): 11,
    ("connections", "eu"): 11,
    ("connections", "eu", "bucket"): 12,
    ("connections", "eu", "record"): 13,
    ("connections", "eu", "record", "more"): 13,
    ("connections", "eu", "record", "more", 0): 14,
    ("connections", "eu", "record", "more", 0, "field"): 14,
    ("connections", "eu", "record", "more", 0, "label"): 14,
    ("connections", "eu", "record", "more", 1): 16,
    ("connections", "eu", "record", "more", 1, "field"): 16,
    ("connections", "eu", "record", "more", 1, "label"): 16,
    ("connections", "eu", "since"): 19,
    ("connections", "eu", "limits"): 20,
    ("connections", "eu", "limits", "inline"): 21,
    ("connections", "eu", "limits", "inline", "a"): 21,
    ("connections", "eu", "limits", "inline", "b"): 21,
    ("connections", "eu", "limits", "inline", "b", "c"): 21,
    ("list",): 23,
    ("list", 0): 23,
    ("list", 0, "x"): 24,
    ("list", 1): 25,
    ("list", 1, "inner"): 26,
    ("list", 1, "inner", "y"): 27,
    ("list", 1, "tables"): 28,
    ("list", 1, "tables", 0): 28,
    ("list", 1, "tables", 1): 29,
    ("list", 1, "tables", 1, "z"): 30,
}
NAMES = st.sampled_from(["a", "b.c", 'd"', "é", "", "#", "]"]) | TEXT
TABLES = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(st.dictionaries(NAMES, inner, max_size=3), max_size=3)
        | st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=10,
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_each_key_is_found_on_its_line(line_end: str) -> None:
    text = WRITTEN.replace("\n", line_end)
    assert {path[:DEEPEST] for path in _paths(tomllib.loads(text))} == set(LINES)
    assert line_numbers(text) == LINES


@given(st.dictionaries(NAMES, TABLES, max_size=4))
def test_every_key_of_any_file_is_found_on_a_line_that_defines_it(data: dict[str, object]) -> None:
    text = toml_text(data)
    found = line_numbers(text)
    assert {path[:DEEPEST] for path in found} == {
        path[:DEEPEST] for path in _paths(tomllib.loads(text))
    }
    beginnings = list(_beginnings(text))
    for path, line in found.items():
        if len(path) > DEEPEST:
            continue
        before = next(last for last, after in beginnings if path in after)
        assert line > before
        assert any(path in after for last, after in beginnings if last <= line)


def test_a_missing_key_is_on_the_line_of_its_table() -> None:
    lines = line_numbers("x = 1\n[connections.eu]\n[[connections.eu.record.more]]\nfield = 1")
    assert line_of(("connections", "eu", "record", "more", 0, "label"), lines) == 3
    assert line_of(("connections", "eu", "bucket"), lines) == 2
    assert line_of(("audit_key",), lines) == 0


def test_a_table_whose_heading_comes_after_those_in_it_is_on_the_line_of_its_heading() -> None:
    lines = line_numbers("[connections.eu.record]\n[connections.eu]\n")
    assert line_of(("connections", "eu", "bucket"), lines) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"x = {'[' * 250}{']' * 250}\ny = 1",
        f"x = {'{a = ' * 120}1{'}' * 120}\ny = 1",
        f"{'.'.join('a' * 400)} = 1\ny = 1",
        f"[[{'.'.join('a' * 400)}]]\nx = 1\n[b]\n[[{'.'.join('a' * 400)}]]\n[y]",
        f"x = [{'1,' * 20_000}]\n\n\ny = 1",
        f'x = """{"a" * 100_000}"""\ny = 1',
    ],
    ids=["arrays", "inline tables", "dotted key", "heading", "long array", "long text"],
)
def test_what_is_long_or_deep_is_passed_over(text: str) -> None:
    lines = line_numbers(text)
    assert lines["y",] == text.count("\n") + 1
    assert max(map(len, lines)) <= DEEPEST


def _paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the paths in a value, also those in parts of it that are nested deeper."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _paths(one, (*path, name))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _paths(one, (*path, place))


def _beginnings(text: str) -> Iterator[tuple[int, set[KeyPath]]]:
    """Yield how many lines a beginning that is valid by itself has, and the next one's paths."""
    last = 0
    lines = text.split("\n")
    for count in range(1, len(lines) + 1):
        try:
            data = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        yield last, {path[:DEEPEST] for path in _paths(data)}
        last = count
