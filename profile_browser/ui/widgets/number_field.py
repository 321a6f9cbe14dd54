"""A field for a number that looks like the fields for text."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox

from profile_browser.ui.direction import is_mirrored

_INSET = 9  # device-independent pixels before the number, as before a text


class NumberField(QDoubleSpinBox):
    """A spin box whose number begins where a text would."""

    def __init__(self) -> None:
        super().__init__()
        # Qt ignores the padding that the style sheet sets before the number in a spin box.
        left, right = (0, _INSET) if is_mirrored() else (_INSET, 0)
        self.lineEdit().setTextMargins(left, 0, right, 0)
