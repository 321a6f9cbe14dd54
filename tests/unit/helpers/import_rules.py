"""The layers of the program, and what breaks them.

`app, terminal → ui, lookups, stores, settings, records → domain`, with resource_files for all.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.unit.helpers.sources import attributes, names, room_of

PACKAGE = "profile_browser"
SDK_IMPORTER = "profile_browser.stores.couchbase"
_VERSION, _FILES, _DOMAIN = "__version__", "resource_files", "domain"

_ROOMS: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"plain_imports", "app", "terminal", "settings", "records", _DOMAIN, _FILES},
    "plain_imports": set(),
    "app": {
        "means",
        "wiring",
        "watching",
        "ui",
        "lookups",
        "stores",
        "settings",
        "records",
        _DOMAIN,
        _FILES,
    },
    "means": {_DOMAIN},
    "wiring": {"means", "ui", "lookups", "settings", _DOMAIN},
    "watching": {"wiring", "ui", "records", _DOMAIN},
    "terminal": {"stores", "settings", "records", _DOMAIN, _FILES},
    **{room: {_DOMAIN, _FILES} for room in ("ui", "lookups", "stores", "settings", "records")},
    _DOMAIN: set(),
    _FILES: set(),
}
_QT_ROOMS = {"plain_imports", "app", "wiring", "watching", "ui", "lookups"}
_QT = {"PySide6", "shiboken6"}
_BY_STRING = {"__import__", "import_module", "importlib", "runpy", "spec_from_file_location"}


class Import(NamedTuple):
    """Something imported, by its full name."""

    line: int
    name: str


def broken_rules(modules: Mapping[str, str]) -> list[str]:
    """Return each import in these sources that the layers forbid."""
    return [
        f"{module}:{found.line} {reason}: {found.name}"
        for module, source in modules.items()
        for found in _imports(module, ast.parse(source))
        if (reason := _reason_against(module, found.name))
    ]


def _imports(module: str, tree: ast.AST) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            yield from (Import(node.lineno, f"{base}.{alias.name}") for alias in node.names)
    for name in (names(tree) | {node.attr for node in attributes(tree)}) & _BY_STRING:
        yield Import(0, name)


def _absolute(module: str, node: ast.ImportFrom) -> str:
    start = module.split(".")[: -node.level] if node.level else []
    return ".".join([*start, *([node.module] if node.module else [])])


def _reason_against(module: str, imported: str) -> str:
    top = imported.split(".", maxsplit=1)[0]
    if top in _BY_STRING and not imported.startswith("importlib.metadata."):
        return "imports by a string"
    if top == PACKAGE:
        return _reason_against_room(room_of(module), room_of(imported))
    return _reason_against_library(module, imported)


def _reason_against_room(importer: str, imported: str) -> str:
    if importer not in _ROOMS:
        return "stands in a room that no rule knows"
    if imported == importer and importer != "__main__":
        return ""
    if imported == _VERSION and importer != _FILES:
        return ""
    return "" if imported in _ROOMS[importer] else "imports upwards or sideways"


def _reason_against_library(module: str, imported: str) -> str:
    room, top = room_of(module), imported.split(".", maxsplit=1)[0]
    if room not in _ROOMS:
        return "stands in a room that no rule knows"
    if top == "couchbase" and module != SDK_IMPORTER:
        return "imports the SDK"
    if top in _QT and not _may_import_qt(room, imported):
        return "imports Qt"
    allowed = {_DOMAIN: {"pydantic"}, _FILES: set(), "__init__": set()}
    if room in allowed and top not in allowed[room] | sys.stdlib_module_names:
        return "imports a library"
    return ""


def _may_import_qt(room: str, imported: str) -> bool:
    if room == "lookups":
        return imported.startswith("PySide6.QtCore")
    return room in _QT_ROOMS
