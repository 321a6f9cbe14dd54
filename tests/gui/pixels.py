"""What colours are on the screen: text, rings and edges, taken from rendered pixels."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = 3  # so that the strokes of letters are wider than what smooths their edges
_STRIP = 64 * 4  # bytes of 64 pixels
_INSET = 6  # device-independent pixels that a widget's own edge takes at most


def luminance(color: QColor) -> float:
    """Return the relative luminance of WCAG 2.2."""
    return _luminance(color.rgb())


@cache
def _luminance(rgb: int) -> float:
    def linear(byte: int) -> float:
        channel = byte / 255
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(rgb >> shift & 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    return _ratio(luminance(one), luminance(other))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def picture(widget: QWidget, scale: int = SCALE, place: QRect | None = None) -> QImage:
    """Return how a widget, or a place in it, looks, enlarged."""
    place = place or widget.rect()
    image = QImage(place.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    widget.render(painter, QPoint(), QRegion(place))
    painter.end()
    return image


def pixels_of(image: QImage) -> memoryview:
    """Return the colours of a picture's pixels, line by line."""
    return memoryview(bytes(image.constBits())).cast("I")  # a copy: the image may be deleted first


def colors_in(image: QImage, place: QRect, scale: int = SCALE) -> Counter[int]:
    """Count the colours in a place, in device-independent pixels.

    Most strips of a picture show the same ground; each is looked into once.
    """
    area = QRect(place.topLeft() * scale, place.size() * scale).intersected(image.rect())
    pixels = pixels_of(image.copy(area)).cast("B")
    strips = Counter(bytes(pixels[at : at + _STRIP]) for at in range(0, len(pixels), _STRIP))
    counted = Counter(memoryview(b"".join(one for one in strips if strips[one] == 1)).cast("I"))
    for strip, times in strips.items():
        if times > 1:
            for color, count in Counter(memoryview(strip).cast("I")).items():
                counted[color] += count * times
    return counted


def text_contrast(image: QImage, place: QRect) -> float | None:
    """Return the contrast of the text in a place with its ground; None where nothing is drawn."""
    counted = colors_in(image, place)
    if len(counted) < 2:
        return None
    ground = _luminance(counted.most_common(1)[0][0])
    return max(_ratio(_luminance(color), ground) for color in counted)


def texts(window: QWidget) -> Iterator[tuple[str, QRect]]:
    """Yield every text that a window shows, and its place in it."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not window:
            continue
        shown = QRect(widget.mapTo(window, QPoint()), widget.size()).intersected(
            widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint()))
        )
        if isinstance(widget, QAbstractItemView):
            yield from _items(widget, window)
        elif (text := _text_of(widget)) and shown.isValid():
            yield text, _text_place(widget, text, shown)


def _text_of(widget: QWidget) -> str:
    match widget:
        case QCheckBox():
            return ""  # its box would be taken for its text
        case QToolButton() if widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            return ""
        case QLabel() | QAbstractButton():
            text = widget.text()
        case QLineEdit():
            text = widget.text() or widget.placeholderText()
        case QComboBox():
            text = widget.currentText()
        case QPlainTextEdit():
            text = widget.toPlainText() or widget.placeholderText()
        case _:
            text = ""
    return text


def _text_place(widget: QWidget, text: str, shown: QRect) -> QRect:
    width = widget.fontMetrics().horizontalAdvance(text)
    if isinstance(widget, QAbstractButton):
        size = QSize(min(width, shown.width() - 2 * _INSET), widget.fontMetrics().height())
        place = QRect(QPoint(), size)
        place.moveCenter(shown.center())
        return place
    if isinstance(widget, QLabel) and not widget.property("warns"):
        return shown
    return shown.adjusted(_INSET, _INSET // 2, -4 * _INSET, -_INSET // 2)


def _items(view: QAbstractItemView, window: QWidget) -> Iterator[tuple[str, QRect]]:
    model, viewport = view.model(), view.viewport()
    is_list = isinstance(view, QListView)  # whose model hides the number of its columns
    columns = 1 if is_list else model.columnCount(view.rootIndex())
    for row in range(model.rowCount(view.rootIndex())):
        for column in range(columns):
            index = model.index(row, column, view.rootIndex())
            place = view.visualRect(index).intersected(viewport.rect())
            text = str(index.data() or "")
            if text and place.height() > view.fontMetrics().height():
                place.translate(viewport.mapTo(window, QPoint()))
                yield text, place.adjusted(_INSET // 2, _INSET // 2, -_INSET // 2, -_INSET // 2)
