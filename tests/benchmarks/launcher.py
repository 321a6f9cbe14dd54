"""Runs an unchanged program, watches what its window paints, and prints the result as JSON.

``python -m tests.benchmarks.launcher paint MODULE …`` prints when the window was first painted;
``shown:NAME`` when the username field was painted with that name; ``often:N`` looks up N people,
after a first one that connects, and prints how many milliseconds each lookup took, from Enter
until the whole profile was painted, and how many bytes of memory are in use then.

Qt is loaded by the program itself, because imports after Qt are slower.
"""

from __future__ import annotations

import runpy
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    from PySide6.QtCore import QObject

_QT = "PySide6.QtWidgets"


class QtLoader(MetaPathFinder, Loader):
    """Wraps the event loop as soon as the program loads Qt."""

    def __init__(self, awaited: str) -> None:
        self._awaited = awaited
        self._real: Loader | None = None

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a spec that loads Qt with this loader."""
        if fullname != _QT:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        assert spec is not None
        self._real, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Load Qt."""
        assert self._real is not None
        return self._real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Load Qt, and replace its event loop with the watched one."""
        assert self._real is not None
        self._real.exec_module(module)
        run_loop = module.QApplication.exec

        def watched_loop(*_: object) -> int:
            watch = _watch(self._awaited)
            code = int(run_loop())
            del watch
            return code

        module.QApplication.exec = watched_loop


def _watch(awaited: str) -> QObject:
    """Create the watcher, right before the event loop starts."""
    kind, _, what = awaited.partition(":")
    if kind == "often":
        from tests.benchmarks.lookup_timer import LookupTimer  # noqa: PLC0415 - must not slow a start down

        return LookupTimer(int(what))
    from tests.benchmarks.paint_watcher import PaintWatcher  # noqa: PLC0415 - the program must load Qt first

    return PaintWatcher(what)


def main(awaited: str, module: str, *arguments: str) -> None:
    """Run the module, and watch it from the start of its event loop."""
    sys.meta_path.insert(0, QtLoader(awaited))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
