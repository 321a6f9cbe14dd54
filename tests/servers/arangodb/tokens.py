"""The tokens of AQL, from the page “Syntax”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tests.servers.arangodb.errors import ArangoError

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYWORDS = frozenset({
    "AGGREGATE", "ALL", "ALL_SHORTEST_PATHS", "AND", "ANY", "ASC", "COLLECT", "DESC", "DISTINCT",
    "FALSE", "FILTER", "FOR", "GRAPH", "IN", "INBOUND", "INSERT", "INTO", "K_PATHS",
    "K_SHORTEST_PATHS", "LET", "LIKE", "LIMIT", "NONE", "NOT", "NULL", "OR", "OUTBOUND", "REMOVE",
    "REPLACE", "RETURN", "SHORTEST_PATH", "SORT", "TRUE", "UPDATE", "UPSERT", "WINDOW", "WITH",
})  # fmt: skip
_TOKEN = re.compile(
    r"""
    (?P<space> \s+ )
    | (?P<string> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )
    | (?P<number> \d+(?:\.\d+)? )
    | (?P<collection> @@[A-Za-z0-9]\w* )
    | (?P<bind> @[A-Za-z0-9]\w* )
    | (?P<name> \$?[A-Za-z_]\w* )
    | (?P<sign> == | != | <= | >= | && | \|\| | \[\* | [<>?:,.()\[\]{}!] )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Token(NamedTuple):
    """A token: its kind, and its text; of a keyword in capitals, of a string its value."""

    kind: str
    text: str


def tokens_of(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, and one for its end."""
    position = 0
    while position < len(query):
        match = _TOKEN.match(query, position)
        if match is None:
            message = f"syntax error, unexpected character at {position}"
            raise ArangoError(1501, message)
        position = match.end()
        kind, text = str(match.lastgroup), match.group()
        if kind == "name" and text.upper() in KEYWORDS:
            yield Token("keyword", text.upper())
        elif kind == "string":
            yield Token(kind, _unescaped(text[1:-1]))
        elif kind != "space":
            yield Token(kind, text.lstrip("@"))
    yield Token("end", "")


def _unescaped(text: str) -> str:
    def meaning(match: re.Match[str]) -> str:
        code, letter = match.groups()
        return chr(int(code, 16)) if code else _ESCAPED.get(letter, letter)

    # Two escapes may be the halves of one character.
    return _ESCAPE.sub(meaning, text).encode("utf-16", "surrogatepass").decode("utf-16")
