"""Sends messages to objects of macOS, which Qt does not reach. It was never run on a Mac."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    Library = Any  # ctypes gives its functions no types

_LIBRARY = "/usr/lib/libobjc.A.dylib"


class ObjectiveC:
    """The runtime of Objective-C. Objects, classes and selectors are addresses; 0 is nil."""

    def __init__(self, library: Library | None = None) -> None:
        import ctypes

        self._ctypes = ctypes
        self._library = ctypes.CDLL(_LIBRARY) if library is None else library
        for name in ("objc_getClass", "sel_registerName"):
            function = getattr(self._library, name)
            function.argtypes, function.restype = (ctypes.c_char_p,), ctypes.c_void_p

    def class_named(self, name: str) -> int:
        """Return a class."""
        return int(self._library.objc_getClass(name.encode()) or 0)

    def send(self, receiver: int, selector: str, *arguments: int | bytes) -> int:
        """Send a message with addresses, whole numbers or texts in UTF-8. Return its result."""
        ctypes = self._ctypes
        kinds = [
            ctypes.c_char_p if isinstance(one, bytes) else ctypes.c_void_p for one in arguments
        ]
        prototype = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, *kinds)
        message = prototype(("objc_msgSend", self._library))
        return message(receiver, self._library.sel_registerName(selector.encode()), *arguments) or 0

    def text(self, text: str) -> int:
        """Return a text as an object."""
        string = self.class_named("NSString")
        return self.send(string, "stringWithUTF8String:", text.encode())


def is_yes(answer: int) -> bool:
    """Return whether a message was answered with YES. Such an answer has one byte."""
    return bool(answer & 0xFF)
