"""Draws the cells of lists and tables with the letters marked that matched."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from profile_browser.ui.direction import start

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QColor

    Spans = tuple[tuple[int, int], ...]

SPANS_ROLE = Qt.ItemDataRole.UserRole + 1  # ranges of characters: [(start, end), …]
MARK_WEIGHT = QFont.Weight.Bold
_LAST_OF_ONE_UNIT = "\uffff"
_CACHED = 512  # cells, more than a large screen shows
_State = QStyle.StateFlag
_HAS_GROUND = _State.State_Selected | _State.State_MouseOver | _State.State_HasFocus


class MarkedTextDelegate(QStyledItemDelegate):
    """Draws marked letters bold and underlined. The text is never interpreted as markup.

    What can be kept from one repaint to the next is kept, because Python draws each cell.
    """

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Leave cells without marks to Qt, which is faster."""
        spans = index.data(SPANS_ROLE)
        if not spans:
            super().paint(painter, option, index)
            return
        if option.state & _HAS_GROUND:
            self._draw_ground(painter, option, index)
        place = self._text_place(option)
        layout = laid_out(
            str(index.data()), tuple(map(tuple, spans)), QFont(option.font), place.width()
        )
        painter.setPen(_color_of(option))
        top = place.top() + (place.height() - layout.boundingRect().height()) / 2
        layout.draw(painter, QPointF(place.left(), top))

    def _draw_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw what is behind the text of a selected cell or one below the mouse."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        style = cell.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)

    def _text_place(self, option: QStyleOptionViewItem) -> QRect:
        """Return where the text is: inside the paddings of the style sheet and of Qt."""
        style, widget = option.widget.style(), option.widget
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, widget) + 1
        place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, widget)
        return place.adjusted(margin, 0, -margin, 0)


@lru_cache(_CACHED)
def laid_out(text: str, spans: Spans, font: QFont, width: int) -> QTextLayout:
    """Return the text with its marks on one line, with an ellipsis if it is wider than that."""
    layout = _one_line(text, spans, font, width)
    natural = layout.lineAt(0).naturalTextWidth()
    if natural <= width:
        return layout
    metrics = QFontMetrics(font)
    room = int(width - natural + metrics.horizontalAdvance(text))  # marks are wider than the rest
    short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    end = len(short) - 1
    within = tuple((start, min(stop, end)) for start, stop in spans if start < end)
    return _one_line(short, within, font, width)


def _one_line(text: str, spans: Spans, font: QFont, width: int) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption(start())
    option.setTextDirection(QGuiApplication.layoutDirection())  # as Qt does in the other cells
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.setFormats([_format_range(text, start, end) for start, end in spans])
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout


def _format_range(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    look = QTextCharFormat()  # without a colour, which depends on the row
    look.setFontWeight(MARK_WEIGHT)
    look.setFontUnderline(True)
    marked = QTextLayout.FormatRange()
    marked.start, marked.length, marked.format = _units(text[:start]), _units(text[start:end]), look
    return marked


def _units(text: str) -> int:
    """Return the length as Qt counts it: a letter beyond U+FFFF counts twice."""
    return len(text) + sum(letter > _LAST_OF_ONE_UNIT for letter in text)


def _color_of(option: QStyleOptionViewItem) -> QColor:
    is_selected = option.state & _State.State_Selected
    role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
    return option.palette.color(role)
