"""The program's own sources, for the tests that read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import profile_browser

PACKAGE = Path(profile_browser.__file__).parent
SDK_IMPORTER = "profile_browser.stores.couchbase.sdk"
SDK_READER = "profile_browser.stores.couchbase.subdocuments"
SDK_FILES = (SDK_IMPORTER, SDK_READER)


@cache
def sources() -> dict[str, str]:
    """Return the text of each module, by its dotted name; packages end in ``__init__``."""
    return {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path.read_text("utf-8")
        for path in PACKAGE.rglob("*.py")
    }


def package_of(module: str) -> str:
    """Return the subpackage that a module belongs to: ``ui`` for profile_browser.ui.x."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def attributes(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Yield each attribute access in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))


def names(tree: ast.AST) -> set[str]:
    """Return the bare names in a tree."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
