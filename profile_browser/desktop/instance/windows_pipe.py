"""Hands over through the running window's named pipe on Windows."""

from __future__ import annotations

import ctypes
from errno import EPERM
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO

_ANY_PROCESS = 0xFFFFFFFF
_KERNEL_OBJECT, _OWNER_INFORMATION = 6, 1
_TOKEN_QUERY, _TOKEN_OWNER = 8, 4
_LONGEST_OWNER = 256  # bytes


def ask_pipe(name: str, line: bytes, timeout: float = 2.0) -> bytes:
    """Send the line, and return the answer. Raises OSError."""
    answers: SimpleQueue[bytes | OSError] = SimpleQueue()
    Thread(target=_ask, args=(name, line, answers.put), daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _ask(name: str, line: bytes, put: Callable[[bytes | OSError], None]) -> None:
    try:
        with Path(rf"\\.\pipe\{name}").open("r+b", buffering=0) as pipe:
            if not _is_own(pipe):
                raise PermissionError(EPERM, "not this user's")
            _library("user32").AllowSetForegroundWindow(_ANY_PROCESS)
            pipe.write(line)
            put(pipe.readline(64))
    except OSError as error:
        put(error)


def _is_own(pipe: FileIO) -> bool:
    """Return whether this user owns the pipe, so that nobody else is told who is looked up."""
    import msvcrt

    security, kernel = _library("advapi32"), _library("kernel32")
    owner, descriptor, token = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    handle = ctypes.c_void_p(vars(msvcrt)["get_osfhandle"](pipe.fileno()))
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    failed = security.GetSecurityInfo(
        handle,
        _KERNEL_OBJECT,
        _OWNER_INFORMATION,
        ctypes.byref(owner),
        None,
        None,
        None,
        ctypes.byref(descriptor),
    )
    if failed or not security.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)):
        return False
    own, size = ctypes.create_string_buffer(_LONGEST_OWNER), ctypes.c_ulong()
    read = security.GetTokenInformation(
        token, _TOKEN_OWNER, own, _LONGEST_OWNER, ctypes.byref(size)
    )
    is_own = read and security.EqualSid(owner, ctypes.c_void_p.from_buffer(own))
    kernel.CloseHandle(token)
    kernel.LocalFree(descriptor)
    return bool(is_own)


def _library(name: str) -> ctypes.CDLL:
    """Return a library of Windows. Only there does ctypes have a loader for them."""
    library: ctypes.CDLL = getattr(vars(ctypes)["windll"], name)
    return library
