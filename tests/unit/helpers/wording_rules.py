"""Checks of how sentences are worded, and that all of them are in messages/."""

import ast
import re
from collections.abc import Iterator

from profile_browser.stores.registry import STORES

_QUOTED = re.compile("“[^”]*”")
_END_OF_SENTENCE = re.compile(r"[.:;?—] |  ·  ")
# Names, keys and words to be typed exactly.
_NAMES = {
    "Browser", "CA", "CAS", "CSV", "Customers", "Debian", "Enter", "F1", "Forwarded", "HTTP", "I",
    "ID", "IP", "JSON", "Latin", "OpenAPI", "PEM", "Qt", "SHA-256", "Sample", "Space", "TLS",
    "TOML", "USERNAME", "UTF-8", "Ubuntu", "X-Forwarded-For",
}  # fmt: skip
_NAMES |= {word for kind in STORES.kinds.kinds for word in kind.title.split()}
_TYPED = re.compile(r"[A-Z]+_[A-Z_]*|--\S+")

_SHOWN_BY = {
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QMessageBox", "QPushButton", "plain_label",
    "print", "setAccessibleDescription", "setAccessibleName", "setPlaceholderText", "setStatusTip",
    "setText", "setToolTip", "setWhatsThis", "setWindowTitle", "showMessage",
}  # fmt: skip
_LOGS = {"_log", "_qt_log"}


def odd_capitals(text: str) -> list[str]:
    """Return the capitalised words in the middle of a sentence."""
    sentences = _END_OF_SENTENCE.split(_QUOTED.sub("x", text))
    words = [word.strip(".,:;()") for sentence in sentences for word in sentence.split()[1:]]
    return [
        word
        for word in words
        if word[:1].isupper() and word not in _NAMES and not _TYPED.fullmatch(word)
    ]


def loose_wording(source: str) -> list[str]:
    """Return the string literals of a source that people would read."""
    tree = ast.parse(source)
    exempt = {id(node) for node in _exempt(tree)}
    shown = {id(node) for node in _shown(tree)}
    return [
        text
        for node, text in _literals(tree)
        if id(node) not in exempt
        and (_reads_as_sentence(text) or (id(node) in shown and _says(text)))
    ]


def _literals(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def _exempt(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield docstrings and the arguments of logging calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Call) and _is_log(node.func):
            yield from ast.walk(node)


def _is_log(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id in _LOGS
    )


def _shown(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the arguments of calls that show a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _SHOWN_BY:
            for argument in node.args:
                yield from ast.walk(argument)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _reads_as_sentence(text: str) -> bool:
    return re.match(r"\s*[A-Z]\S* +\w", text) is not None


def _says(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
