"""A window narrower than usual, as desktops make it that tile windows or enlarge everything."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from tests.gui.fakes import problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver

BUTTONS = ("retryButton", "detailsButton", "copyDetailsButton")


@pytest.fixture
def narrow(driver: Driver) -> Driver:
    return resized(driver, 420)


@pytest.fixture
def failed(narrow: Driver) -> Driver:
    narrow.stores.outcomes["broken"] = problem()
    narrow.look_up("broken")
    return narrow


def resized(driver: Driver, width: int, height: int = 400) -> Driver:
    """Make the window so small even if it is below the minimum, as some desktops do."""
    driver.window.setMinimumSize(1, 1)
    driver.window.resize(width, height)
    settle(driver)
    assert driver.window.width() == width
    return driver


def settle(driver: Driver) -> None:
    """Lay everything out, with what the new sizes themselves change."""
    driver.window.grab()
    QGuiApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def place_in(page: QScrollArea, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, part.rect().topLeft()), part.size())


@pytest.mark.parametrize("width", [360, 420])
def test_no_button_below_a_problem_is_out_of_sight(failed: Driver, width: int) -> None:
    page = resized(failed, width, 560).part(QScrollArea, "problemPage")
    assert page.horizontalScrollBar().maximum() == 0
    places = [place_in(page, failed.part(QPushButton, name)) for name in BUTTONS]
    assert all(page.viewport().rect().contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in pairwise(places))


def test_the_card_of_a_problem_grows_with_its_stacked_buttons(failed: Driver) -> None:
    failed.click("detailsButton")
    settle(failed)
    page = failed.part(QScrollArea, "problemPage")
    last = place_in(page, failed.part(QPushButton, BUTTONS[-1]))
    for name in ("stageList", "problemDetails"):
        part = failed.part(QWidget, name)
        assert part.isVisible()
        assert place_in(page, part).top() > last.bottom()


def test_stacked_buttons_keep_their_order_on_the_keyboard(failed: Driver) -> None:
    failed.click("detailsButton")
    failed.part(QPushButton, BUTTONS[0]).setFocus()
    for name in (*BUTTONS[1:], "problemDetails"):
        failed.press(Qt.Key.Key_Tab)
        focus = failed.window.focusWidget()
        assert focus is not None
        assert focus.objectName() == name


def test_the_usual_window_shows_the_buttons_of_a_problem_in_one_row(failed: Driver) -> None:
    page = resized(failed, 760).part(QScrollArea, "problemPage")
    places = [place_in(page, failed.part(QPushButton, name)) for name in BUTTONS]
    assert len({place.top() for place in places}) == 1
    assert [place.left() for place in places] == sorted(place.left() for place in places)
