"""Asks the system whether things on the screen should rather not move."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_log = logging.getLogger(__name__)
_PORTAL_SECONDS = 2.0
_CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION
# What a desktop's portal calls the setting, and what it says if nothing should move.
_STILL: Mapping[tuple[str, str], Callable[[object], bool]] = {
    ("org.freedesktop.appearance", "reduced-motion"): lambda value: value == 1,
    ("org.gnome.desktop.interface", "enable-animations"): lambda value: value is False,
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"): lambda value: _number(value) == 0,
}


def ask_for_motion(keep_still: Callable[[], None]) -> None:
    """Call ``keep_still`` on another thread if the system wants less motion."""

    def ask() -> None:
        try:
            if wants_less_motion():
                keep_still()
        except Exception as error:  # noqa: BLE001 - a wish that is not known is no reason to fail
            _log.info("Whether to move is not known: %s", type(error).__name__)

    Thread(target=ask, name="motion", daemon=True).start()


def wants_less_motion() -> bool:
    """Return whether the system says so. It may take seconds on Linux."""
    if sys.platform == "win32":
        return _windows_wants_less()
    if sys.platform == "darwin":
        return _mac_wants_less()
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) and _portal_wants_less()


def _portal_wants_less() -> bool:
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    portal = DBusAddress(
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Desktop",
        "org.freedesktop.portal.Settings",
    )
    rooms = sorted({room for room, _ in _STILL})
    asked = new_method_call(portal, "ReadAll", "as", (rooms,))
    with open_dbus_connection() as bus:
        answer = bus.send_and_get_reply(asked, timeout=_PORTAL_SECONDS)
    settings = answer.body[0] if isinstance(answer.body[0], dict) else {}
    return any(
        is_still(settings[room][key][1])
        for (room, key), is_still in _STILL.items()
        if key in settings.get(room, {})
    )


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 1.0


def _windows_wants_less() -> bool:
    """Written from Microsoft's documentation. It has not been run."""
    moves = ctypes.c_int(1)
    user = ctypes.CDLL("user32")
    user.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0)
    return moves.value == 0


def _mac_wants_less() -> bool:
    """Written from Apple's documentation of NSWorkspace. It has not been run."""
    from profile_browser.desktop.objective_c import ObjectiveC, is_yes

    objects = ObjectiveC()
    workspace = objects.send(objects.class_named("NSWorkspace"), "sharedWorkspace")
    return is_yes(objects.send(workspace, "accessibilityDisplayShouldReduceMotion"))
