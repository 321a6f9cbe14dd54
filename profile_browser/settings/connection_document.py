"""Changes to the text of a connections file: comments, order and unknown things stay."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import tomlkit
from tomlkit.items import Comment, Table, Whitespace

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from collections.abc import Set as AbstractSet
    from typing import Any

    from tomlkit.items import Item

CONNECTIONS = "connections"
_HEADING = re.compile(r"[ \t]*\[")
_NOTE = re.compile(r"[ \t]*(?:#|\r?$)")


def with_table(text: str, key: str, table: Mapping[str, object]) -> str:
    """Return the text with a table more, at its end."""
    start = text if not text or text.endswith("\n") else f"{text}\n"
    added = tomlkit.dumps({CONNECTIONS: {key: table}})
    gap = "\n" if start.strip() else ""
    appended = start + _with_newlines_of(text, f"{gap}{added}")
    return appended if _is_valid(appended) else _within_line(text, key, table)


def with_values(text: str, key: str, changed: Mapping[str, object], removed: frozenset[str]) -> str:
    """Return the text with these values of a table changed, and others taken out."""
    document = tomlkit.parse(text)
    table = _tables(document)[key]
    for name in removed:
        table.pop(name, None)
    ending = _cut_ending(table) if isinstance(table, Table) else []
    for name, value in changed.items():
        table[name] = value
    if ending:
        table.value.body.extend((None, item) for item in ending)
    return tomlkit.dumps(document)


def without_table(text: str, key: str) -> str:
    """Return the text with a table less; what is noted before the next one stays there."""
    header = re.search(_header(key), text, flags=re.MULTILINE)
    cut = text if header is None else _without_section(text, header.start())
    if _is_valid(cut) and rest_of(cut, set()) == rest_of(text, {key}):
        return cut
    document = tomlkit.parse(text)
    del _tables(document)[key]
    return tomlkit.dumps(document)


def with_other_key(text: str, key: str, other: str) -> str:
    """Return the text with a table renamed where it stands, else at the end."""
    header = re.compile(_header(key), flags=re.MULTILINE)
    renamed = header.sub(lambda found: f"{found[1]}{other}{found[2]}", text, count=1)
    table = tomllib.loads(text)[CONNECTIONS][key]
    if _is_valid(renamed) and tomllib.loads(renamed)[CONNECTIONS].get(other) == table:
        return renamed
    return with_table(without_table(text, key), other, table)


def rest_of(text: str, keys: AbstractSet[str | None]) -> dict[str, object]:
    """Return what a text says beside these tables; a broken number compares like any other."""
    data = tomllib.loads(text, parse_float=str)
    tables = data.pop(CONNECTIONS, {})
    return data | {CONNECTIONS: {key: tables[key] for key in tables if key not in keys}}


def _header(key: str) -> str:
    named = "|".join(re.escape(form) for form in (key, f'"{key}"', f"'{key}'"))
    return rf"^([ \t]*\[[ \t]*{CONNECTIONS}[ \t]*\.[ \t]*)(?:{named})([ \t]*\])"


def _without_section(text: str, start: int) -> str:
    """Return the text without what stands from here to the next heading, but with its ending."""
    lines = text[start:].splitlines(keepends=True)
    headings = (number for number, line in enumerate(lines) if number and _HEADING.match(line))
    end = next(headings, len(lines))
    number = end
    while _NOTE.match(lines[number - 1]):
        number -= 1
    while number < end and lines[number].strip():
        number += 1
    noted = "".join(lines[number:end])
    return text[:start] + (noted.lstrip() if noted.strip() else "") + "".join(lines[end:])


def _tables(document: tomlkit.TOMLDocument) -> MutableMapping[str, Any]:
    tables: MutableMapping[str, Any] = document[CONNECTIONS]
    return tables


def _within_line(text: str, key: str, table: Mapping[str, object]) -> str:
    """Return the text with a table more among those that are written in one line."""
    document = tomlkit.parse(text)
    _tables(document)[key] = dict(table)
    return tomlkit.dumps(document)


def _cut_ending(table: Table) -> list[Item]:
    """Take blank lines at a table's end off it, and the comments that follow them."""
    body = table.value.body
    start = len(body)
    while start and isinstance(body[start - 1][1], Comment | Whitespace):
        start -= 1
    while start < len(body) and not isinstance(body[start][1], Whitespace):
        start += 1
    ending = [item for _, item in body[start:]]
    del body[start:]
    return ending


def _with_newlines_of(text: str, added: str) -> str:
    return added.replace("\n", "\r\n") if "\r\n" in text else added


def _is_valid(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True
