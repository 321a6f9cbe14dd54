"""Nothing is cut in the smallest window, and a large one has its content in its middle."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from profile_browser.domain.connection_state import ConnectionState, StateKind
from profile_browser.domain.outcome import Way
from profile_browser.domain.user import User
from profile_browser.ui.pages.page import Page
from profile_browser.ui.widgets.notice import Notice
from tests.gui.fakes import JOHN, READ_AT, STAGING, found, matches, problem
from tests.gui.pages import PAGES, show_profile, show_waiting

if TYPE_CHECKING:
    from tests.gui.driver import Driver

SMALLEST, LARGE = QSize(400, 300), QSize(1600, 1000)
LONG = User(
    username="maximilian.alexander.hohenstein.1987",
    email="maximilian.alexander.hohenstein@subsidiary.customers.example.com",
    full_name="Maximilian Alexander Hohensteiningelfingenobermoersdorf-Wolfeschlegelstein",
    disabled=True,
)


def resize(driver: Driver, size: QSize) -> None:
    """Give the window this size, and lay out what the new sizes themselves change."""
    driver.window.resize(size)
    for _ in range(2):
        driver.window.grab()
        QGuiApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def small(driver: Driver) -> Driver:
    resize(driver, SMALLEST)
    assert driver.window.size() == SMALLEST
    return driver


def cut_parts(driver: Driver) -> list[str]:
    """Return what is visible, cut, and neither ends in an ellipsis nor has a tooltip."""
    parts = driver.window.findChildren(QWidget)
    return [part.objectName() or str(part) for part in parts if part.isVisible() and is_cut(part)]


def is_cut(part: QWidget) -> bool:
    if isinstance(part, QLabel) and part.pixmap().isNull():
        return is_label_cut(part)
    if isinstance(part, QPushButton | QToolButton) and not isinstance(part.parent(), QLineEdit):
        return part.width() < part.minimumSizeHint().width()
    if isinstance(part, QLineEdit):
        part.grab()  # it may be out of sight, and has its tooltip only once it is painted
        text = part.text() or part.placeholderText()
        return not part.toolTip() and part.fontMetrics().horizontalAdvance(text) > part.width() - 10
    return False


def is_label_cut(label: QLabel) -> bool:
    inside, text = label.contentsRect(), QLabel.text(label)
    wraps = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = label.fontMetrics().boundingRect(QRect(QPoint(), inside.size()), int(wraps), text)
    too_wide = needed.width() > inside.width() and not label.toolTip()
    return too_wide or needed.height() > inside.height() + 1


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_in_the_smallest_window(driver: Driver, name: str) -> None:
    PAGES[name](driver)
    assert cut_parts(small(driver)) == []


@pytest.mark.parametrize(
    "name", ["peopleListInputPage", "peopleListPage", "peopleListPage, paused"]
)
def test_nothing_is_squeezed_until_a_row_has_become_a_column(driver: Driver, name: str) -> None:
    PAGES[name](driver)
    resize(driver, LARGE)
    driver.window.resize(SMALLEST)
    driver.window.grab()
    assert cut_parts(driver) == []


def test_a_long_profile_is_not_cut_in_the_smallest_window(driver: Driver) -> None:
    driver.stores.searches["m"] = found(LONG, asked="x" * 60)._replace(way=Way.EMAIL)
    driver.look_up("m")
    assert cut_parts(small(driver)) == []
    for name, value in (("emailValue", LONG.email), ("fullNameValue", LONG.full_name)):
        assert value is not None
        assert value in driver.part(QLineEdit, name).toolTip()


def test_a_long_wait_on_a_lost_connection_fits_the_smallest_window(driver: Driver) -> None:
    driver.window.status.show_state(ConnectionState(StateKind.UNREACHABLE, READ_AT))
    PAGES["waitingPage"](driver)
    driver.window.status.report("Staging is slow to respond")
    assert cut_parts(small(driver)) == []
    assert driver.part(QLabel, "statusMessage").width() > 150
    assert driver.part(QPushButton, "cancelButton").isVisible()


def test_a_long_sentence_about_nobody_is_not_cut_in_the_smallest_window(driver: Driver) -> None:
    driver.look_up("w" * 200)
    assert cut_parts(small(driver)) == []


def test_a_long_connection_name_is_not_cut_in_the_smallest_window(driver: Driver) -> None:
    driver.window.use_connection(replace(STAGING, title="W" * 60))
    assert cut_parts(small(driver)) == []
    assert "STAGING" in QLabel.text(driver.part(QLabel, "environmentText"))


@pytest.mark.parametrize("name", PAGES)
def test_a_large_window_has_its_content_in_its_middle(driver: Driver, name: str) -> None:
    PAGES[name](driver)
    resize(driver, LARGE)
    page = driver.part(Page, name.partition(",")[0])
    for card in page.findChildren(QFrame, "card"):
        place = QRect(card.mapTo(driver.window, QPoint()), card.size())
        if card.isVisible():
            assert card.width() == page.content_width
            assert abs(place.center().x() - 800) <= 1
    field = driver.field.mapTo(driver.window, QPoint())
    assert field.x() == (1600 - 720) // 2


def test_no_picture_of_a_large_window_has_its_content_at_the_left(driver: Driver) -> None:
    driver.window.resize(LARGE)
    driver.window.grab()
    assert driver.field.mapTo(driver.window, QPoint()).x() == (1600 - 720) // 2


def test_a_notice_is_in_the_middle_of_a_large_window(driver: Driver) -> None:
    driver.window.show_notice(Notice("crash", "The program stopped.", "Copy"))
    driver.wait_until_shown("crashNotice")
    resize(driver, LARGE)
    frame = driver.part(QFrame, "noticeFrame")
    assert frame.width() == 720
    assert frame.mapTo(driver.window, QPoint()).x() == (1600 - 720) // 2


def test_the_columns_of_a_list_have_more_room_in_a_large_window(driver: Driver) -> None:
    driver.stores.searches["j"] = matches(JOHN, LONG)
    driver.look_up("j")
    resize(driver, LARGE)
    assert driver.part(QWidget, "matchesTable").width() > 720


def test_a_card_is_as_high_as_its_content_needs(driver: Driver) -> None:
    show_profile(driver)
    driver.stores.outcomes["broken"] = problem()
    for size in (SMALLEST, QSize(760, 560), LARGE):
        resize(driver, size)
        card = driver.part(QWidget, "profilePage").findChild(QFrame, "card")
        assert card is not None
        by_width = card.heightForWidth(card.width())  # -1 while no line is broken
        assert card.height() == (card.sizeHint().height() if by_width < 0 else by_width)


def test_the_busy_bar_gives_way_to_the_message_only_where_room_is_short(driver: Driver) -> None:
    show_waiting(driver)
    bar, state = driver.part(QWidget, "busyBar"), driver.part(QWidget, "connectionState")
    for size, visible in ((QSize(480, 360), True), (SMALLEST, False), (LARGE, True)):
        resize(driver, size)
        assert bar.isVisible() is visible
        assert state.isVisible() is visible
    driver.press(Qt.Key.Key_Escape)
    resize(driver, SMALLEST)
    assert state.isVisible()


def test_markup_in_the_tooltip_of_a_long_value_is_shown_literally(driver: Driver) -> None:
    html = "<b>bold</b>" * 20
    driver.stores.outcomes["x"] = found(User(username="x", email=html))
    driver.look_up("x")
    resize(driver, SMALLEST)
    value = driver.part(QLineEdit, "emailValue")
    value.grab()
    assert "&lt;b&gt;bold" in value.toolTip()
    assert "<b>" not in value.toolTip()
