"""Listens for second starts. Anything but one line of JSON from this user is dropped."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from profile_browser.desktop.instance.client import is_own_peer
from profile_browser.desktop.instance.message import (
    LONGEST_LINE,
    NOT_TAKEN,
    TAKEN,
    HandoverError,
    decode,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.desktop.instance.message import Handover
    from profile_browser.desktop.instance.place import Place

MOST_AT_ONCE = 8
LONGEST_WAIT = 2000  # milliseconds for a line
_log = logging.getLogger(__name__)


class InstanceServer(QObject):
    """Takes what second starts hand over, and emits it once they have their answer."""

    taken = Signal(object)
    _answered = Signal(object)

    def __init__(
        self, place: Place, accepts: Callable[[Handover], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path, self._accepts = place.socket, accepts
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_AT_ONCE)
        self._server.newConnection.connect(self._greet)
        self._answered.connect(self.taken, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> bool:
        """Listen, and return whether that works.

        Only the process with the lock does, so what is there is of a crashed one.
        """
        QLocalServer.removeServer(self._path)
        is_listening = self._server.listen(self._path)
        if not is_listening:
            _log.warning("Second starts open windows: %s", self._server.errorString())
        return is_listening

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _greet(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            if _is_own(connection):
                self._make_room()
                caller = _Caller(connection, self)
                caller.read.connect(self._answer)
                caller.start()
            else:
                connection.abort()
                connection.deleteLater()

    def _make_room(self) -> None:
        """Drop the oldest caller if there are many: those that say nothing keep nobody out."""
        callers = [child for child in self.children() if isinstance(child, _Caller)]
        waiting = [caller for caller in callers if caller.is_open]
        if len(waiting) >= MOST_AT_ONCE:
            waiting[0].drop()

    @Slot(QObject, bytes)
    def _answer(self, caller: _Caller, line: bytes) -> None:
        try:
            handover = decode(line)
        except HandoverError:
            _log.info("Dropped what is no handover")
            caller.drop()
            return
        is_taken = self._accepts(handover)
        caller.answer(TAKEN if is_taken else NOT_TAKEN)
        if is_taken:
            self._answered.emit(handover)


class _Caller(QObject):
    """One connection. It has a bounded time for one bounded line."""

    read = Signal(QObject, bytes)

    def __init__(self, connection: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._connection = connection
        connection.setParent(self)
        connection.setReadBufferSize(LONGEST_LINE + 1)
        connection.readyRead.connect(self._read_line)
        connection.disconnected.connect(self._end)
        self._timer = QTimer(self, singleShot=True, interval=LONGEST_WAIT)
        self._timer.timeout.connect(self.drop)

    @property
    def is_open(self) -> bool:
        """Whether the connection has not ended."""
        return self._timer.isActive()

    def start(self) -> None:
        """Wait for the line, which may be there already."""
        self._timer.start()
        self._read_line()

    @Slot()
    def _read_line(self) -> None:
        waiting = self._connection.bytesAvailable()
        if not self._connection.canReadLine():
            if waiting > LONGEST_LINE:
                self.drop()
            return
        self._connection.readyRead.disconnect(self._read_line)
        self.read.emit(self, self._connection.read(waiting).data())

    def answer(self, line: bytes) -> None:
        """Answer, and end the connection."""
        self._connection.write(line)
        self._connection.flush()
        self._connection.disconnectFromServer()

    @Slot()
    def drop(self) -> None:
        """End the connection without an answer."""
        self._connection.abort()
        self._end()

    @Slot()
    def _end(self) -> None:
        self._timer.stop()
        self.deleteLater()


def _is_own(connection: QLocalSocket) -> bool:
    """Return whether the caller is this user. Windows' pipes and macOS' folders let no one else."""
    if sys.platform != "linux":
        return True
    import socket

    with socket.socket(fileno=os.dup(connection.socketDescriptor())) as own:
        return is_own_peer(own)
