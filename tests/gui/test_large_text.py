"""Text of twice the size, and a screen on which everything is twice as large, lose nothing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication, QLabel

from profile_browser.ui.main_window import MINIMUM_SIZE
from tests.gui.dialogs import DIALOGS
from tests.gui.pages import PAGES
from tests.gui.test_repainting import Events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from tests.gui.conftest import Windows

USUAL = 11  # points, on GNOME
SCREEN = QSize(1366, 768)  # a small laptop's
_TURNS = 25  # of the event loop, far more than a layout takes
PANEL, TITLE_BAR = 32, 32  # device-independent pixels that a desktop takes of its height


@pytest.fixture
def large_text() -> Iterator[None]:
    with text_of(2 * USUAL):
        yield


@pytest.fixture
def usual_text() -> Iterator[None]:
    with text_of(USUAL):
        yield


@contextmanager
def text_of(points: float) -> Iterator[None]:
    """Let the desktop have text of this size."""
    before, font = QApplication.font(), QApplication.font()
    font.setPointSizeF(points)
    QApplication.setFont(font)
    yield
    QApplication.setFont(before)


def fits(window: QWidget, scale: int = 1) -> bool:
    needed, room = window.minimumSizeHint(), SCREEN / scale
    return needed.width() <= room.width() and needed.height() + PANEL + TITLE_BAR <= room.height()


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_with_text_of_twice_the_size_fits_a_small_screen(
    windows: Windows, name: str
) -> None:
    dialog = DIALOGS[name](windows.open())
    dialog.grab()
    assert fits(dialog), dialog.minimumSizeHint()


@pytest.mark.usefixtures("usual_text")
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_fits_a_screen_on_which_all_is_twice_as_large(windows: Windows, name: str) -> None:
    dialog = DIALOGS[name](windows.open())
    dialog.grab()
    assert fits(dialog, scale=2), dialog.minimumSizeHint()


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("name", PAGES)
def test_no_text_of_twice_the_size_is_cut(windows: Windows, name: str) -> None:
    driver = windows.open()
    driver.window.resize(SCREEN.width(), SCREEN.height() - PANEL - TITLE_BAR)
    PAGES[name](driver)
    for _ in range(2):
        driver.window.grab()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    cut = [
        label.text()
        for label in driver.window.findChildren(QLabel)
        if label.isVisible() and label.text() and label.height() < needed_height(label)
    ]
    assert cut == []


def needed_height(label: QLabel) -> int:
    if label.wordWrap():
        return label.heightForWidth(label.width())
    return label.fontMetrics().height()


@pytest.mark.parametrize("scale", [1.75, 2, 2.25, 2.5])
def test_a_profile_in_large_text_comes_to_rest_in_a_narrow_window(
    windows: Windows, scale: float
) -> None:
    with text_of(scale * QApplication.font().pointSizeF()):
        driver = windows.open()
        PAGES["profilePage"](driver)
        read_from = Events(driver.part(QLabel, "readFrom")).kinds
        for width in range(400, 500, 10):
            driver.window.resize(760, 560)
            QApplication.processEvents()
            driver.window.resize(width, 560)
            for _ in range(_TURNS):
                QApplication.processEvents()
            read_from.clear()
            for _ in range(_TURNS):
                QApplication.processEvents()
            assert not read_from[QEvent.Type.Resize], width


def test_when_a_profile_was_read_can_be_read_in_the_smallest_window(windows: Windows) -> None:
    with text_of(2 * QApplication.font().pointSizeF()):
        driver = windows.open()
        driver.window.resize(MINIMUM_SIZE)
        PAGES["profilePage, from a list"](driver)
        read_from = driver.part(QLabel, "readFrom")
        driver.qtbot.waitUntil(lambda: read_from.text() != "")
        for _ in range(_TURNS):
            QApplication.processEvents()
        assert QLabel.text(read_from) == read_from.text()  # else it is shortened
