"""The parts for Windows and macOS, as far as they run elsewhere."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QObject

from profile_browser.desktop.session import watch as session_watch
from profile_browser.desktop.session.macos import NOTIFICATIONS, MacSession
from profile_browser.desktop.session.watch import SessionWatch
from profile_browser.desktop.session.windows import is_leaving

SESSION_CHANGE, POWER = 0x02B1, 0x0218


@pytest.mark.parametrize(
    ("message", "parameter", "leaves"),
    [
        (SESSION_CHANGE, 0x7, True),  # locked
        (SESSION_CHANGE, 0x8, False),  # unlocked
        (SESSION_CHANGE, 0x2, True),  # another person at the console
        (SESSION_CHANGE, 0x1, False),
        (POWER, 0x4, True),  # to sleep
        (POWER, 0x12, False),  # awake again
        (0x0200, 0x7, False),  # a move of the mouse
    ],
)
def test_windows_messages_are_understood(message: int, parameter: int, leaves: bool) -> None:
    assert is_leaving(message, parameter) is leaves


class Call:
    """Stands for a function of Core Foundation, and keeps what it was called with."""

    def __init__(self, answer: object = None) -> None:
        self.restype: object = None
        self.argtypes: object = None
        self.calls: list[tuple[object, ...]] = []
        self._answer = answer

    def __call__(self, *arguments: object) -> object:
        self.calls.append(arguments)
        return self._answer


def test_macos_is_asked_for_its_notifications_and_a_call_leaves() -> None:
    core = SimpleNamespace(
        CFNotificationCenterGetDistributedCenter=Call(1),
        CFStringCreateWithCString=Call(2),
        CFNotificationCenterAddObserver=Call(),
    )
    left: list[bool] = []
    parent = QObject()
    session = MacSession(lambda: left.append(True), parent, lambda _name: cast("ctypes.CDLL", core))
    names = [call[1] for call in core.CFStringCreateWithCString.calls]
    assert names == [name.encode() for name in NOTIFICATIONS]
    session._callback(None, None, None, None, None)
    assert left == [True]


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_system_that_cannot_be_watched_is_logged_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", None)
    watch = SessionWatch()
    watch.start(None)
    assert (watch.children() != []) or "cannot be watched" in caplog.text
    assert session_watch.__name__ in caplog.text or platform == "win32"
