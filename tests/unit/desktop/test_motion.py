"""Whether the system wants less motion, as its settings portal says."""

from __future__ import annotations

import threading

import pytest

from profile_browser.desktop import motion
from tests.unit.helpers.settings_portal import settings_portal


@pytest.mark.parametrize(
    ("room", "key", "value", "is_still"),
    [
        ("org.freedesktop.appearance", "reduced-motion", ("u", 1), True),
        ("org.freedesktop.appearance", "reduced-motion", ("u", 0), False),
        ("org.gnome.desktop.interface", "enable-animations", ("b", False), True),
        ("org.gnome.desktop.interface", "enable-animations", ("b", True), False),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", ("s", "0"), True),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", ("s", "0.5"), False),
        ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", ("s", "fast"), False),
        ("org.gnome.desktop.interface", "cursor-size", ("i", 24), False),
    ],
)
def test_the_desktop_says_whether_things_may_move(
    monkeypatch: pytest.MonkeyPatch, room: str, key: str, value: tuple[str, object], is_still: bool
) -> None:
    with settings_portal({room: {key: value}}) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
        assert motion.wants_less_motion() is is_still


def test_without_a_bus_things_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert not motion.wants_less_motion()


@pytest.mark.parametrize("wants_less", [True, False])
def test_the_answer_comes_from_another_thread(
    monkeypatch: pytest.MonkeyPatch, wants_less: bool
) -> None:
    told = threading.Event()
    monkeypatch.setattr(motion, "wants_less_motion", lambda: wants_less)
    motion.ask_for_motion(told.set)
    for thread in threading.enumerate():
        if thread.name == "motion":
            thread.join()
    assert told.is_set() is wants_less


def test_a_bus_that_cannot_be_reached_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    told = threading.Event()
    motion.ask_for_motion(told.set)
    for thread in threading.enumerate():
        if thread.name == "motion":
            thread.join()
    assert not told.is_set()
