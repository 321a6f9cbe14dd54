"""Imports as Python makes them, after PySide has put a hook in their way.

For ``from __feature__ import …``, which nobody asks for here, PySide reads the source of each
module that is imported after it, and ``linecache`` keeps the lines. That costs a start 13 ms, the
first look-up on a cluster 50 ms more, and then 15 MB for good.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - it brings the hook

_HOOKED, _PLAIN = "__import__", "__orig_import__"


def remove_import_hook() -> None:
    """Have the modules that follow imported without their source being read."""
    names = vars(builtins)
    names[_HOOKED] = names.get(_PLAIN, names[_HOOKED])
