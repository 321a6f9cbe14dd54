"""What the two files that use the SDK may name: connecting, reading, querying, closing."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from typing import TypeVar

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Reason
from profile_browser.stores.couchbase.keyspace import Keyspace
from tests.unit.helpers.sdk_names import SDK_NAMES
from tests.unit.helpers.sources import attributes, names

_Node = TypeVar("_Node", bound=ast.AST)

_SDK_MODULES = {
    "auth",
    "bucket",
    "cluster",
    "collection",
    "exceptions",
    "options",
    "result",
    "serializer",
    "subdocument",
    "transcoder",
}
_SDK_READS = {"connect", "bucket", "scope", "collection", "lookup_in", "close"}
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
) - {"search"}  # the SDK has this name, too
_OTHER = {"values", "fields", "problem", "reason", "__name__", "name"} | {
    reason.name for reason in Reason
}
_KEYSPACE = {name for name in dir(Keyspace) if not name.startswith("_")}
_ALLOWED = _SDK_READS | _SDK_FACTS | _CONNECTION | _KEYSPACE | _OTHER
_TRUSTED = {"self", "QueryOptions"}
REFLECTION = {
    "__builtins__", "__import__", "attrgetter", "delattr", "eval", "exec", "getattr", "globals",
    "import_module", "locals", "methodcaller", "setattr", "vars",
}  # fmt: skip
# Any other import could receive an SDK object, or look up a writing method by its name.
_IMPORTED = {
    "__future__": {"annotations"},
    "collections.abc": {"Callable", "Mapping", "Sequence"},
    "contextlib": {"suppress"},
    "datetime": {"timedelta"},
    "typing": {"TYPE_CHECKING", "Any", "TypeVar", "cast", "overload"},
    "profile_browser.domain.address": {"Address"},
    "profile_browser.domain.connection": {"Connection", "LONGEST_TIMEOUT"},
    "profile_browser.domain.details": {"RecordDetails"},
    "profile_browser.domain.fields": {"fields_of"},
    "profile_browser.domain.user": {"User", "UserInDB", "paths_of"},
    "profile_browser.domain.problem": {"Problem", "ProblemError", "Reason"},
    "profile_browser.stores.attributes": {"CAS", "EXPIRY", "LAST_CHANGE", "details_from"},
    "profile_browser.stores.couchbase.failures": {
        "CONNECTING", "OPENING", "READING", "SEARCHING", "TIMEOUTS", "Failure", "ReasonTable",
        "is_unanswered",
        "problem_of",
    },
    "profile_browser.stores.couchbase.keyspace": {"Keyspace"},
    "profile_browser.stores.couchbase.location": {"DEFAULT_COLLECTION", "DEFAULT_SCOPE"},
    "profile_browser.stores.couchbase.serializer": {"ReadingSerializer"},
    "profile_browser.stores.couchbase.shared_check": {"SharedCheck"},
    # The other of the two files, to which the same rules apply.
    "profile_browser.stores.couchbase.subdocuments": {
        "read_details", "read_user", "read_values",
    },
    "profile_browser.stores.network": {"HostFinder", "reachable_address"},
    "profile_browser.stores.reading": {
        "DamagedDocumentError", "UserModel", "undamaged", "user_from",
    },
}  # fmt: skip
# The return types of a session's methods, and of the functions of the file that reads documents:
# nothing that could write.
_RETURN_TYPES = {
    "None", "User | None", "UserModel | None", "RecordDetails | None", "list[object]",
    "dict[str, object] | None",
}  # fmt: skip


def writing_names(source: str) -> set[str]:
    """Return the names in a source with SDK objects that reading does not need."""
    tree = ast.parse(source)
    harmless = {id(node) for node in (*_read_only_queries(tree), *_own_attributes(tree))}
    named = {node.attr for node in attributes(tree) if id(node) not in harmless}
    return (
        ((named | _matched(tree)) - _ALLOWED)
        | (names(tree) & REFLECTION)
        | (_sdk_modules(tree) - _SDK_MODULES)
        | _foreign_imports(tree)
        | _rebound(tree)
        | _subclassed(tree)
    )


def unknown_names(source: str, known: set[str], allowed: set[str]) -> set[str]:
    """Return the names of a driver's objects in a source that are not allowed, and reflection."""
    tree = ast.parse(source)
    named = {node.attr for node in attributes(tree)} | _matched(tree)
    return ((named & known) - allowed) | (names(tree) & REFLECTION)


