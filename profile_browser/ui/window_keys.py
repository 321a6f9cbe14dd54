"""The keys of the main window, and what each does there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from profile_browser.messages import connections as menu_wording
from profile_browser.messages import window as wording
from profile_browser.ui.keys import Key
from profile_browser.ui.widgets.environment_band import NUMBERED, switch_key

if TYPE_CHECKING:
    from profile_browser.ui.main_window import MainWindow


def key_table(window: MainWindow) -> list[Key]:
    """Return the keys, in the order in which F1 lists them."""
    standard = QKeySequence.StandardKey
    return [
        Key("Ctrl+Enter", wording.KEY_SEARCH, window.search.submit_search),
        Key("Ctrl+Return", "", window.search.submit_search),
        Key("Ctrl+L", wording.KEY_FIELD, window.search.select_text),
        Key("Ctrl+Shift+V", wording.KEY_PASTE, window.ask_clipboard),
        Key("Ctrl+R", wording.KEY_AGAIN, window.ask_again),
        Key("Ctrl+Shift+C", wording.KEY_COPY_ALL, window.pages.copy_all),
        Key(standard.Back, wording.KEY_BACK, window.go_back),
        Key(standard.Forward, wording.KEY_FORWARD, window.go_forward),
        *(_switch_key(window, place) for place in range(1, NUMBERED + 1)),
        Key("F1", wording.KEY_KEYS, window.list_keys),
        Key("Ctrl+Q", wording.KEY_QUIT, window.close),
    ]


def _switch_key(window: MainWindow, place: int) -> Key:
    """Return the key of one place in the band's menu; one line of F1 speaks for all nine."""
    meaning = menu_wording.KEY_SWITCH if place == 1 else ""
    return Key(switch_key(place), meaning, partial(window.switch, place))
