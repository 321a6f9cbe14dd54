"""Runs a program as it is, watches what its window paints, and tells it in JSON, as last line.

``python -m tests.benchmarks.launched paint MODULE …`` tells when the window was painted first;
``shown:NAME`` when the field with the username was painted with that name in it; ``often:N`` asks
for N people in turn, after a first one that connects, and tells how many milliseconds each took
from Enter until all that is shown of them was painted, and how many bytes of memory are in use
then.

Qt is loaded by the program, when it comes to it: what is imported after Qt takes longer.
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


class OnceQtIsThere(MetaPathFinder, Loader):
    """Has the event loop watched that the program enters, as soon as it has loaded Qt."""

    def __init__(self, awaited: str) -> None:
        self._awaited = awaited
        self._real: Loader | None = None

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find Qt, to be loaded by this loader."""
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
        """Put the watched event loop in the place of Qt's."""
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
    """Return what watches; the event loop is about to be entered."""
    kind, _, what = awaited.partition(":")
    if kind == "often":
        from tests.benchmarks.asking import Asking  # noqa: PLC0415 - no start is held up by it

        return Asking(int(what))
    from tests.benchmarks.one_paint import Watch  # noqa: PLC0415 - Qt is the program's to load

    return Watch(what)


def main(awaited: str, module: str, *arguments: str) -> None:
    """Run the module, and watch from the moment in which it enters its event loop."""
    sys.meta_path.insert(0, OnceQtIsThere(awaited))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
