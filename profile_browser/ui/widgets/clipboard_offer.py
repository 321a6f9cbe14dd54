"""The bar that offers to look up what another program copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from profile_browser.messages import clipboard_offer as wording
from profile_browser.messages.diagnostics import DISMISS
from profile_browser.ui.widgets.page_bar import PageBar, bar_button

if TYPE_CHECKING:
    from profile_browser.ui.masking import Masking


class ClipboardOffer(PageBar):
    """Never takes the focus, and is gone once it is taken or dismissed."""

    taken = Signal(str)

    def __init__(self, masking: Masking) -> None:
        super().__init__("clipboardOffer", "offerWords")
        self._masking, self._text = masking, ""
        self._words.setText(wording.COPIED_ELSEWHERE)
        self._take = bar_button("", "takeOfferButton", self._take_up)
        dismiss = bar_button(DISMISS, "dismissOfferButton", self.clear)
        dismiss.setAccessibleName(wording.DISMISS_OFFER)
        for part in (self._words, self._take):
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self._layout.addWidget(dismiss)
        masking.changed.connect(self._name)

    def show_offer(self, text: str) -> None:
        """Offer to look this up, and have it read aloud."""
        self._text = text
        self._name()
        self.show()
        self._announce(wording.offered(self._masking.question(text)))

    @Slot()
    def clear(self) -> None:
        """Offer nothing, and keep nothing of it."""
        if self.isAncestorOf(self.window().focusWidget()):
            self.focusPreviousChild()
        self._text = ""
        self._take.setText("")
        self.hide()

    @Slot()
    def _name(self) -> None:
        if self._text:
            name = wording.look_up(self._masking.question(self._text))
            self._take.setText(name.replace("&", "&&"))  # Qt would make it a mnemonic

    def _take_up(self) -> None:
        text = self._text
        self.clear()
        self.taken.emit(text)
