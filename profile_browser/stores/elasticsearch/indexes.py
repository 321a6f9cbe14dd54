"""The index in which a search ignores case and accents, and cuts names, as the domain does.

An administrator creates it. Fields that are not listed, such as the password hash, cannot be
searched at all.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.folding import LETTERS
from profile_browser.domain.matching import JOINERS, SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout

    _Json = dict[str, Any]

# The server refuses to store a record with a longer text in an index, unless it is told to leave
# the text out. It allows 32,766 bytes, of which a character takes up to four.
LONGEST_INDEXED = 8_000  # characters
FOLDED, WORDS, JOINED = "folded", "words", "joined"
_FOLDED_FIELDS = ("username", "email", "full_name")
_LOWERED = {"type": "custom", "filter": ["lowercase"]}


def index_script_of(connection: Connection) -> str:
    """Return the request that creates the index, as the console of Kibana or OpenSearch takes it.

    It is plain ASCII, so it survives a terminal and a file in any encoding.
    """
    body = json.dumps(index_of(connection.record))
    return f"PUT /{connection.location['index']}\n{body}"


def index_of(layout: RecordLayout) -> _Json:
    """Return the settings and the mapping of an index for records of this layout."""
    paths = {field.name: field.path for field in layout.placed(FIELDS)}
    mapped = {paths[name]: _folded_field(with_words=name == "full_name") for name in _FOLDED_FIELDS}
    if layout.type:
        mapped.setdefault(layout.type_field, _keyword())
    return {
        "settings": {"analysis": _analysis()},
        "mappings": {"dynamic": False, "properties": _nested(mapped)},
    }


def _nested(mapped: dict[str, _Json]) -> _Json:
    """Return the properties, with an object for each part of a dotted path."""
    properties: _Json = {}
    for path, definition in mapped.items():
        *parents, last = path.split(".")
        inner = properties
        for parent in parents:
            inner = inner.setdefault(parent, {}).setdefault("properties", {})
        inner.setdefault(last, {}).update(definition)
    return properties


def _folded_field(*, with_words: bool) -> _Json:
    words = {name: _text(name) for name in (WORDS, JOINED)} if with_words else {}
    return _keyword() | {"fields": {FOLDED: _keyword() | {"normalizer": FOLDED}, **words}}


def _keyword() -> _Json:
    return {"type": "keyword", "ignore_above": LONGEST_INDEXED}


def _text(analyzer: str) -> _Json:
    return {
        "type": "text",
        "analyzer": analyzer,
        "norms": False,
        "index_options": "docs",
        "index_prefixes": {"min_chars": 1, "max_chars": 5},
    }


def _analysis() -> _Json:
    return {
        "char_filter": {
            "letters": {"type": "mapping", "mappings": sorted(map(_mapping, foldings().items()))},
            JOINED: {"type": "pattern_replace", "pattern": f"[{JOINERS}]", "replacement": ""},
        },
        "tokenizer": {"cut": {"type": "pattern", "pattern": f"[{JOINERS}{SEPARATORS}]+"}},
        "normalizer": {FOLDED: _LOWERED | {"char_filter": ["letters"]}},
        "analyzer": {
            WORDS: _LOWERED | {"char_filter": ["letters"], "tokenizer": "cut"},
            JOINED: _LOWERED | {"char_filter": [JOINED, "letters"], "tokenizer": "cut"},
        },
    }


def _mapping(folding: tuple[str, str]) -> str:
    letter, plain = map(_escaped, folding)
    return f"{letter} => {plain}"


@cache
def foldings() -> Mapping[str, str]:
    """Return the folding of each letter. Capitals are listed too: they are lowered afterwards."""
    return dict(_foldings())


def _foldings() -> Iterator[tuple[str, str]]:
    for plain, letters in LETTERS.items():
        for first, last in re.findall("(.)(?:-(.))?", letters):
            for code in range(ord(first), ord(last or first) + 1):
                for letter in {chr(code), chr(code).upper()} if plain else {chr(code)}:
                    if len(letter) == 1:
                        yield letter, plain


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)
