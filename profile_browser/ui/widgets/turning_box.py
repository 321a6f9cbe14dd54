"""A row of parts that becomes a column where the window is too narrow for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QSizePolicy

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

_SPACING = 8  # device-independent pixels between two parts
_BESIDE = QBoxLayout.Direction.LeftToRight
_BELOW = QBoxLayout.Direction.TopToBottom


class TurningBox(QBoxLayout):
    """Lays out all of a widget, which never widens the window.

    It says how high it is at each width. Otherwise the page would learn that only after the turn,
    and squeeze its other parts until then.
    """

    def __init__(self, parent: QWidget, needed_width: Callable[[], int]) -> None:
        """Start as a row. ``needed_width`` returns the width that the parts need without gaps."""
        super().__init__(_BESIDE, parent)
        self._needed_width = needed_width
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(_SPACING)
        # Not fixed: Qt would keep the widget as high as it was before the turn.
        parent.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def hasHeightForWidth(self) -> bool:
        """Return that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the row, or of the column if the row does not fit."""
        heights = [part.sizeHint().height() for part in self._parts]
        return max(heights) if self._fits(width) else sum(heights) + self._gaps

    def setGeometry(self, rect: QRect) -> None:
        """Choose the direction for this width, and lay out the parts."""
        self.setDirection(_BESIDE if self._fits(rect.width()) else _BELOW)
        super().setGeometry(rect)

    @property
    def _parts(self) -> list[QWidget]:
        items = filter(None, map(self.itemAt, range(self.count())))
        parts = (item.widget() for item in items)
        return [part for part in parts if part is not None and not part.isHidden()]

    @property
    def _gaps(self) -> int:
        return _SPACING * (len(self._parts) - 1)

    def _fits(self, width: int) -> bool:
        return self._needed_width() + self._gaps <= width
