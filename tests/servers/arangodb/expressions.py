"""The expressions of AQL that this server knows, and their values."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.functions import FUNCTIONS
from tests.servers.arangodb.values import is_true, same, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.servers.arangodb.values import Value

    Names = Mapping[str, Value]

CURRENT = "CURRENT"


class Expression:
    """An expression. Its value depends on what the variables are."""

    def value(self, names: Names) -> Value:
        """Return the value, with these variables."""
        raise NotImplementedError


@dataclass(frozen=True)
class Constant(Expression):
    """A literal, or a bind parameter: the server replaces it before it makes a plan."""

    content: Value

    def value(self, names: Names) -> Value:  # noqa: ARG002 - the same for all
        return self.content


@dataclass(frozen=True)
class Variable(Expression):
    name: str

    def value(self, names: Names) -> Value:
        if self.name not in names:
            message = f"unknown variable '{self.name}'"
            raise ArangoError(1512, message)
        return names[self.name]


@dataclass(frozen=True)
class Item(Expression):
    """An attribute of an object, or a member of an array; null where there is none."""

    of: Expression
    key: Expression

    def value(self, names: Names) -> Value:
        whole, key = self.of.value(names), self.key.value(names)
        if isinstance(whole, dict) and isinstance(key, str):
            return whole.get(key)
        if isinstance(whole, list) and isinstance(key, int) and -len(whole) <= key < len(whole):
            return whole[key]
        return None


@dataclass(frozen=True)
class Expansion(Expression):
    """`array[* FILTER … RETURN …]`, in which CURRENT is each member."""

    of: Expression
    condition: Expression
    returned: Expression

    def value(self, names: Names) -> Value:
        whole = self.of.value(names)
        inner = [{**names, CURRENT: each} for each in whole] if isinstance(whole, list) else []
        return [self.returned.value(each) for each in inner if is_true(self.condition.value(each))]


COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "==": same,
    "!=": lambda left, right: not same(left, right),
    "<": lambda left, right: operator.lt(sort_key(left), sort_key(right)),
    "<=": lambda left, right: operator.le(sort_key(left), sort_key(right)),
    ">": lambda left, right: operator.gt(sort_key(left), sort_key(right)),
    ">=": lambda left, right: operator.ge(sort_key(left), sort_key(right)),
    "IN": lambda left, right: isinstance(right, list) and any(same(left, each) for each in right),
}


@dataclass(frozen=True)
class Comparison(Expression):
    sign: str
    left: Expression
    right: Expression

    def value(self, names: Names) -> Value:
        return COMPARISONS[self.sign](self.left.value(names), self.right.value(names))


@dataclass(frozen=True)
class Both(Expression):
    """`left && right`: the left value if it is not true."""

    left: Expression
    right: Expression

    def value(self, names: Names) -> Value:
        left = self.left.value(names)
        return self.right.value(names) if is_true(left) else left


@dataclass(frozen=True)
class Choice(Expression):
    condition: Expression
    chosen: Expression
    other: Expression

    def value(self, names: Names) -> Value:
        is_chosen = is_true(self.condition.value(names))
        return (self.chosen if is_chosen else self.other).value(names)


@dataclass(frozen=True)
class Call(Expression):
    name: str
    arguments: tuple[Expression, ...]

    def value(self, names: Names) -> Value:
        return FUNCTIONS[self.name](*(each.value(names) for each in self.arguments))


@dataclass(frozen=True)
class Array(Expression):
    members: tuple[Expression, ...]

    def value(self, names: Names) -> Value:
        return [each.value(names) for each in self.members]


@dataclass(frozen=True)
class Object(Expression):
    attributes: tuple[tuple[str, Expression], ...]

    def value(self, names: Names) -> Value:
        return {name: each.value(names) for name, each in self.attributes}


def path_of(expression: Expression, variable: str) -> str | None:
    """Return the dotted path, if this is an attribute of the variable."""
    if not isinstance(expression, Item) or not isinstance(expression.key, Constant):
        return None
    name = expression.key.content
    if expression.of == Variable(variable):
        return str(name)
    parent = path_of(expression.of, variable)
    return None if parent is None else f"{parent}.{name}"
