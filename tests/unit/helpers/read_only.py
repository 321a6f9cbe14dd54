"""What the one file that knows the SDK may name of it: to connect, to read, to ask, to close."""

import ast
from collections.abc import Iterator
from dataclasses import fields

from profile_browser.domain.connection import Connection
from tests.unit.helpers.sources import attributes, names

_SDK_MODULES = {"auth", "bucket", "cluster", "exceptions", "options"}
_SDK_READS = {"connect", "bucket", "scope", "collection", "get", "close"}
_SDK_FACTS = {
    "content_as",
    "error_context",
    "error_code",
    "first_error_code",
    "message",
    "retry_reasons",
}
_QUERY_OPTIONS = {"read_only", "timeout", "named_parameters"}
_CONNECTION = (
    {field.name for field in fields(Connection)}
    | {name for name, value in vars(Connection).items() if not name.startswith("_") and value}
) - {"search"}  # a name of the SDK's too
_OTHER = {"values", "fields", "problem", "model_fields", "__name__"}
_ALLOWED = _SDK_READS | _SDK_FACTS | _CONNECTION | _OTHER
# What follows these names is the program's own.
_OWN = {"self", "problems", "search_problems"}
_REFLECTION = {
    "__import__", "attrgetter", "delattr", "eval", "exec", "getattr", "globals", "import_module",
    "locals", "methodcaller", "setattr", "vars",
}  # fmt: skip


def writing_names(source: str) -> set[str]:
    """Return what a source that holds SDK objects names beyond what reading needs."""
    tree = ast.parse(source)
    harmless = {id(node) for node in _read_only_queries(tree)}
    named = {
        node.attr for node in attributes(tree) if not _is_own(node) and id(node) not in harmless
    }
    return (named - _ALLOWED) | (names(tree) & _REFLECTION) | (_sdk_modules(tree) - _SDK_MODULES)


def _read_only_queries(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Yield each `x.query` of `x.query(statement, QueryOptions(read_only=True, …))`, no other."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="query") as named,
                args=[statement, ast.Call(func=ast.Name("QueryOptions"), args=[]) as options],
                keywords=[],
            ) if not isinstance(statement, ast.Starred) and _is_read_only(options):
                yield named


def _is_read_only(options: ast.Call) -> bool:
    # A keyword without a name is a mapping, which could hold anything.
    given = {keyword.arg: keyword.value for keyword in options.keywords}
    if not given.keys() <= _QUERY_OPTIONS:
        return False
    match given.get("read_only"):
        case ast.Constant(value=True):
            return True
    return False


def _is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in _OWN


def _sdk_modules(tree: ast.AST) -> set[str]:
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        name
        for node in imported
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else _plain(node))
    }
    return {
        module.removeprefix("couchbase").removeprefix(".")
        for module in modules
        if module.split(".")[0] == "couchbase"
    }


def _plain(node: ast.Import) -> list[str]:
    return [alias.name for alias in node.names]
