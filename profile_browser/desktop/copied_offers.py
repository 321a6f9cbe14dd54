"""“Look up what I copy”: whether it is on, and what is offered."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from profile_browser.messages import clipboard_offer as wording

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from profile_browser.desktop.clipboard_watch import ClipboardWatch
    from profile_browser.ui.main_window import MainWindow

_KEY = "clipboard/offer_copied"


class CopiedOffers(QObject):
    """Is off unless a settings file, or the person in the menu, switches it on.

    ``fixed`` is what the files say, which the menu then cannot change. The choice in the menu holds
    for later starts.
    """

    def __init__(self, window: MainWindow, fixed: bool | None, settings: QSettings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._is_fixed, self._is_on = fixed is not None, False
        window.search.help.offering_wanted.connect(self._toggle)
        # Qt would read any word but "false" as true.
        chosen = str(settings.value(_KEY)).casefold() == "true"
        self._turn(is_on=chosen if fixed is None else fixed)

    @Slot()
    def _toggle(self) -> None:
        self._turn(is_on=not self._is_on)
        self._settings.setValue(_KEY, self._is_on)
        self._settings.sync()
        self._window.status.report(wording.OFFERING if self._is_on else wording.NOT_OFFERING)

    def _turn(self, *, is_on: bool) -> None:
        if is_on:
            self._watch.start()
        elif self._is_on:
            self._watch.stop()
        self._is_on = is_on
        self._window.search.help.show_offering(is_on=is_on, is_fixed=self._is_fixed)

    @Slot(str)
    def _offer(self, text: str) -> None:
        name = self._window.navigation.name_to_offer(text)
        if name and name != self._window.search.field.text():
            self._window.area.offer.show_offer(name)

    @cached_property
    def _watch(self) -> ClipboardWatch:
        from profile_browser.desktop.clipboard_watch import ClipboardWatch

        watch = ClipboardWatch(self)
        watch.copied.connect(self._offer)
        watch.gone.connect(self._window.area.clear_offer)
        return watch
