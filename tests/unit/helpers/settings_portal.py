"""A session bus with a desktop portal that answers with these settings."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from tests.frozen.session_bus import session_bus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PORTAL = "org.freedesktop.portal.Desktop"


@contextmanager
def settings_portal(settings: Mapping[str, Mapping[str, tuple[str, object]]]) -> Iterator[str]:
    """Run the bus and yield its address."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon")
    with session_bus() as bus, closing(open_dbus_connection(bus)) as connection:
        Proxy(message_bus, connection).RequestName(_PORTAL)
        ended = threading.Event()
        portal = threading.Thread(target=_answer, args=(connection, settings, ended))
        portal.start()
        try:
            yield bus
        finally:
            ended.set()
            portal.join()


def _answer(
    connection: DBusConnection,
    settings: Mapping[str, Mapping[str, tuple[str, object]]],
    ended: threading.Event,
) -> None:
    while not ended.is_set():
        with suppress(TimeoutError):
            asked = connection.receive(timeout=0.05)
            if asked.header.message_type is MessageType.method_call:
                connection.send(new_method_return(asked, "a{sa{sv}}", (settings,)))
