"""The libraries of the system that Qt needs, and that a bare Linux lacks."""

from __future__ import annotations

import os
import re
from pathlib import Path

_NOT_OPENED = re.compile(r"(\S+): cannot open shared object file")
# The display that each variable names, and the plug-ins by which Qt shows windows on it.
_PLUGINS = {"DISPLAY": "libqxcb.so", "WAYLAND_DISPLAY": "libqwayland*.so"}


def missing_library(complaint: str) -> str | None:
    """Return the library that the system's loader complains of, such as ``libEGL.so.1``."""
    found = _NOT_OPENED.search(complaint)
    return found[1] if found else None


def library_missing_for_display() -> str | None:
    """Return what Qt's plug-ins for the display lack: Qt says that they fail, and not why."""
    for variable, plugins in _PLUGINS.items():
        for plugin in plugins_folder().glob(plugins) if os.environ.get(variable) else ():
            if library := _missing_for(plugin):
                return library
    return None


def plugins_folder() -> Path:
    """Return the folder of the plug-ins that show windows."""
    from PySide6.QtCore import QLibraryInfo

    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")


def _missing_for(plugin: Path) -> str | None:
    import ctypes  # a QPluginLoader tells of a plug-in that Qt has tried: "Unknown error"

    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing_library(str(error))
    return None
