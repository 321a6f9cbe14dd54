"""A label whose text changes with each look-up, without moving the page round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTextBoundaryFinder
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QFontMetrics, QResizeEvent
    from PySide6.QtWidgets import QLabel

_UNIT = 2  # bytes; Qt counts places in a text in units of UTF-16


class SteadyLabel(QWidget):
    """A label's place: Qt lays a page out anew for each text, this only for another height.

    The label breaks its text into lines; a word that is wider than the place ends in an ellipsis.
    """

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        self._text = ""
        self._height = 0
        policy = label.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        label.setParent(self)

    def show_text(self, text: str) -> None:
        """Show a text."""
        self._text = text
        self._fit()
        self._label.setUpdatesEnabled(True)

    def clear(self) -> None:
        """Take the text away; its place is drawn when it has the next one, and not before."""
        self._label.setUpdatesEnabled(False)
        self._text = ""
        self._label.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label the whole place."""
        self._label.setGeometry(self.rect())
        if self._text:
            self._fit()
        super().resizeEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Return the label's own."""
        return self._label.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the label's own."""
        return self._label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the label's own."""
        return self._label.minimumSizeHint()

    def _fit(self) -> None:
        width = self.width()
        self._label.setText(with_short_words(self._text, self._label.fontMetrics(), width))
        height = self.heightForWidth(width)
        if height != self._height:
            self._height = height
            self.updateGeometry()


def with_short_words(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return a text without a word that is wider than this, in device-independent pixels."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    elide = Qt.TextElideMode.ElideRight
    return "".join(metrics.elidedText(word, elide, width) for word in _words(text))


def _words(text: str) -> Iterator[str]:
    """Return the pieces between which a line may end."""
    units = text.encode("utf-16-le", "surrogatepass")
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    begin = 0
    while (end := finder.toNextBoundary()) != -1:
        yield units[begin * _UNIT : end * _UNIT].decode("utf-16-le", "surrogatepass")
        begin = end