def modules_of(source: str, packages: set[str], harmless: frozenset[str] = frozenset()) -> set[str]:
    """Return the modules of these packages that a source imports, but for harmless names alone."""
    tree = ast.parse(source)
    modules = {name for node in _all(tree, ast.Import) for name in _plain(node)} | {
        node.module or ""
        for node in _all(tree, ast.ImportFrom)
        if not {alias.name for alias in node.names} <= harmless
    }
    return {module for module in modules if module.partition(".")[0] in packages}


def leaks(source: str) -> set[str]:
    """Return the methods and attributes through which SDK objects could leave the classes."""
    return {
        name
        for owner in _all(ast.parse(source), ast.ClassDef)
        for name in (*_public_attributes(owner), *_odd_returns(owner))
    }


def leaking_functions(source: str) -> set[str]:
    """Return the public functions of a source through which SDK objects could leave it."""
    return set(_odd_returns(ast.parse(source)))


def _read_only_queries(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Yield each `x.query` in `x.query(statement, QueryOptions(read_only=True, …))`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="query") as named,
                args=[statement, ast.Call(func=ast.Name("QueryOptions"), args=[]) as options],
                keywords=[],
            ) if not isinstance(statement, ast.Starred) and _is_read_only(options):
                yield named


def _is_read_only(options: ast.Call) -> bool:
    # A keyword without a name is an unpacked mapping, which could contain anything.
    given = {keyword.arg: keyword.value for keyword in options.keywords}
    if not given.keys() <= _QUERY_OPTIONS:
        return False
    match given.get("read_only"):
        case ast.Constant(value=True):
            return True
    return False


def _own_attributes(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Yield the attributes of self that the class itself defines."""
    for owner in _all(tree, ast.ClassDef):
        defined = _defined_in(owner) - SDK_NAMES
        own = (node for node in attributes(owner) if _named(node.value) == "self")
        yield from (node for node in own if node.attr in defined)


def _defined_in(owner: ast.ClassDef) -> set[str]:
    methods = {node.name for node in _all(owner, ast.FunctionDef)}
    return methods | {node.attr for node in attributes(owner) if isinstance(node.ctx, ast.Store)}


def _matched(tree: ast.AST) -> set[str]:
    """Return the attributes that patterns match."""
    return {name for node in _all(tree, ast.MatchClass) for name in node.kwd_attrs}


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _rebound(tree: ast.AST) -> set[str]:
    """Return the trusted names that are rebound: self anywhere but as a method's first argument."""
    bound = {node.id for node in _all(tree, ast.Name) if not isinstance(node.ctx, ast.Load)}
    bound |= {alias.asname or "" for alias in _all(tree, ast.alias)}
    bound |= {node.name or "" for node in _all(tree, ast.MatchAs)}
    bound |= {node.name or "" for node in _all(tree, ast.ExceptHandler)}
    bound |= {node.name for node in _all(tree, ast.FunctionDef)}
    bound |= {node.name for node in _all(tree, ast.AsyncFunctionDef)}
    bound |= {node.name for node in _all(tree, ast.ClassDef)}
    methods = {
        id(node.args.args[0])
        for owner in _all(tree, ast.ClassDef)
        for node in owner.body
        if isinstance(node, ast.FunctionDef) and node.args.args and not node.decorator_list
    }
    bound |= {node.arg for node in _all(tree, ast.arg) if id(node) not in methods}
    return bound & _TRUSTED


def _subclassed(tree: ast.AST) -> set[str]:
    """Return the classes with a base class: their self could have the SDK's methods."""
    return {node.name for node in _all(tree, ast.ClassDef) if node.bases or node.keywords}


def _foreign_imports(tree: ast.AST) -> set[str]:
    plain = {alias.name for node in _all(tree, ast.Import) for alias in node.names}
    found = {(node.module or "", alias.name) for node in _all(tree, ast.ImportFrom)
             for alias in node.names}  # fmt: skip
    stars = {name for _, name in found if name == "*"}
    foreign = {
        f"{module}.{name}"
        for module, name in found
        if module.split(".")[0] != "couchbase" and name not in _IMPORTED.get(module, ())
    }
    return stars | foreign | {name for name in plain if name.split(".")[0] != "couchbase"}


def _public_attributes(owner: ast.ClassDef) -> set[str]:
    return {
        node.attr
        for node in attributes(owner)
        if isinstance(node.ctx, ast.Store) and not node.attr.startswith("_")
    }


def _odd_returns(owner: ast.ClassDef | ast.Module) -> set[str]:
    return {
        node.name
        for node in owner.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (node.returns is None or ast.unparse(node.returns) not in _RETURN_TYPES)
    }


def _all(tree: ast.AST, kind: type[_Node]) -> Iterator[_Node]:
    return (node for node in ast.walk(tree) if isinstance(node, kind))


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
