"""Screen readers announce the messages of the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QWidget

from profile_browser.messages.people_table import NOBODY_MATCHES
from profile_browser.messages.problems import summary
from profile_browser.ui.central_area import CentralArea
from profile_browser.ui.widgets.notice import Notice
from profile_browser.ui.widgets.value_row import ValueRow
from tests.gui.fakes import problem
from tests.gui.pages import show_people_list

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver


def test_the_outcome_of_a_lookup_is_announced(driver: Driver, announced: list[str]) -> None:
    driver.look_up("nobody")
    assert announced == [driver.status]
    assert "nobody" in driver.status


def test_cancelling_is_announced(driver: Driver, announced: list[str]) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.press(Qt.Key.Key_Escape)
    assert announced == ["Cancelled the lookup of “johndoe”"]


def test_a_copy_is_announced_once(driver: Driver, announced: list[str]) -> None:
    driver.look_up("johndoe")
    announced.clear()
    driver.click("emailValueCopy")
    assert announced == ["Copied: E-mail"]


def test_a_problem_is_announced_in_full(driver: Driver, announced: list[str]) -> None:
    broken = driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    assert announced == [summary(broken)]


def test_a_text_that_the_guide_does_not_have_is_announced(
    driver: Driver, announced: list[str]
) -> None:
    driver.window.help.show_guide()
    field = driver.part(QLineEdit, "guideSearchField")
    field.setText("no such words")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert announced == [driver.text("guideNotFound")]
    driver.part(QDialog, "guideDialog").close()


def test_a_notice_is_read_before_the_page(driver: Driver) -> None:
    notice = Notice("crash", "The program stopped.", "Copy")
    driver.window.show_notice(notice)
    pages = driver.part(QWidget, "resultPages")
    area = driver.part(CentralArea, "")
    beside = area.children()
    assert beside.index(notice) < beside.index(pages)


def test_the_name_of_a_field_keeps_its_ampersand(driver: Driver, theme: Theme) -> None:
    grid = QGridLayout(driver.part(QWidget, "welcomePage"))
    row = ValueRow("Research & development", theme, driver.window)
    row.add_to(grid, 0, row.value)
    labels = [label for label in driver.window.findChildren(QLabel) if label.buddy() is row.value]
    shown = QAccessible.queryAccessibleInterface(labels[0])
    assert shown.text(QAccessible.Text.Name) == "Research & development"


def test_a_list_that_starts_is_not_said_to_match_nobody(
    driver: Driver, announced: list[str]
) -> None:
    show_people_list(driver)
    assert NOBODY_MATCHES not in announced
