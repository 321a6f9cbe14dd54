"""Imports Qt without two parts of PySide that only its developers need.

PySide compiles the text of its support modules at each start. Two of them write stub files; without
them, the first paint comes 10 ms sooner.

To support ``from __feature__ import …``, which this program does not use, PySide reads the source
of each module imported after it, and ``linecache`` keeps the lines. That adds 20 ms to the first
paint, 60 ms to the first answer from a cluster, and 15 MB of memory.
"""

from __future__ import annotations

import builtins
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

UNUSED = tuple(f"shibokensupport/signature/lib/{name}.py" for name in ("enum_sig", "pyi_generator"))
_COMPILE = "compile"
_HOOKED, _PLAIN = "__import__", "__orig_import__"


def import_qt() -> None:
    """Import Qt, and the modules that are imported later with Python's own import."""
    with _left_out(UNUSED):
        import PySide6.QtCore  # noqa: F401 - it compiles its modules, and installs the hook
    remove_import_hook()


def remove_import_hook() -> None:
    """Restore Python's own import, which does not read the source of imported modules."""
    names = vars(builtins)
    names[_HOOKED] = names.get(_PLAIN, names[_HOOKED])


@contextmanager
def _left_out(files: tuple[str, ...]) -> Iterator[None]:
    """Compile these files of PySide's as if they were empty."""
    names = vars(builtins)
    compile_all = names[_COMPILE]

    def compile_needed(source: Any, filename: Any, *options: Any, **named: Any) -> Any:  # noqa: ANN401 - as compile
        return compile_all("" if filename in files else source, filename, *options, **named)

    names[_COMPILE] = compile_needed
    try:
        yield
    finally:
        names[_COMPILE] = compile_all
