"""The languages that a person has chosen in Windows or macOS, which set no variables.

Written from the documentation of GetUserPreferredUILanguages and CFLocaleCopyPreferredLanguages. It
has not been run on these systems.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys

_BY_NAME = 0x8  # MUI_LANGUAGE_NAME: de-AT
_UTF8 = 0x08000100  # kCFStringEncodingUTF8
_LONGEST = 64  # bytes of a language's name


def desktop_languages() -> list[str]:
    """Return the preferred languages such as ``de-AT``, the first one first. Empty if unknown."""
    try:
        return _windows_languages() if sys.platform == "win32" else _mac_languages()
    except (OSError, AttributeError):
        return []


def _windows_languages() -> list[str]:
    kernel = ctypes.CDLL("kernel32")
    count, length = ctypes.c_ulong(), ctypes.c_ulong()
    ask = kernel.GetUserPreferredUILanguages
    if not ask(_BY_NAME, ctypes.byref(count), None, ctypes.byref(length)):
        return []
    names = ctypes.create_unicode_buffer(length.value)
    if not ask(_BY_NAME, ctypes.byref(count), names, ctypes.byref(length)):
        return []
    text = "".join(names[place] for place in range(length.value))
    return [name for name in text.split("\0") if name]


def _mac_languages() -> list[str]:
    core = ctypes.CDLL(ctypes.util.find_library("CoreFoundation") or "CoreFoundation")
    core.CFLocaleCopyPreferredLanguages.restype = ctypes.c_void_p
    core.CFArrayGetCount.argtypes = [ctypes.c_void_p]
    core.CFArrayGetCount.restype = ctypes.c_long
    core.CFArrayGetValueAtIndex.argtypes = [ctypes.c_void_p, ctypes.c_long]
    core.CFArrayGetValueAtIndex.restype = ctypes.c_void_p
    core.CFStringGetCString.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_long, ctypes.c_uint32
    ]  # fmt: skip
    listed = core.CFLocaleCopyPreferredLanguages()
    names = []
    for place in range(core.CFArrayGetCount(listed)):
        name = ctypes.create_string_buffer(_LONGEST)
        core.CFStringGetCString(core.CFArrayGetValueAtIndex(listed, place), name, _LONGEST, _UTF8)
        names.append(name.value.decode())
    return names
