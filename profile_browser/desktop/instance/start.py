"""A start of the program: it hands over to the running window, or becomes the one that runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.desktop.instance.client import Reply, hand_over, hand_over_soon
from profile_browser.desktop.instance.place import instance_place
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.settings.connection_files import configuration_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QLockFile

    from profile_browser.desktop.instance.message import Handover
    from profile_browser.desktop.instance.place import Place


class Start(NamedTuple):
    """What a start has to hand over, and where, and the options that another one may share.

    ``handover`` is None if the start wants a window of its own.
    """

    place: Place | None
    options: Mapping[str, str]
    handover: Callable[[], Handover] | None


def make_start(text: str, options: Mapping[str, str], language: str, *, wants_own: bool) -> Start:
    """Return a start with this text and these options about the connection."""

    def handover() -> Handover:
        from profile_browser.desktop.instance.message import Handover
        from profile_browser.messages.catalogue import chosen_language
        from profile_browser.settings.given_options import personal_options

        personal = personal_options(os.environ, language, chosen_language())
        return Handover(text, {**options, **personal}, os.environ.get("XDG_ACTIVATION_TOKEN", ""))

    return Start(_place(), options, None if wants_own else handover)


def _place() -> Place | None:
    try:
        return instance_place(os.environ, configuration_files())
    except ConfigurationError:  # an account without a home
        return None


def try_hand_over(start: Start) -> Reply:
    """Hand over to a window that listens."""
    if start.place is None or start.handover is None:
        return Reply.NOBODY
    return hand_over(start.place, start.handover)


def claim(start: Start) -> QLockFile | Reply | None:
    """Become the process that second starts hand over to, and return the lock that says so.

    If another process is starting, wait and hand over to it. Return None for a window beside it.
    """
    from PySide6.QtCore import QLockFile

    if start.place is None:
        return None
    lock = QLockFile(start.place.lock)
    lock.setStaleLockTime(0)  # only the end of its process makes a lock stale
    if lock.tryLock(0):
        return lock
    if start.handover is None or lock.error() is not QLockFile.LockError.LockFailedError:
        return None
    return hand_over_soon(start.place, start.handover)
