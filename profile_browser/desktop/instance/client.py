"""Hands over to the running window. Without Qt, because a second start should take no time."""

from __future__ import annotations

import logging
import os
import sys
import time
from enum import Enum, auto
from errno import EPERM
from typing import TYPE_CHECKING

from profile_browser.desktop.instance.place import is_own_socket

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from profile_browser.desktop.instance.message import Handover
    from profile_browser.desktop.instance.place import Place

ANSWER_TIMEOUT = 2.0  # seconds
START_TIMEOUT = 5.0  # seconds, until a window that is starting listens
_PAUSE = 0.02
_log = logging.getLogger(__name__)


class Reply(Enum):
    """How the running window replied."""

    TAKEN = auto()
    NOT_TAKEN = auto()  # it has other options
    NOBODY = auto()


def hand_over(place: Place, handover: Callable[[], Handover]) -> Reply:
    """Hand over to the window that listens at this place, if there is one."""
    if sys.platform == "win32":
        from profile_browser.desktop.instance.windows_pipe import ask_pipe

        return _reply(ask_pipe, place, handover)
    return _reply(_ask_socket, place, handover) if is_own_socket(place.socket) else Reply.NOBODY


def hand_over_soon(place: Place, handover: Callable[[], Handover]) -> Reply:
    """Hand over to a window that may only be starting."""
    until = time.monotonic() + START_TIMEOUT
    while (reply := hand_over(place, handover)) is Reply.NOBODY and time.monotonic() < until:
        time.sleep(_PAUSE)
    return reply


def _reply(
    ask: Callable[[str, bytes], bytes], place: Place, handover: Callable[[], Handover]
) -> Reply:
    from profile_browser.desktop.instance.message import LONGEST_LINE, NOT_TAKEN, TAKEN, encode

    line = encode(handover())
    if len(line) > LONGEST_LINE:
        return Reply.NOT_TAKEN
    try:
        answer = ask(place.socket, line)
    except OSError as error:  # its process has ended, or hangs
        _log.info("No running window answers: %s", error.strerror or type(error).__name__)
        return Reply.NOBODY
    return {TAKEN: Reply.TAKEN, NOT_TAKEN: Reply.NOT_TAKEN}.get(answer, Reply.NOBODY)


def _ask_socket(path: str, line: bytes) -> bytes:
    """Send the line, and return the answer. Raises OSError."""
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWER_TIMEOUT)
        connection.connect(path)
        if not is_own_peer(connection):
            raise PermissionError(EPERM, os.strerror(EPERM))
        connection.sendall(line)
        with connection.makefile("rb") as answers:
            return answers.readline(64)


def is_own_peer(connection: socket.socket) -> bool:
    """Return whether the other end is a process of this user, where the system tells."""
    import socket
    import struct

    if not hasattr(socket, "SO_PEERCRED"):
        return True  # nobody else can enter the folder of the socket
    size = struct.calcsize("3i")
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    _process, user, _group = struct.unpack("3i", credentials)
    return bool(user == os.getuid())
