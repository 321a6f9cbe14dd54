"""Links in the window: they look up, and never switch the connection unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QToolButton
from shiboken6 import isValid

from profile_browser.desktop.instance.message import Handover
from profile_browser.desktop.link_events import LinkEvents
from profile_browser.desktop.outside_requests import MOST_WAITING
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.link import Link, LinkFault, parse_link
from profile_browser.domain.privacy import ClearReason
from profile_browser.messages import links as wording
from profile_browser.messages.links import connection_unknown
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import found, own
from tests.gui.test_switching import FIRST, SECOND, band
from tests.unit.helpers.people import user

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

HERE = "profile-browser://user/johndoe"
ALICE = "profile-browser://user/alice"
SEARCH = "profile-browser://find/jane"
THERE = f"{HERE}?connection=eu"
ON_FIRST, ON_SECOND = "STAGING  ·  Staging", "PRODUCTION  ·  Customers EU"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def two(windows: Windows) -> Driver:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    return windows.open(FIRST)


def box(driver: Driver) -> QMessageBox:
    return driver.part(QMessageBox, "questionBox")


def answer(driver: Driver, label: str) -> None:
    question = box(driver)
    next(button for button in question.buttons() if button.text() == label).click()
    driver.qtbot.waitUntil(lambda: not isValid(question))


def submit(driver: Driver, text: str) -> None:
    driver.field.setText(text)
    driver.press(Qt.Key.Key_Return)


def paste(driver: Driver, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    driver.press(Qt.Key.Key_V, CTRL | SHIFT)


def search(driver: Driver, text: str) -> None:
    driver.field.setText(text)
    driver.press(Qt.Key.Key_Return, CTRL)


@pytest.mark.parametrize("enter", [submit, paste, search])
def test_a_pasted_link_looks_up_whom_it_names(
    two: Driver, enter: Callable[[Driver, str], None]
) -> None:
    enter(two, f" <{HERE}> " if enter is submit else f" {HERE} ")
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")
    assert two.field.text() == "johndoe"
    assert not two.has("questionBox")


def test_a_link_to_the_shown_connection_is_followed_at_once(two: Driver) -> None:
    submit(two, f"{HERE}?connection=staging")
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")


def test_a_link_to_another_connection_asks_before_it_switches(two: Driver) -> None:
    submit(two, THERE)
    question = box(two)
    assert question.text() == "This link is for Customers EU. Switch and look up “johndoe”?"
    assert question.textFormat() is Qt.TextFormat.PlainText
    assert question.defaultButton().text() == wording.STAY
    assert band(two) == ON_FIRST
    answer(two, wording.SWITCH)
    assert band(two) == ON_SECOND
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_neither_enter_nor_escape_switches(two: Driver, key: Qt.Key) -> None:
    submit(two, THERE)
    QTest.keyClick(box(two), key)
    two.qtbot.waitUntil(lambda: not two.has("questionBox"))
    assert band(two) == ON_FIRST
    assert two.page == "welcomePage"


def test_a_link_to_an_unknown_connection_is_refused(two: Driver) -> None:
    submit(two, f"{HERE}?connection=mars")
    assert two.status == "This link is for the connection “mars”, which is not set up here."
    assert two.page == "welcomePage"


def test_a_refused_link_leaves_nobody_on_screen_who_could_be_taken_for_whom_it_names(
    two: Driver,
) -> None:
    two.look_up("johndoe")
    two.browser.requests.open_link("profile-browser://user/alice?connection=nope")
    assert two.page == "welcomePage"
    assert two.text("welcomeHeading") == two.status == connection_unknown("nope")
    assert two.field.text() == ""


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("profile-browser://drop/johndoe", LinkFault.NOT_KNOWN),
        (f"{HERE}?reason=none", LinkFault.EXTRA),
        ("profile-browser://user/%FF", LinkFault.NOT_TEXT),
        (f"profile-browser://user/{'a' * 2000}", LinkFault.TOO_LONG),
    ],
)
def test_a_refused_link_says_why(two: Driver, address: str, fault: LinkFault) -> None:
    submit(two, address)
    assert two.status == wording.link_refused(fault)
    assert two.page == "welcomePage"


def test_a_link_gives_no_reason_where_one_is_demanded(windows: Windows) -> None:
    windows.files.configuration = Configuration((own(FIRST),))
    driver = windows.open(replace(FIRST, audit_reason=True))
    submit(driver, HERE)
    assert driver.page == "reasonPage"


def test_a_link_waits_until_an_open_dialog_is_closed(two: Driver) -> None:
    dialog = DialogDriver(two)
    two.browser.requests.open_link(SEARCH)
    two.browser.requests.open_link(HERE)  # the latest counts
    assert two.page == "welcomePage"
    dialog.dialog.reject()
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")


def test_of_two_links_that_wait_the_first_is_one_step_back(two: Driver) -> None:
    dialog = DialogDriver(two)
    two.browser.requests.open_link(ALICE)
    two.browser.requests.open_link(HERE)
    dialog.dialog.reject()
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")
    two.window.go_back()
    two.qtbot.waitUntil(lambda: two.field.text() == "alice")


def test_each_link_that_waits_asks_for_its_connection(two: Driver) -> None:
    dialog = DialogDriver(two)
    for address in (f"{ALICE}?connection=eu", THERE):
        two.browser.requests.open_link(address)
    dialog.dialog.reject()
    asked = []
    for _ in range(2):
        two.qtbot.waitUntil(lambda: two.has("questionBox"))
        asked.append(box(two).text())
        answer(two, wording.STAY)
    assert asked == [
        "This link is for Customers EU. Switch and look up “alice”?",
        "This link is for Customers EU. Switch and look up “johndoe”?",
    ]


def test_of_links_without_end_the_latest_are_followed(two: Driver) -> None:
    dialog = DialogDriver(two)
    for number in range(MOST_WAITING + 5):
        two.browser.requests.open_link(f"profile-browser://user/user{number}")
    dialog.dialog.reject()
    two.qtbot.waitUntil(lambda: two.field.text() == f"user{MOST_WAITING + 4}")
    visited = two.window.navigation._memory.history._visited
    assert [question.text for question in visited] == [
        f"user{number}" for number in range(5, MOST_WAITING + 5)
    ]


def test_a_link_that_waits_is_forgotten_when_the_program_is_closed(two: Driver) -> None:
    dialog = DialogDriver(two)
    two.browser.requests.open_link(HERE)
    two.browser.close()
    dialog.dialog.reject()
    QApplication.processEvents()
    assert "lookups" not in vars(two.browser)  # it would start a thread that nobody ends


@pytest.mark.parametrize("reason", ClearReason)
def test_a_link_that_waits_is_forgotten_when_the_window_is_cleared(
    two: Driver, reason: ClearReason
) -> None:
    dialog = DialogDriver(two)
    two.browser.requests.open_link(HERE)
    two.browser.privacy.clear(reason)
    dialog.dialog.reject()
    QApplication.processEvents()
    assert two.page == "welcomePage"
    two.browser.requests.open_link(HERE)  # later ones are followed
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")


def test_a_second_link_waits_until_the_first_is_answered(two: Driver) -> None:
    two.browser.requests.open_link(THERE)
    two.browser.requests.open_link(HERE)
    answer(two, wording.STAY)
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")
    assert band(two) == ON_FIRST


def test_a_link_to_a_person_is_copied_with_the_connection(two: Driver) -> None:
    two.look_up("johndoe")
    menu = two.part(QToolButton, "copyAllButton").menu()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == wording.COPY_LINK).trigger()
    assert two.clipboard == f"{HERE}?connection=staging"
    assert two.status == "Copied: Link"


def test_a_copied_link_is_percent_encoded_and_leads_to_the_record(windows: Windows) -> None:
    driver = windows.open()
    odd = found(user("jürgen m/%"))._replace(asked="jürgen m/%")
    page = driver.window.pages.profile
    page.show_profile(odd, "eu")
    page._copy_link()
    assert driver.clipboard == "profile-browser://user/j%C3%BCrgen%20m%2F%25?connection=eu"
    assert parse_link(driver.clipboard) == Link("jürgen m/%", connection="eu")


def test_a_username_that_no_link_can_hold_is_not_copied(windows: Windows) -> None:
    driver = windows.open()
    page = driver.window.pages.profile
    QGuiApplication.clipboard().setText("before")
    page.show_profile(found(user("a\nb")))
    with driver.qtbot.waitSignal(page.copied) as said:
        page._copy_link()
    assert said.args == [wording.NO_LINK]
    assert driver.clipboard == "before"


def start_again(driver: Driver, text: str = "", **options: str) -> bool:
    handover = Handover(text, options)
    accepted = driver.browser.requests.accepts(handover)
    if accepted:
        driver.browser.requests.take(handover)
    return accepted


def test_a_second_start_looks_up_on_the_shown_connection(two: Driver) -> None:
    assert start_again(two, "johndoe")
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")


def test_a_second_start_for_another_connection_is_said(two: Driver) -> None:
    assert start_again(two, "johndoe", connection="eu")
    assert box(two).text() == (
        "The program was started again for Customers EU. Switch and look up “johndoe”?"
    )
    assert band(two) == ON_FIRST
    answer(two, wording.SWITCH)
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")
    assert band(two) == ON_SECOND


def test_a_second_start_without_a_name_asks_about_the_connection_alone(two: Driver) -> None:
    assert start_again(two, connection="eu")
    assert box(two).text() == "The program was started again for Customers EU. Switch?"
    answer(two, wording.SWITCH)
    assert (band(two), two.page) == (ON_SECOND, "welcomePage")


@pytest.mark.parametrize(
    "options",
    [
        {"connection": "mars"},
        {"sample": "no sample"},
        {"connection_string": "couchbases://db9.example.com"},
        {"connection": "eu", "kv_timeout": "5"},
        {"language": "ja"},
        {"password": "salt:digest"},
    ],
)
def test_a_second_start_with_options_of_its_own_is_not_taken(
    two: Driver, options: dict[str, str]
) -> None:
    assert not start_again(two, "johndoe", **options)
    assert two.page == "welcomePage"


def test_a_second_start_with_the_same_options_is_taken(two: Driver) -> None:
    options = {"connection": "staging", "kv_timeout": "5"}
    two.browser.requests.use_start(options, FIRST)
    assert start_again(two, "johndoe", **options)
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")


def test_the_sample_data_is_asked_for_like_a_connection(two: Driver) -> None:
    assert start_again(two, "johndoe", sample="Sample data")
    assert box(two).text().startswith("The program was started again for Sample data.")
    answer(two, wording.STAY)


def test_a_minimized_window_comes_to_the_front(two: Driver) -> None:
    two.window.showMinimized()
    assert start_again(two)
    assert not two.window.isMinimized()


@pytest.mark.parametrize("token", ["a\0b", "\ud800"])
def test_a_token_that_no_variable_can_hold_does_no_harm(two: Driver, token: str) -> None:
    two.browser.requests.take(Handover("johndoe", {}, token))
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")


def test_a_link_of_a_second_start_asks_for_its_own_connection(two: Driver) -> None:
    assert start_again(two, THERE)
    assert box(two).text().startswith("This link is for Customers EU.")
    answer(two, wording.STAY)


def test_a_link_that_macos_opens_is_followed_once_the_window_is_ready(two: Driver) -> None:
    system = QObject()
    events = LinkEvents(system)
    events.opened.connect(two.browser.requests.open_link)
    QCoreApplication.sendEvent(system, QFileOpenEvent(QUrl(HERE)))
    assert two.page == "welcomePage"
    events.release()
    two.qtbot.waitUntil(lambda: two.values[0] == "johndoe")
    QCoreApplication.sendEvent(system, QFileOpenEvent(QUrl(f"{HERE}?connection=mars")))
    assert "mars" in two.status


def test_a_link_that_macos_opens_stays_encoded(qtbot: QtBot) -> None:
    system = QObject()
    events = LinkEvents(system)
    events.release()
    address = "profile-browser://user/a%2Fb%20%C3%BC"
    with qtbot.waitSignal(events.opened) as opened:
        QCoreApplication.sendEvent(system, QFileOpenEvent(QUrl(address)))
    assert opened.args == [address]
    QCoreApplication.sendEvent(system, QFileOpenEvent("/tmp/file.csv"))
