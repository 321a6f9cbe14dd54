"""Reads queries. Bind parameters become constants here: the server plans with their values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.expressions import (
    COMPARISONS,
    CURRENT,
    Array,
    Both,
    Call,
    Choice,
    Comparison,
    Constant,
    Expansion,
    Expression,
    Item,
    Object,
    Variable,
)
from tests.servers.arangodb.functions import FUNCTIONS
from tests.servers.arangodb.tokens import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.servers.arangodb.values import Value

_Part = TypeVar("_Part")
DOCUMENT = "@doc"
_LITERALS = {"TRUE": True, "FALSE": False, "NULL": None}


@dataclass
class Query:
    """`FOR variable IN collection OPTIONS … FILTER … SORT … LIMIT … RETURN …`.

    Or, in place of RETURN, `UPDATE variable WITH … IN collection`: then there are changes.
    """

    variable: str
    collection: str
    options: dict[str, Value]
    filters: list[Expression] = field(default_factory=list)
    order: list[Expression] = field(default_factory=list)
    limit: int | None = None
    returned: Expression = field(default_factory=lambda: Constant(None))
    changes: Expression | None = None


def parse_query(text: str, binds: Mapping[str, Value]) -> Query:
    """Return a query that reads one collection, or updates it."""
    return _Parser(text, binds).query()


def parse_computed(text: str) -> Expression:
    """Return the expression of a computed value: `RETURN` and an expression with `@doc`."""
    return _Parser(text, {}, of_document=True).returned_at_the_end()


class _Parser:
    def __init__(self, text: str, binds: Mapping[str, Value], *, of_document: bool = False) -> None:
        self._tokens = list(tokens_of(text))
        self._binds = binds
        self._used: set[str] = set()
        self._of_document = of_document

    def query(self) -> Query:
        self._expect("keyword", "FOR")
        variable = self._expect("name").text
        self._expect("keyword", "IN")
        query = Query(variable, self._collection(), self._options())
        while self._accept("keyword", "FILTER"):
            query.filters += self._all_of(self._expression())
        if self._accept("keyword", "SORT"):
            query.order = self._listed(self._expression)
        if self._accept("keyword", "LIMIT"):
            query.limit = self._count()
        if self._accept("keyword", "UPDATE"):
            query.changes = self._changes_of(query)
        else:
            query.returned = self.returned_at_the_end()
        if unknown := self._binds.keys() - self._used:
            message = f"bind parameter '{min(unknown)}' was not declared in the query"
            raise ArangoError(1552, message)
        return query

    def returned_at_the_end(self) -> Expression:
        self._expect("keyword", "RETURN")
        returned = self._expression()
        self._expect("end")
        return returned

    def _changes_of(self, query: Query) -> Expression:
        self._expect("name", query.variable)
        self._expect("keyword", "WITH")
        changes = self._object()
        self._expect("keyword", "IN")
        if self._collection() != query.collection:
            raise self._unexpected()
        self._expect("end")
        return changes

    def _collection(self) -> str:
        token = self._accept("collection")
        if token is None:
            return self._expect("name").text
        name = self._bound(f"@{token.text}")
        if not isinstance(name, str):
            message = f"bind parameter '@{token.text}' has an invalid value or type"
            raise ArangoError(1553, message)
        return name

    def _options(self) -> dict[str, Value]:
        if self._next != Token("name", "OPTIONS"):
            return {}
        self._take()
        options = self._object().value({})
        if not options.keys() <= {"indexHint", "forceIndexHint"}:
            raise self._unexpected()
        return dict(options)

    def _count(self) -> int:
        count = self._primary().value({})
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            message = "LIMIT value is not a number or out of range"
            raise ArangoError(1504, message)
        return count

    # Expressions, the ones that bind loosest first

    def _expression(self) -> Expression:
        condition = self._both()
        if not self._accept("sign", "?"):
            return condition
        chosen = self._expression()
        self._expect("sign", ":")
        return Choice(condition, chosen, self._expression())

    def _both(self) -> Expression:
        left = self._comparison()
        while self._accept("sign", "&&") or self._accept("keyword", "AND"):
            left = Both(left, self._comparison())
        return left

    def _comparison(self) -> Expression:
        left = self._reference()
        if self._next.text in COMPARISONS and self._next.kind in ("sign", "keyword"):
            return Comparison(self._take().text, left, self._reference())
        return left

    def _reference(self) -> Expression:
        found = self._primary()
        while True:
            if self._accept("sign", "."):
                found = self._attribute(found)
            elif self._accept("sign", "["):
                found = Item(found, self._expression())
                self._expect("sign", "]")
            elif self._accept("sign", "[*"):
                found = self._expansion(found)
            else:
                return found

    def _attribute(self, of: Expression) -> Expression:
        """Return what is at a name, or at the path in a bind parameter: a string or an array."""
        bound = self._accept("bind")
        path = self._bound(bound.text) if bound else self._expect("name").text
        for name in path if isinstance(path, list) else [path]:
            if not isinstance(name, str):
                message = "an attribute name that is not a string"
                raise ArangoError(1553, message)
            of = Item(of, Constant(name))
        return of

    def _expansion(self, of: Expression) -> Expression:
        condition: Expression = Constant(content=True)
        returned: Expression = Variable(CURRENT)
        if self._accept("keyword", "FILTER"):
            condition = self._expression()
        if self._accept("keyword", "RETURN"):
            returned = self._expression()
        self._expect("sign", "]")
        return Expansion(of, condition, returned)

    def _primary(self) -> Expression:
        token = self._next
        if token.kind == "sign" and token.text in "([{":
            return {"(": self._in_brackets, "[": self._array, "{": self._object}[token.text]()
        self._take()
        match token.kind:
            case "string":
                return Constant(token.text)
            case "number":
                return Constant(float(token.text) if "." in token.text else int(token.text))
            case "keyword" if token.text in _LITERALS:
                return Constant(_LITERALS[token.text])
            case "bind":
                return self._parameter(token.text)
            case "name":
                return self._call(token.text) if self._accept("sign", "(") else Variable(token.text)
        raise self._unexpected(token)

    def _in_brackets(self) -> Expression:
        self._expect("sign", "(")
        inner = self._expression()
        self._expect("sign", ")")
        return inner

    def _array(self) -> Expression:
        self._expect("sign", "[")
        return Array(tuple(self._listed(self._expression, "]")))

    def _object(self) -> Expression:
        self._expect("sign", "{")
        return Object(tuple(self._listed(self._pair, "}")))

    def _pair(self) -> tuple[str, Expression]:
        name = self._accept("string") or self._expect("name")
        self._expect("sign", ":")
        return name.text, self._expression()

    def _call(self, name: str) -> Expression:
        if name.upper() not in FUNCTIONS:
            message = f"usage of unknown function '{name}()'"
            raise ArangoError(1540, message)
        return Call(name.upper(), tuple(self._listed(self._expression, ")")))

    def _parameter(self, name: str) -> Expression:
        if self._of_document and name == DOCUMENT[1:]:
            return Variable(DOCUMENT)
        return Constant(self._bound(name))

    def _bound(self, name: str) -> Value:
        if name not in self._binds:
            message = f"no value specified for declared bind parameter '{name}'"
            raise ArangoError(1551, message)
        self._used.add(name)
        return self._binds[name]

    # Tokens

    def _all_of(self, condition: Expression) -> list[Expression]:
        if isinstance(condition, Both):
            return self._all_of(condition.left) + self._all_of(condition.right)
        return [condition]

    def _listed(self, part: Callable[[], _Part], end: str = "") -> list[_Part]:
        """Return what is between commas, up to a closing bracket if there is one."""
        if end and self._accept("sign", end):
            return []
        found = [part()]
        while self._accept("sign", ","):
            found.append(part())
        if end:
            self._expect("sign", end)
        return found

    @property
    def _next(self) -> Token:
        return self._tokens[0]

    def _take(self) -> Token:
        return self._tokens.pop(0)

    def _accept(self, kind: str, text: str = "") -> Token | None:
        is_it = self._next.kind == kind and (not text or self._next.text == text)
        return self._take() if is_it else None

    def _expect(self, kind: str, text: str = "") -> Token:
        token = self._accept(kind, text)
        if token is None:
            raise self._unexpected()
        return token

    def _unexpected(self, token: Token | None = None) -> ArangoError:
        found = token or self._next
        return ArangoError(1501, f"syntax error, unexpected {found.kind} near '{found.text}'")
