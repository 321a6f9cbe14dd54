"""Imports Qt without the parts of PySide that only its developers need.

At each start, PySide compiles the text of the modules with which it explains a wrong call and
writes stub files. Run when they are first used, four of them let the first paint come 15 ms sooner.

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

# Not ``errorhandler`` and ``mapping``: PySide asks for them in C++, from whatever thread makes a
# wrong call, and ends the process if it does not get what it asks for.
LATER = tuple(
    f"shibokensupport/signature/{name}.py"
    for name in ("layout", "lib/enum_sig", "lib/pyi_generator", "parser")
)
_COMPILE = "compile"
_HOOKED, _PLAIN = "__import__", "__orig_import__"
RUN_AT_FIRST_USE = """
from threading import RLock
_lock, _source = RLock(), {source!r}

def __getattr__(name):
    names = globals()
    with _lock:
        if "_source" in names:
            exec(names.pop("_source"), names)
    if name in names:
        return names[name]
    raise AttributeError(name)
"""


def import_qt() -> None:
    """Import Qt, and the modules that are imported later with Python's own import."""
    with _run_at_first_use(LATER):
        import PySide6.QtCore  # noqa: F401 - it compiles its modules, and installs the hook
    remove_import_hook()


def remove_import_hook() -> None:
    """Restore Python's own import, which does not read the source of imported modules."""
    names = vars(builtins)
    names[_HOOKED] = names.get(_PLAIN, names[_HOOKED])


@contextmanager
def _run_at_first_use(files: tuple[str, ...]) -> Iterator[None]:
    """Let these modules of PySide's run when one of their names is first asked for."""
    names = vars(builtins)
    compile_now = names[_COMPILE]

    def compile_or_wait(source: Any, filename: Any, *options: Any, **named: Any) -> Any:  # noqa: ANN401 - as compile
        if filename in files:
            source = RUN_AT_FIRST_USE.format(source=source)
        return compile_now(source, filename, *options, **named)

    names[_COMPILE] = compile_or_wait
    try:
        yield
    finally:
        names[_COMPILE] = compile_now
