"""Draws the cells of lists and tables with the letters marked that matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    Spans = Sequence[tuple[int, int]]

SPANS_ROLE = Qt.ItemDataRole.UserRole + 1  # ranges of characters: [(start, end), …]
MARK_WEIGHT = QFont.Weight.Bold
_LAST_OF_ONE_UNIT = "\uffff"


class MarkedTextDelegate(QStyledItemDelegate):
    """Draws marked letters bold and underlined. The text is never interpreted as markup."""

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
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style, widget = cell.widget.style(), cell.widget
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)
        cell.text = text
        place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, cell, widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, cell, widget) + 1
        _draw_text(painter, cell, place.adjusted(margin, 0, -margin, 0), spans)


def mark_format() -> QTextCharFormat:
    """Return the look of a marked letter: not its colour, which depends on the row."""
    look = QTextCharFormat()
    look.setFontWeight(MARK_WEIGHT)
    look.setFontUnderline(True)
    return look


def _draw_text(painter: QPainter, cell: QStyleOptionViewItem, place: QRect, spans: Spans) -> None:
    layout = _laid_out(cell, cell.text, spans, place.width())
    line = layout.lineAt(0)
    too_wide = line.naturalTextWidth() - place.width()
    if too_wide > 0:
        plain = cell.fontMetrics.horizontalAdvance(cell.text)
        room = int(place.width() - line.naturalTextWidth() + plain)
        text = cell.fontMetrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room)
        layout = _laid_out(cell, text, _within(spans, len(text) - 1), place.width())
        line = layout.lineAt(0)
    painter.setPen(_color_of(cell))
    top = place.top() + (place.height() - line.height()) / 2
    layout.draw(painter, QPointF(place.left(), top))


def _laid_out(cell: QStyleOptionViewItem, text: str, spans: Spans, width: int) -> QTextLayout:
    layout = QTextLayout(text, cell.font)
    alignment = QStyle.visualAlignment(cell.direction, cell.displayAlignment)
    option = QTextOption(alignment & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setTextDirection(cell.direction)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_format_range(text, start, end) for start, end in spans])
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout


def _format_range(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start = _units(text[:start])
    marked.length = _units(text[start:end])
    marked.format = mark_format()
    return marked


def _units(text: str) -> int:
    """Return the length as Qt counts it: a letter beyond U+FFFF counts twice."""
    return len(text) + sum(letter > _LAST_OF_ONE_UNIT for letter in text)


def _within(spans: Spans, end: int) -> Spans:
    return [(start, min(stop, end)) for start, stop in spans if start < end]


def _color_of(cell: QStyleOptionViewItem) -> object:
    is_selected = cell.state & QStyle.StateFlag.State_Selected
    role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
    return cell.palette.color(role)
