"""Finds system libraries that Qt needs and a minimal Linux lacks."""

from __future__ import annotations

import os
import re
from pathlib import Path

_NOT_OPENED = r"(\S+): cannot open shared object file"
# Qt's platform plug-ins, by the environment variable of their display.
_PLUGINS = {"DISPLAY": "libqxcb.so", "WAYLAND_DISPLAY": "libqwayland*.so"}


def missing_library(error: str) -> str | None:
    """Return the library named in the loader's error, such as ``libEGL.so.1``."""
    found = re.search(_NOT_OPENED, error)
    return found[1] if found else None


def missing_display_library() -> str | None:
    """Return a library that Qt's platform plug-in lacks. Qt does not say which one."""
    for variable, plugins in _PLUGINS.items():
        for plugin in plugins_folder().glob(plugins) if os.environ.get(variable) else ():
            if library := _missing_for(plugin):
                return library
    return None


def plugins_folder() -> Path:
    """Return the folder of Qt's platform plug-ins."""
    from PySide6.QtCore import QLibraryInfo

    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")


def _missing_for(plugin: Path) -> str | None:
    import ctypes  # for a plug-in that Qt has tried, QPluginLoader only says "Unknown error"

    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing_library(str(error))
    return None
