"""Hears from logind and the desktop's screen saver, over D-Bus, that the session is left."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LOGIN = "org.freedesktop.login1"
_SESSION = f"{_LOGIN}.Session"
_SESSIONS = "/org/freedesktop/login1/session/"
_PROPERTIES = "org.freedesktop.DBus.Properties"
# The service of a screen saver and its interface have one name.
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
# PySide6's annotation wants bytes, but takes only the str that SLOT returns.
_SWITCH = cast("bytes", SLOT("switch(bool)"))
_LOCK = cast("bytes", SLOT("lock()"))
_CHANGE = cast("bytes", SLOT("change(QString,QVariantMap,QStringList)"))
_SYSTEM_SOCKET = Path("/run/dbus/system_bus_socket")


class LinuxSession(QObject):
    """Calls ``leave`` when the session of this process is left.

    A bus that is missing is left out. Signals count only from the owner of the service's name.
    """

    def __init__(self, leave: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._leave = leave
        if has_session_bus():
            self._watch_screen_savers(QDBusConnection.sessionBus())
        if has_system_bus():
            self._watch_login(QDBusConnection.systemBus())

    def _watch_screen_savers(self, bus: QDBusConnection) -> None:
        for name in SCREEN_SAVERS:
            bus.connect(name, "", name, "ActiveChanged", self, _SWITCH)

    def _watch_login(self, bus: QDBusConnection) -> None:
        """Watch the computer's sleep, and this session; every session if nobody says which."""
        session = own_session_path()
        bus.connect(_LOGIN, "", f"{_LOGIN}.Manager", "PrepareForSleep", self, _SWITCH)
        bus.connect(_LOGIN, session, _SESSION, "Lock", self, _LOCK)
        bus.connect(_LOGIN, session, _PROPERTIES, "PropertiesChanged", self, _CHANGE)

    @Slot(bool)
    def switch(self, is_on: bool) -> None:
        """Take a signal with true if a screen saver starts, or the computer is going to sleep."""
        if is_on:
            self._leave()

    @Slot()
    def lock(self) -> None:
        """Take the signal that the session is locked."""
        self._leave()

    @Slot(str, "QVariantMap", "QStringList")
    def change(self, interface: str, values: Mapping[str, object], _invalid: object) -> None:
        """Take new properties of the session: it is locked, or another one is on the screen."""
        is_left = values.get("Active") is False or values.get("LockedHint") is True
        if interface == _SESSION and is_left:
            self._leave()


def own_session_path() -> str:
    """Return logind's object of this process's session; empty if nobody says which it is."""
    session = os.environ.get("XDG_SESSION_ID", "")
    return f"{_SESSIONS}{_escaped(session)}" if session else ""


def has_session_bus() -> bool:
    """Return whether there is a session bus. Without an address, Qt would start one."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and (Path(runtime) / "bus").exists()


def has_system_bus() -> bool:
    """Return whether there is a system bus."""
    return bool(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")) or _SYSTEM_SOCKET.exists()


def _escaped(label: str) -> str:
    """Return a session's name as a part of a path: sd-bus writes “3” as “_33”."""
    letters = [
        letter
        if letter.isascii() and (letter.isalpha() or (letter.isdigit() and place))
        else "".join(f"_{byte:02x}" for byte in letter.encode())
        for place, letter in enumerate(label)
    ]
    return "".join(letters)
