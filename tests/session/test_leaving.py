"""The window hears on a real bus that the screen locks or the session is left."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress, Message, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection

from profile_browser.desktop.session import linux
from profile_browser.desktop.session.linux import SCREEN_SAVERS, LinuxSession
from tests.frozen.session_bus import session_bus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

LOGIN = "org.freedesktop.login1"
OWN = "/org/freedesktop/login1/session/_37"


class Left:
    """Counts how often the session was left."""

    def __init__(self) -> None:
        self.times = 0

    def note(self) -> None:
        self.times += 1


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with session_bus() as address:
        yield address


@pytest.fixture
def left(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Left]:
    """Watch a bus on which both the desktop and logind are."""
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    name = f"test-{os.getpid()}"
    bus = QDBusConnection.connectToBus(address, name)
    assert bus.isConnected()
    monkeypatch.setattr(linux, "has_session_bus", lambda: True)
    monkeypatch.setattr(linux, "has_system_bus", lambda: True)
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: bus)
    monkeypatch.setattr(QDBusConnection, "systemBus", lambda: bus)
    counted, parent = Left(), QObject()
    watch = LinuxSession(counted.note, parent)
    yield counted
    watch.setParent(None)
    QDBusConnection.disconnectFromBus(name)


def emitter(address: str, service: str) -> DBusConnection:
    connection = open_dbus_connection(address)
    Proxy(message_bus, connection).RequestName(service)
    return connection


def signal(path: str, interface: str, member: str, form: str, *values: object) -> Message:
    return new_signal(DBusAddress(path, interface=interface), member, form, values)


LOCKS: dict[str, tuple[str, Callable[[], Message]]] = {
    name: (name, lambda name=name: signal("/any", name, "ActiveChanged", "b", True))
    for name in SCREEN_SAVERS
} | {
    "sleep": (
        LOGIN,
        lambda: signal("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", "b", True),
    ),
    "lock": (LOGIN, lambda: signal(OWN, f"{LOGIN}.Session", "Lock", "")),
    "switched away": (
        LOGIN,
        lambda: signal(
            OWN,
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            "sa{sv}as",
            f"{LOGIN}.Session",
            {"Active": ("b", False)},
            [],
        ),
    ),
}


@pytest.mark.parametrize("name", LOCKS)
def test_the_window_hears_that_the_session_is_left(
    name: str, address: str, left: Left, qtbot: QtBot
) -> None:
    service, make = LOCKS[name]
    with closing(emitter(address, service)) as connection:
        connection.send(make())
        qtbot.waitUntil(lambda: left.times == 1)


OTHER = OWN.replace("_37", "_38")
IGNORED: dict[str, tuple[str, Message]] = {
    "another session's lock": (LOGIN, signal(OTHER, f"{LOGIN}.Session", "Lock", "")),
    "the end of a screen saver": (
        SCREEN_SAVERS[0],
        signal("/any", SCREEN_SAVERS[0], "ActiveChanged", "b", False),
    ),
    "another program's lock": (
        "com.example.stranger",
        signal("/any", SCREEN_SAVERS[0], "ActiveChanged", "b", True),
    ),
}


@pytest.mark.parametrize("name", IGNORED)
def test_what_is_not_this_sessions_end_is_not_believed(
    name: str, address: str, left: Left, qtbot: QtBot
) -> None:
    service, message = IGNORED[name]
    with closing(emitter(address, service)) as connection:
        connection.send(message)
        Proxy(message_bus, connection).GetId()  # the bus has passed the signal on
    with closing(emitter(address, LOGIN)) as connection:
        connection.send(LOCKS["lock"][1]())
        qtbot.waitUntil(lambda: left.times > 0)
    assert left.times == 1
