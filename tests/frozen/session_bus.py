"""A session bus with the desktop services that the program uses: colour scheme and keyring."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from jeepney import (
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    new_error,
    new_method_return,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

TIMEOUT_SECONDS = 30
_DARK = ("u", 1)
_PORTAL = "org.freedesktop.portal.Desktop"
_SECRETS = "org.freedesktop.secrets"


@contextmanager
def session_bus() -> Iterator[str]:
    """Run a bus and yield its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def dark_desktop(bus: str) -> Iterator[None]:
    """Run a desktop portal that reports a dark colour scheme."""
    with ExitStack() as stack:
        connection = stack.enter_context(closing(open_dbus_connection(bus)))
        Proxy(message_bus, connection).RequestName(_PORTAL)
        ended = threading.Event()
        portal = threading.Thread(target=_answer, args=(connection, ended))
        portal.start()
        try:
            yield
        finally:
            ended.set()
            portal.join()


def _answer(connection: DBusConnection, ended: threading.Event) -> None:
    while not ended.is_set():
        with suppress(TimeoutError):
            asked = connection.receive(timeout=0.1)
            if asked.header.message_type is MessageType.method_call:
                connection.send(_reply(asked))


def _reply(asked: Message) -> Message:
    scheme = {"org.freedesktop.appearance": {"color-scheme": _DARK}}
    match asked.header.fields[HeaderFields.member]:
        case "ReadAll":
            return new_method_return(asked, "a{sa{sv}}", (scheme,))
        case "ReadOne" if asked.body[1] == "color-scheme":
            return new_method_return(asked, "v", (_DARK,))
        case "Read" if asked.body[1] == "color-scheme":
            return new_method_return(asked, "v", (("v", _DARK),))
        case _:
            return new_error(asked, "org.freedesktop.DBus.Error.UnknownMethod")


@contextmanager
def unlocked_keyring(bus: str, folder: Path) -> Iterator[dict[str, str]]:
    """Run GNOME's keyring on the bus, and yield the environment variables to find it."""
    variables = {"DBUS_SESSION_BUS_ADDRESS": bus, "XDG_RUNTIME_DIR": str(folder)}
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with closing(open_dbus_connection(bus)) as watching, ExitStack() as stack:
        arrival = _watch_for(watching, _SECRETS)
        daemon = subprocess.Popen(
            command,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)} | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(daemon.wait)
        stack.callback(daemon.terminate)
        assert daemon.stdin is not None
        daemon.stdin.write(b"the login's password")
        daemon.stdin.close()
        with watching.filter(arrival) as arrived:
            watching.recv_until_filtered(arrived, timeout=TIMEOUT_SECONDS)
        yield variables


def _watch_for(watching: DBusConnection, name: str) -> MatchRule:
    rule = MatchRule(
        type="signal",
        sender=message_bus.bus_name,
        member="NameOwnerChanged",
        path=message_bus.object_path,
    )
    rule.add_arg_condition(0, name)
    Proxy(message_bus, watching).AddMatch(rule)
    return rule
