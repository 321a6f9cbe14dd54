"""Whatever has the focus shows it, and whatever is clicked is large enough to be hit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.gui.dialogs import DIALOGS
from tests.gui.pages import PAGES
from tests.gui.pixels import contrast, picture, pixels_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from tests.gui.driver import Driver

DISTINCT = 3  # WCAG 2.2, 1.4.11: contrast of what is no text
SMALLEST = 24  # device-independent pixels: WCAG 2.2, 2.5.8
INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QCheckBox)
WINDOWS = (*PAGES, *DIALOGS)


def show(driver: Driver, name: str) -> QWidget:
    if name in DIALOGS:
        window: QWidget = DIALOGS[name](driver)
    else:
        PAGES[name](driver)
        window = driver.window
    QApplication.processEvents()  # the window below gets its focus first
    window.activateWindow()
    driver.qtbot.waitUntil(window.isActiveWindow)
    window.grab()
    return window


def is_inside(part: QWidget) -> bool:
    """Return whether this is a part of a field, all of which shows the focus."""
    return isinstance(part.parent(), INPUTS)


def is_for_tab(part: QWidget) -> bool:
    policy = part.focusPolicy()
    return (
        not is_inside(part)
        and part.isVisible()
        and part.isEnabled()
        and bool(policy & Qt.FocusPolicy.TabFocus)
    )


def reached_by_tab(window: QWidget) -> list[QWidget]:
    return [part for part in window.findChildren(QWidget) if is_for_tab(part)]


def image_of(window: QWidget, part: QWidget) -> QImage:
    around = QRect(part.mapTo(window, QPoint()), part.size()).adjusted(-2, -2, 2, 2)
    return picture(window, 1, around.intersected(window.rect()))


def changed(before: QImage, after: QImage) -> int:
    """Return how many pixels look clearly different."""
    pairs = zip(pixels_of(before), pixels_of(after), strict=True)
    counted = Counter(pair for pair in pairs if pair[0] != pair[1])
    return sum(
        count
        for (one, other), count in counted.items()
        if contrast(QColor(one), QColor(other)) >= DISTINCT
    )


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("name", WINDOWS)
def test_the_edge_of_a_field_and_the_focus_are_seen(driver: Driver, name: str) -> None:
    window = show(driver, name)
    assert unseen_edges(window) == {}
    assert unclear_focus(window) == {}


def unclear_focus(window: QWidget) -> dict[str, int]:
    """Return what does not show the focus, each with the number of pixels that change."""
    unclear = {}
    for part in reached_by_tab(window):
        QTest.keyClick(window, Qt.Key.Key_Shift)  # a key, as for somebody without a mouse
        others = [other for other in reached_by_tab(window) if other is not part]
        if not others:
            continue
        others[0].setFocus(Qt.FocusReason.TabFocusReason)
        before = image_of(window, part)
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(part, QLineEdit):
            part.deselect()  # what is selected is not what shows the focus
        pixels = changed(before, image_of(window, part))
        if pixels < part.width() + part.height():  # half of a ring
            unclear[part.objectName() or type(part).__name__] = pixels
    return unclear


@pytest.mark.parametrize("name", WINDOWS)
def test_every_target_can_be_hit(driver: Driver, name: str) -> None:
    window = show(driver, name)
    kinds = (QAbstractButton, *INPUTS)
    parts = [part for part in window.findChildren(QWidget) if isinstance(part, kinds)]
    small = {
        part.objectName() or type(part).__name__: (part.width(), part.height())
        for part in parts
        if part.isVisible() and not is_inside(part)
        if not (isinstance(part, QLineEdit) and part.isReadOnly())
        if min(part.width(), part.height()) < SMALLEST
    }
    assert small == {}


def unseen_edges(window: QWidget) -> dict[str, float]:
    """Return the fields whose edge does not stand out, each with its contrast."""
    window.setFocus()
    unseen = {}
    for part in window.findChildren(QWidget):
        is_field = isinstance(part, INPUTS) and part.property("role") != "value"
        if is_field and part.isVisible() and part.isEnabled() and not is_inside(part):
            image = image_of(window, part)
            middle = image.height() // 2
            ground = QColor(image.pixel(0, middle))
            edge = [QColor(image.pixel(x, middle)) for x in range(8)]
            if (best := max(contrast(color, ground) for color in edge)) < DISTINCT:
                unseen[part.objectName()] = best
    return unseen
