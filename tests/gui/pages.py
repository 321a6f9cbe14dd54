"""Ways to show each page of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from profile_browser.domain.outcome import Missing, Way
from profile_browser.domain.problem import ProblemKind
from profile_browser.ui.widgets.value_field import ValueField
from tests.gui.driver import VALUE_NAMES
from tests.gui.fakes import ALICE, JOHN, STAGING, found, matches, problem
from tests.gui.people_lists import prepare, run, start

if TYPE_CHECKING:
    from tests.gui.driver import Driver


def show_start(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.press(Qt.Key.Key_Escape)


def show_missing(driver: Driver) -> None:
    driver.stores.outcomes["jon"] = Missing("jon", STAGING.title, (Way.KEY,), problem())
    driver.look_up("jon")


def show_profile(driver: Driver) -> None:
    driver.stores.searches["j"] = found(JOHN, way=Way.BEGINNING)
    driver.look_up("j")


def show_details(driver: Driver) -> None:
    show_profile(driver)
    driver.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    driver.qtbot.waitUntil(lambda: len(driver.window.findChildren(ValueField)) > len(VALUE_NAMES))


def show_matches(driver: Driver) -> None:
    driver.stores.searches["a"] = matches(ALICE, JOHN)
    driver.look_up("a")
    driver.field.setFocus()


def show_person_from_list(driver: Driver) -> None:
    driver.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    driver.stores.searches["a"] = matches(JOHN, ALICE, JOHN)
    driver.look_up("a")
    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_Return)


def show_problem(driver: Driver) -> None:
    driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    driver.click("detailsButton")


def show_waiting(driver: Driver) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.wait_until_shown("cancelButton")


def show_list_input(driver: Driver) -> None:
    prepare(driver, "nr,e-mail,username", "1,johndoe@example.com,johndoe", "2,,alice")


def show_people_list(driver: Driver) -> None:
    run(driver, "johndoe", "nobody", "alice")
    QApplication.processEvents()


def show_paused_list(driver: Driver) -> None:
    driver.stores.outcomes["nobody"] = problem(ProblemKind.NOT_ALLOWED)
    start(driver, "johndoe", "nobody", "alice")
    driver.wait_until_shown("goOnButton")
    QApplication.processEvents()


def show_person_beside_list(driver: Driver) -> None:
    show_people_list(driver)
    show_person_from_list(driver)


PAGES = {
    "welcomePage": show_start,
    "welcomePage, nobody found": show_missing,
    "profilePage": show_profile,
    "profilePage, with details": show_details,
    "profilePage, from a list": show_person_from_list,
    "matchesPage": show_matches,
    "problemPage": show_problem,
    "waitingPage": show_waiting,
    "peopleListInputPage": show_list_input,
    "peopleListPage": show_people_list,
    "peopleListPage, paused": show_paused_list,
    "profilePage, from a list beside another": show_person_beside_list,
}
