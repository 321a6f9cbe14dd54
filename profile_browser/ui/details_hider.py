"""Hides personal details everywhere in the window, and says so as long as they are hidden."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.messages import hiding as wording

if TYPE_CHECKING:
    from profile_browser.ui.central_area import CentralArea
    from profile_browser.ui.masking import Masking
    from profile_browser.ui.widgets.help_button import HelpButton
    from profile_browser.ui.widgets.hidden_bar import HiddenBar


class DetailsHider(QObject):
    """Connects the entry of the menu, the bar above the pages, and what is masked."""

    reported = Signal(str, str)  # what is shown, and what is read aloud

    def __init__(self, masking: Masking, area: CentralArea, menu: HelpButton) -> None:
        super().__init__(area)
        self._masking, self._area, self._menu = masking, area, menu
        menu.hiding_wanted.connect(masking.toggle)
        masking.changed.connect(self._show_state)

    @Slot()
    def toggle(self) -> None:
        """Hide details, or show them again."""
        self._masking.toggle()

    @Slot()
    def _show_state(self) -> None:
        is_on = self._masking.is_on
        self._bar.setVisible(is_on)
        self._menu.show_hiding(is_on=is_on)
        # It takes the place of an earlier message, which may name somebody.
        if is_on:
            self.reported.emit(wording.DETAILS_HIDDEN, wording.HOW_TO_SEE)
        else:
            self.reported.emit(wording.DETAILS_SHOWN, "")

    @cached_property
    def _bar(self) -> HiddenBar:
        from profile_browser.ui.widgets.hidden_bar import HiddenBar  # noqa: PLC0415 - not at the start

        bar = HiddenBar()
        bar.show_wanted.connect(self._masking.toggle)
        self._area.insert_bar(bar)
        return bar
