"""What is asked of Windows and macOS while details are hidden. Neither can be run here."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from profile_browser.desktop.capture_exclusion import CaptureExclusion, on_macos, on_windows
from profile_browser.desktop.objective_c import ObjectiveC
from profile_browser.ui.masking import Masking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

VIEW, WINDOW = 0x7FFF_0000_1000, 0x7FFF_0000_2000


class FakeAffinity:
    """Stands for SetWindowDisplayAffinity of a Windows that knows only some values."""

    def __init__(self, *known: int) -> None:
        self._known = known
        self.calls: list[tuple[int, int]] = []

    def __call__(self, window: int, affinity: int) -> int:
        self.calls.append((window, affinity))
        return int(affinity in self._known)


class FakeObjects(ObjectiveC):
    """Notes what is sent, and answers from a table."""

    def __init__(self, answers: dict[str, int]) -> None:
        self._answers = answers
        self.sent: list[tuple[int | str | bytes, ...]] = []

    def send(self, receiver: int, selector: str, *arguments: int | bytes) -> int:
        self.sent.append((receiver, selector, *arguments))
        return self._answers.get(selector, 0)


@pytest.mark.parametrize(
    ("known", "is_excluded", "asked", "done"),
    [
        ((0, 1, 0x11), True, [0x11], True),
        ((0, 1), True, [0x11, 1], True),
        ((), True, [0x11, 1], False),
        ((0, 1, 0x11), False, [0], True),
    ],
)
def test_windows_is_asked_to_exclude_the_window_and_an_old_one_to_blacken_it(
    known: tuple[int, ...], is_excluded: bool, asked: list[int], done: bool
) -> None:
    affinity = FakeAffinity(*known)
    library = SimpleNamespace(SetWindowDisplayAffinity=affinity)
    assert on_windows(VIEW, is_excluded, library) is done
    assert affinity.calls == [(VIEW, one) for one in asked]


@pytest.mark.parametrize(("is_excluded", "sharing"), [(True, 0), (False, 1)])
def test_macos_is_asked_not_to_share_the_window(is_excluded: bool, sharing: int) -> None:
    objects = FakeObjects({"window": WINDOW})
    assert on_macos(VIEW, is_excluded, objects)
    assert objects.sent == [(VIEW, "window"), (WINDOW, "setSharingType:", sharing)]


def test_a_view_without_a_window_is_left_alone() -> None:
    objects = FakeObjects({})
    assert not on_macos(VIEW, True, objects)
    assert objects.sent == [(VIEW, "window")]


def test_a_message_reaches_the_runtime_with_all_of_an_address() -> None:
    sent: list[tuple[object, ...]] = []
    kinds = (ctypes.c_void_p,) * 4

    def note(receiver: int, selector: int, argument: int) -> int:
        sent.append((receiver, selector, argument))
        return WINDOW

    message = ctypes.CFUNCTYPE(*kinds)(note)
    library = SimpleNamespace(
        objc_getClass=lambda _name: 7,
        sel_registerName=lambda name: {b"setSharingType:": 9}[name],
    )
    objects = ObjectiveC(library)
    objects._ctypes = SimpleNamespace(  # type: ignore[assignment]  # a library of its own
        c_char_p=ctypes.c_char_p,
        c_void_p=ctypes.c_void_p,
        CFUNCTYPE=lambda *_kinds: lambda _named: message,
    )
    assert objects.class_named("NSString") == 7
    assert objects.send(VIEW, "setSharingType:", 1) == WINDOW
    assert sent == [(VIEW, 9, 1)]


@dataclass
class Screen:
    """Stands for a system that can leave windows out: notes which ones, and how often."""

    masking: Masking
    calls: list[tuple[int, bool]] = field(default_factory=list)

    def exclude(self, handle: int, is_excluded: bool) -> bool:
        self.calls.append((handle, is_excluded))
        return True

    def asked_about(self, widget: QWidget) -> list[bool]:
        return [is_excluded for handle, is_excluded in self.calls if handle == widget.winId()]

    def leaves_out(self, widget: QWidget) -> bool:
        return self.asked_about(widget)[-1:] == [True]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def screen(window: QWidget) -> Iterator[Screen]:
    screen = Screen(Masking(window))
    CaptureExclusion(screen.masking, screen.exclude)
    yield screen
    if screen.masking.is_on:
        screen.masking.toggle()


def test_the_window_is_excluded_only_while_details_are_hidden(
    window: QWidget, screen: Screen
) -> None:
    screen.masking.toggle()
    assert screen.asked_about(window) == [True]
    screen.masking.toggle()
    assert screen.asked_about(window) == [True, False]
    screen.masking.toggle()
    CaptureExclusion(screen.masking, screen.exclude)  # details were hidden while it started
    assert screen.asked_about(window) == [True, False, True, True]


@pytest.mark.parametrize("kind", [QDialog, QMenu])
def test_a_window_that_opens_while_details_are_hidden_is_excluded_before_it_is_seen(
    window: QWidget, screen: Screen, kind: type[QDialog | QMenu]
) -> None:
    screen.masking.toggle()
    other = kind(window)
    other.show()
    assert screen.leaves_out(other)


def test_a_dialog_that_was_open_before_is_excluded(window: QWidget, screen: Screen) -> None:
    dialog = QDialog(window)
    dialog.show()
    screen.masking.toggle()
    assert screen.leaves_out(dialog)


def test_a_window_that_was_closed_meanwhile_is_captured_again(
    window: QWidget, screen: Screen
) -> None:
    menu = QMenu(window)
    screen.masking.toggle()
    menu.show()
    menu.hide()
    screen.masking.toggle()
    menu.show()
    assert screen.asked_about(menu) == [True, False]


@pytest.mark.skipif(sys.platform != "linux", reason="the others exclude the window")
def test_linux_does_nothing_and_nothing_fails(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    masking = Masking(window)
    CaptureExclusion(masking)
    masking.toggle()
    assert not window.internalWinId()  # no native window was made for it
