"""The program in a window of its own, used by keyboard alone and read as by a screen reader."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from profile_browser.messages.window import SEARCH_NAME
from tests.access.accessible import TIMEOUT_SECONDS, Heard, Node, ScreenReader
from tests.unit.helpers.sources import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Part = TypeVar("Part")

CONNECTIONS = """
[connections.eu]
title = "Customers EU"
environment = "staging"
connection_string = "couchbase://127.0.0.1:1"
bucket = "customers"
username = "support"
"""
# What a screen reader goes to, and so must have a name.
CONTROLS = {"push button", "button menu", "check box", "text", "password text", "combo box"}
_ITEMS = {"list item", "cell"}  # in Qt, the current one has the focus even if the list has not
CONTROLS |= {"list", "table", "spin button", "progress bar", "toggle button", "link"}


class Desk:
    """Types, and reads what is on the screen."""

    def __init__(self, reader: ScreenReader, environment: dict[str, str]) -> None:
        self.reader, self._environment = reader, environment

    def press(self, *keys: str) -> None:
        """Press keys, by xdotool's names."""
        self._run("key", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._run("type", "--delay", "5", text)

    def look_up(self, text: str) -> Heard:
        """Replace what is in the field, look it up, and return what is announced."""
        field = self.part("text", SEARCH_NAME)
        self.press("ctrl+l")
        self.type(text)
        self.wait_for(lambda: field.text == text)
        self.reader.forget()
        self.press("Return")
        return self.reader.wait_until_heard()

    def choose(self, entry: str) -> None:
        """Walk down an open menu to an entry whose text holds this one, and choose it."""
        named = ""
        while entry not in named:
            self.press("Down")
            named = self.reader.wait_for_focus("menu item").name
        self.press("Return")

    def use_window(self, title: str) -> Node:
        """Wait for a window, give it the keyboard as a window manager does, and return it."""
        return self.wait_for(lambda: self._focused_window(title))

    def wait_for(self, look: Callable[[], Part | None]) -> Part:
        """Look until there is something to see."""
        until = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < until:
            seen = look()
            if seen:
                return seen
            time.sleep(0.02)
        raise AssertionError(look)

    @property
    def window(self) -> Node:
        """The window that has the keyboard."""
        return self.wait_for(lambda: next(iter(self._windows("active")), None))

    @property
    def parts(self) -> list[Node]:
        """Everything that is shown in this window, in the order of the tree."""
        return [*self.window.walk()]

    @property
    def focus(self) -> Node:
        """What has the focus, and not the part of it in which something is drawn."""

        def look() -> Node | None:
            parts = (part for part in self.parts if part.role not in _ITEMS)
            return next((part for part in parts if {"focused", "focusable"} <= part.states), None)

        return self.wait_for(look)

    def part(self, role: str, name: str) -> Node:
        """Wait for a part of this role and name, or else one whose name holds this text."""

        def look() -> Node | None:
            parts = [part for part in self.parts if part.role == role and name in part.name]
            return min(parts, key=lambda part: len(part.name), default=None)

        return self.wait_for(look)

    def go_to(self, part: Node) -> None:
        """Press Tab until a part has the focus."""
        while self.focus != part:
            self.press("Tab")

    def tab_round(self) -> list[Node]:
        """Press Tab until the focus comes round, and return what it reached."""
        reached = [self.focus]
        while len(reached) < 60:
            self.press("Tab")
            now = self._focus_after(reached[-1])
            if now == reached[0]:
                return reached
            reached.append(now)
        raise AssertionError(reached)

    def _focus_after(self, before: Node) -> Node:
        """Wait until the focus has moved. Where there is one stop, it never does."""
        until = time.monotonic() + 1
        while (now := self.focus) == before and time.monotonic() < until:
            time.sleep(0.02)
        return now

    def _windows(self, state: str) -> Iterator[Node]:
        for program in self.reader.programs:
            yield from (window for window in program.children if state in window.states)

    def _focused_window(self, title: str) -> Node | None:
        with suppress(subprocess.CalledProcessError):  # it was found just before it was shown
            self._run("search", "--sync", "--onlyvisible", "--name", title, "windowfocus")
        return next((one for one in self._windows("active") if title in one.name), None)

    def _run(self, *words: str) -> None:
        subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            check=True,
            timeout=TIMEOUT_SECONDS,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def running_desk(bus: str, screen: str, folder: Path, *options: str) -> Iterator[Desk]:
    """Run the program, and yield the desk that uses it."""
    settings = folder / "profile-browser"
    settings.mkdir(parents=True)
    (settings / "connections.toml").write_text(CONNECTIONS)
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "DBUS_SESSION_BUS_ADDRESS": bus,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(PACKAGE.parent),
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(folder)),
    }
    command = [sys.executable, "-m", "profile_browser", *options]
    with ScreenReader(bus) as reader, subprocess.Popen(command, env=environment) as program:
        try:
            desk = Desk(reader, environment)
            desk.use_window("Profile Browser")
            reader.listen()
            desk.wait_for(lambda: desk.focus.name == SEARCH_NAME)
            yield desk
        finally:
            program.kill()
