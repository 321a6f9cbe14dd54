"""The requests that the kinds over HTTP make: each is known, and none can write."""

import ast
import re

from tests.unit.helpers.sources import attributes

ROOMS = ("arangodb", "couchdb", "elasticsearch", "gateway", "http")
SESSION = "profile_browser.stores.http.session"
# A request with a body reads as well if its path is one of these expressions.
_READS = {
    "_search_path(connection)",
    "f'{database_path_of(connection)}/_find'",
    "f'{_view_path(connection, ENTRIES)}/queries'",
    "_view_path(connection, ROWS)",
    "f'{_database_path(place)}/_api/cursor'",
    "'/_open/auth'",
    "f'{_index_path(connection)}/_mget?{_included(paths)}'",
    "'/users/batch'",
}
_CLIENT_READS = {"stream", "close"}
_AQL_WRITES = re.compile(r"\b(INSERT|UPDATE|REPLACE|REMOVE|UPSERT|INTO)\b", re.IGNORECASE)


def writes(source: str) -> set[str]:
    """Return the requests in a source that are not known to read, as they are written there."""
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [call for call in calls if ast.unparse(call.func).split(".")[-1] == "Request"]
    return {ast.unparse(call) for call in made if not _reads(call)} | {
        ast.unparse(node)
        for node in attributes(tree)
        if ast.unparse(node.value).endswith("_client") and node.attr not in _CLIENT_READS
    }


def aql_writes(source: str) -> set[str]:
    """Return the words of AQL that write, in the texts of a source but for those that explain."""
    tree = ast.parse(source)
    explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in explaining
    ]
    return {word for text in texts if isinstance(text, str) for word in _AQL_WRITES.findall(text)}


def _reads(call: ast.Call) -> bool:
    if len(call.args) < 2 or not isinstance(call.args[0], ast.Constant):
        return False
    method, path, *_ = call.args
    assert isinstance(method, ast.Constant)
    is_get = method.value == "GET" and len(call.args) == 2 and not call.keywords
    return is_get or (method.value == "POST" and ast.unparse(path) in _READS)
