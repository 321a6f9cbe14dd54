"""The methods of the SDK's objects, and uses of them elsewhere in the program."""

import ast

from couchbase.binary_collection import BinaryCollection
from couchbase.bucket import Bucket
from couchbase.cluster import Cluster
from couchbase.collection import Collection
from couchbase.scope import Scope

from tests.unit.helpers.sources import attributes

SDK_NAMES = {
    name
    for kind in (Cluster, Bucket, Scope, Collection, BinaryCollection)
    for name in dir(kind)
    if not name.startswith("_")
}
# Lists, strings, files, widgets, connections and stores have these names, too.
_COMMON = {
    "append", "bucket", "close", "collection", "connect", "exists", "get", "insert", "name",
    "remove", "replace", "scope", "search", "users",
}  # fmt: skip
_PLACES = {"bucket", "cluster", "collection", "scope"}
# Keys in the settings and columns have these names.
_HARMLESS_TEXTS = _COMMON | {"query"}


def sdk_use(source: str) -> set[str]:
    """Return the SDK names in a source that must not hold an SDK object."""
    tree = ast.parse(source)
    return {f"{node.attr}" for node in attributes(tree) if _is_of_sdk(node)} | {
        *_calls_of_places(tree), *_texts(tree), *_patterns(tree),
    }  # fmt: skip


def _is_of_sdk(node: ast.Attribute) -> bool:
    if node.attr not in SDK_NAMES:
        return False
    return node.attr not in _COMMON or (node.attr not in _PLACES and _is_place(node.value))


def _is_place(node: ast.expr) -> bool:
    """Return whether an expression is named like a collection, or calls something that is."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_") in _PLACES
        case ast.Call(func=function):
            return _is_place(function)
    return False


def _calls_of_places(tree: ast.AST) -> set[str]:
    return {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _PLACES
    }


def _texts(tree: ast.AST) -> set[str]:
    """Return the names written as strings, as getattr takes them."""
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    held = {"_cluster", "_bucket"}
    return {text for text in texts if isinstance(text, str)} & (SDK_NAMES - _HARMLESS_TEXTS | held)


def _patterns(tree: ast.AST) -> set[str]:
    matched = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.MatchClass)
        for name in node.kwd_attrs
    }
    return matched & (SDK_NAMES - _COMMON)
