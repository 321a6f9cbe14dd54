"""The accessible tree of a program, as a screen reader sees it: AT-SPI over D-Bus."""

from __future__ import annotations

import time
from contextlib import ExitStack, closing, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Iterator

DBusValue: TypeAlias = Any  # whatever a signature of D-Bus describes
TIMEOUT_SECONDS = 20
_A11Y = "org.a11y.atspi"
_ROOT = "/org/a11y/atspi/accessible/root"
_PASSWORD_TEXT = 40
_NULL = "/org/a11y/atspi/null"
_STATES = {  # the bits of AT-SPI that the tests look at
    1: "active",
    4: "checked",
    7: "editable",
    8: "enabled",
    9: "expandable",
    10: "expanded",
    11: "focusable",
    12: "focused",
    20: "pressed",
    22: "selectable",
    23: "selected",
    24: "sensitive",
    25: "showing",
    30: "visible",
    33: "invalid entry",
    41: "checkable",
    42: "has popup",
    43: "read only",
}
_RELATIONS = {
    1: "label for",
    2: "labelled by",
    18: "described by",
    21: "error message",
    22: "error for",
}


class Place(NamedTuple):
    """Where an accessible object is: the name of its program on the bus, and its path."""

    program: str
    path: str


class Node:
    """One accessible object. It is read when it is asked, and never kept."""

    def __init__(self, reader: ScreenReader, place: Place) -> None:
        self._reader, self.place = reader, place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.place == other.place

    def __hash__(self) -> int:
        return hash(self.place)

    def __repr__(self) -> str:
        return f"{self.role} “{self.name}”"

    @property
    def name(self) -> str:
        return str(self._property("Name"))

    @property
    def description(self) -> str:
        return str(self._property("Description"))

    @cached_property
    def role(self) -> str:
        is_secret = (
            self._call("Accessible", "GetRole") == _PASSWORD_TEXT
        )  # Qt's name of it is “text”
        return "password text" if is_secret else str(self._call("Accessible", "GetRoleName"))

    @property
    def states(self) -> set[str]:
        low, high = self._call("Accessible", "GetState")
        bits = low | high << 32
        return {name for bit, name in _STATES.items() if bits >> bit & 1}

    @property
    def relations(self) -> dict[str, list[Node]]:
        return {
            _RELATIONS.get(kind, str(kind)): [Node(self._reader, Place(*place)) for place in places]
            for kind, places in self._call("Accessible", "GetRelationSet")
        }

    @property
    def children(self) -> list[Node]:
        places = self._call("Accessible", "GetChildren")
        return [Node(self._reader, Place(*place)) for place in places if place[1] != _NULL]

    @property
    def text(self) -> str:
        return str(self._call("Text", "GetText", "ii", (0, -1)))

    @property
    def value(self) -> str:
        return str(self._property("CurrentValue", "Value"))

    def walk(self) -> Iterator[Node]:
        """Yield this object and what is shown of it, in the order of the tree."""
        yield self
        for child in self.children:
            if "showing" in child.states:
                yield from child.walk()

    def _property(self, name: str, interface: str = "Accessible") -> DBusValue:
        asked = Properties(self._address(interface)).get(name)
        return self._reader.reply(asked)[0][1]

    def _call(
        self, interface: str, method: str, signature: str = "", body: DBusValue = ()
    ) -> DBusValue:
        asked = new_method_call(self._address(interface), method, signature or None, body)
        return self._reader.reply(asked)[0]

    def _address(self, interface: str) -> DBusAddress:
        program, path = self.place
        return DBusAddress(path, bus_name=program, interface=f"{_A11Y}.{interface}")


class Heard(NamedTuple):
    """An announcement, and when it came: a time of ``time.monotonic``."""

    words: str
    at: float


class ScreenReader:
    """Listens on the accessibility bus of a session, as a screen reader does."""

    def __init__(self, session_bus: str) -> None:
        self._stack = ExitStack()
        session = self._stack.enter_context(closing(open_dbus_connection(session_bus)))
        _switch_on(session)
        address = _bus_address(session)
        self._calls = self._stack.enter_context(closing(open_dbus_connection(address)))
        self._events = self._stack.enter_context(closing(open_dbus_connection(address)))
        rule = MatchRule(type="signal", interface=f"{_A11Y}.Event.Object")
        Proxy(message_bus, self._events).AddMatch(rule)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def reply(self, asked: Message) -> DBusValue:
        """Return the answer of the program to a call."""
        answer = self._calls.send_and_get_reply(asked, timeout=TIMEOUT_SECONDS)
        if answer.header.message_type is MessageType.error:
            raise LookupError(answer.body)
        return answer.body

    @property
    def programs(self) -> list[Node]:
        """The programs that can be read."""
        return Node(self, Place(f"{_A11Y}.Registry", _ROOT)).children

    def wait_until_heard(self, words: str = "") -> Heard:
        """Wait for an announcement that holds these words, and drop what comes before it."""
        others = []
        for event in self._coming():
            if event.header.fields[HeaderFields.member] == "Announcement":
                said = str(event.body[3][1])
                if words in said:
                    return Heard(said, time.monotonic())
                others.append(said)
        raise AssertionError(words, others)

    def wait_for_focus(self, role: str, name: str = "") -> Node:
        """Wait until something of this role, whose name holds this text, says that it has it."""
        for event in self._coming():
            if event.body[0] == "focused" and event.body[1]:
                fields = event.header.fields
                node = Node(self, Place(fields[HeaderFields.sender], fields[HeaderFields.path]))
                if node.role == role and name in node.name:
                    return node
        raise AssertionError(role, name)

    def forget(self) -> None:
        """Drop what was announced up to now."""
        with suppress(TimeoutError):
            while True:
                self._events.receive(timeout=0.05)

    def _coming(self) -> Iterator[Message]:
        """Yield the events as they come, until it has taken too long."""
        until = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < until:
            with suppress(TimeoutError):
                yield self._events.receive(timeout=0.5)

    def listen(self) -> None:
        """Ask for events. Qt now and then misses it if it is asked while the program starts."""
        registry = DBusAddress("/org/a11y/atspi/registry", f"{_A11Y}.Registry", f"{_A11Y}.Registry")
        for event in ("object:announcement", "object:state-changed"):
            self.reply(new_method_call(registry, "RegisterEvent", "sass", (event, [], "")))


def _switch_on(session: DBusConnection) -> None:
    """Say on the session bus that a screen reader runs: without one, Qt builds no tree."""
    status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        session.send_and_get_reply(Properties(status).set(name, "b", True), timeout=TIMEOUT_SECONDS)


def _bus_address(session: DBusConnection) -> str:
    bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    answer = session.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=TIMEOUT_SECONDS)
    return str(answer.body[0])
