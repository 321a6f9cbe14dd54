"""The shortcuts of the main window, in the order in which F1 lists them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QKeySequence

from profile_browser.messages import connections_menu as menu_wording
from profile_browser.messages import hiding as hiding_wording
from profile_browser.messages import matches as matches_wording
from profile_browser.messages import window as wording
from profile_browser.ui.shortcuts import HIDE_KEY, LIST_KEY, Shortcut
from profile_browser.ui.widgets.environment_band import NUMBERED, EnvironmentBand, switch_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.ui.details_hider import DetailsHider
    from profile_browser.ui.list_navigation import ListNavigation
    from profile_browser.ui.navigation import LookupNavigation
    from profile_browser.ui.result_pages import ResultPages
    from profile_browser.ui.widgets.search_row import SearchRow
    from profile_browser.ui.window_help import WindowHelp


class Window(Protocol):
    """What the shortcuts need of the main window."""

    band: EnvironmentBand
    search: SearchRow
    pages: ResultPages
    navigation: LookupNavigation
    help: WindowHelp
    hider: DetailsHider
    lists: ListNavigation

    def ask_again(self) -> None:
        """Look up the same again."""

    def go_back(self) -> None:
        """Go back to the list of matches, or to the previous lookup."""

    def close(self) -> bool:
        """Close the window."""


def window_shortcuts(window: Window) -> list[Shortcut]:
    """Return the shortcuts of a window."""
    standard, search = QKeySequence.StandardKey, window.search
    return [
        Shortcut("Ctrl+Enter", wording.KEY_SEARCH, search.submit_search),
        Shortcut("Ctrl+Return", "", search.submit_search),
        Shortcut("Ctrl+L", wording.KEY_FIELD, search.select_text),
        Shortcut("Ctrl+Shift+V", wording.KEY_PASTE, window.navigation.ask_clipboard),
        Shortcut(LIST_KEY, wording.KEY_LIST, window.lists.open),
        Shortcut("Ctrl+R", wording.KEY_REFRESH, window.ask_again),
        Shortcut("Ctrl+Shift+C", wording.KEY_COPY_ALL, window.pages.copy_all),
        Shortcut("Ctrl+D", wording.KEY_DETAILS, window.pages.toggle_details),
        Shortcut(HIDE_KEY, hiding_wording.KEY_HIDE, window.hider.toggle),
        Shortcut("Ctrl+PgUp", matches_wording.KEY_PREVIOUS, partial(window.pages.step, -1)),
        Shortcut("Ctrl+PgDown", matches_wording.KEY_NEXT, partial(window.pages.step, 1)),
        Shortcut(standard.Back, wording.KEY_BACK, window.go_back),
        Shortcut(standard.Forward, wording.KEY_FORWARD, window.navigation.go_forward),
        *_switch_shortcuts(window),
        Shortcut("F1", wording.KEY_SHORTCUTS, window.help.show_shortcuts),
        Shortcut("Ctrl+Q", wording.KEY_QUIT, window.close),
    ]


def _switch_shortcuts(window: Window) -> Iterator[Shortcut]:
    """Yield a shortcut for each place in the band's menu; F1 lists all nine in one line."""
    for place in range(1, NUMBERED + 1):
        meaning = menu_wording.KEY_SWITCH if place == 1 else ""
        yield Shortcut(switch_key(place), meaning, partial(window.band.choose, place))
