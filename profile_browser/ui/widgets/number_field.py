"""A field for a number that looks like the fields for text."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox

_INSET = 9  # device-independent pixels before the number, as before a text


class NumberField(QDoubleSpinBox):
    """A spin box whose number begins where a text would."""

    def __init__(self) -> None:
        super().__init__()
        # Qt ignores the padding that the style sheet sets at the left of a spin box.
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)
