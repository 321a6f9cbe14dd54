"""Labels that end in an ellipsis where their text does not fit, with all of it in a tooltip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtWidgets import QWidget

from profile_browser.ui.direction import align_with_start, is_mirrored, reads_leftwards
from profile_browser.ui.widgets.labels import PlainLabel, let_shrink
from profile_browser.ui.widgets.styling import enlarge
from profile_browser.ui.widgets.tooltips import show_whole_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent

_EMPTY_LINE = "\N{NO-BREAK SPACE}"
_UNBROKEN = "e\N{NON-BREAKING HYPHEN}mail"  # Qt would break a line after “e-”
_CLOSING = r"\s?[”“»」]\W{0,3}$"  # in each language, with what may follow it in a sentence
_BYTES_OF_UNIT = 2  # Qt counts positions in a text in units of UTF-16


class ElidedLabel(PlainLabel):
    """One line of text. Only what is painted is shortened, not the text itself."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.setWordWrap(False)
        let_shrink(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits; Qt has no label that does."""
        text, area = self.text(), self.contentsRect()
        is_cut = self.sizeHint().width() > self.width()
        show_whole_text(self, text, is_cut=is_cut)
        # Qt turns a line round whose first letter reads the other way.
        is_turned = bool(text) and reads_leftwards(text) != is_mirrored()
        if not (is_cut or is_turned):
            super().paintEvent(event)
            return
        elide = QtCore.Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(text, elide, area.width())
        QtGui.QPainter(self).drawText(area, self.alignment(), shown)


class LineContainer(QWidget):
    """Keeps a label as large as itself. In a layout, each new text would have it laid out anew.

    Of a lookup, this saves 0.08 ms.
    """

    def __init__(self, label: ElidedLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Resize the label."""
        super().resizeEvent(event)
        self._label.resize(event.size())


class ElidedWordsLabel(PlainLabel):
    """Text in several lines, in which only a word that is wider than the label is shortened."""

    def __init__(self, *, role: str = "", name: str) -> None:
        super().__init__(role=role, name=name)
        self._whole_text = ""
        align_with_start(self)
        let_shrink(self)

    def setText(self, text: str) -> None:
        """Show a text, all of which the label keeps for other widths."""
        self._whole_text = text
        if self._fit() and self.isVisible():
            # Where lines may break, a lookup measures the text 16 times, at four widths: 0.1 ms.
            self.setWordWrap(False)
        self.setUpdatesEnabled(True)

    def text(self) -> str:
        """Return the whole text."""
        return self._whole_text

    def clear(self) -> None:
        """Remove the text. The label is not painted before it has the next one.

        It stays as high as a line, so that the rows below it do not move to and fro.
        """
        self.forget_text()
        super().setText(_EMPTY_LINE)

    def forget_text(self) -> None:
        """Forget the text, but stay as high as it is until there is another, or ``clear``."""
        self.setUpdatesEnabled(False)
        self._whole_text = ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words for the new width."""
        super().resizeEvent(event)
        if self._whole_text:
            self._fit()

    def _fit(self) -> bool:
        """Show the text for this width. Return whether it fits in one line."""
        text = self._whole_text.replace("e-mail", _UNBROKEN)
        metrics, width = self.fontMetrics(), self.contentsRect().width()
        fits = metrics.horizontalAdvance(text) <= width
        if not (fits or self.wordWrap()):
            self.setWordWrap(True)
        shown = text if fits else elide_words(text, metrics, width)
        # Qt underlines the letter after “&” in the label of a field.
        super().setText(shown if self.buddy() is None else shown.replace("&", "&&"))
        show_whole_text(self, self._whole_text, is_cut=shown != text)
        return fits


def heading(*, scale: float = 1.5, name: str = "") -> ElidedWordsLabel:
    """Return a label in larger letters, relative to the font size of the desktop."""
    label = ElidedWordsLabel(name=name)
    enlarge(label, scale)
    return label


def elide_words(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return a text in which no word is wider than this, in device-independent pixels."""
    return "".join(_elide(word, metrics, width) for word in _words(text))


def _elide(word: str, metrics: QFontMetrics, width: int) -> str:
    """Return a word that is no wider than this. The mark that closes a quotation stays."""
    elide = QtCore.Qt.TextElideMode.ElideRight
    end = re.search(_CLOSING, word)
    if end is None:
        return metrics.elidedText(word, elide, width)
    room = width - metrics.horizontalAdvance(end[0])
    return metrics.elidedText(word[: end.start()], elide, room) + end[0]


def _words(text: str) -> Iterator[str]:
    """Return the pieces between which a line may be broken."""
    units = text.encode("utf-16-le", "surrogatepass")
    finder = QtCore.QTextBoundaryFinder(QtCore.QTextBoundaryFinder.BoundaryType.Line, text)
    start = 0
    while (end := finder.toNextBoundary()) != -1:
        yield units[start * _BYTES_OF_UNIT : end * _BYTES_OF_UNIT].decode(
            "utf-16-le", "surrogatepass"
        )
        start = end
