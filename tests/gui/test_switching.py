"""Switching connections leaves nothing of the previous one behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from profile_browser.domain.configuration import Configuration
from profile_browser.domain.connection import Connection, Environment
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.ui import main_window
from profile_browser.ui.pages.page import Page
from profile_browser.ui.pages.stack import lazy_page
from profile_browser.ui.result_pages import ResultPages
from profile_browser.ui.widgets.labels import PlainLabel
from tests.gui.fakes import ALICE, JOHN, STAGING, matches, own
from tests.gui.threads import worker_threads

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from profile_browser.ui.theme import Theme
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

FIRST = replace(STAGING, key="staging")
SECOND = Connection(
    kind=COUCHBASE,
    key="eu",
    title="Customers EU",
    environment=Environment.PRODUCTION,
    connection_string="couchbases://db2.example.com",
    location={"bucket": "customers"},
    username="staff",
)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def two(windows: Windows) -> Driver:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    return windows.open(FIRST)


def entries(driver: Driver) -> list[QAction]:
    menu = driver.part(QMenu, "connectionsMenu")
    return [action for action in menu.actions() if not action.isSeparator()]


def band(driver: Driver) -> str:
    return driver.part(QWidget, "environmentBand").accessibleName()


def test_the_band_lists_the_connections_with_their_environment_and_key(two: Driver) -> None:
    texts = [action.text() for action in entries(two)]
    assert texts == [
        "Staging  ·  staging\tCtrl+1",
        "Customers EU  ·  production\tCtrl+2",
        "Sample data\tCtrl+3",
        "Sample shop\tCtrl+4",
        "Connections …",
    ]
    assert [action.isChecked() for action in entries(two)] == [True, *[False] * 4]


def test_a_click_switches_the_connection(two: Driver) -> None:
    entries(two)[1].trigger()
    assert band(two) == "PRODUCTION  ·  Customers EU"
    assert two.window.windowTitle() == "Customers EU — Profile Browser"
    assert [action.isChecked() for action in entries(two)] == [False, True, *[False] * 3]


def test_the_bands_title_stays_bold_after_a_switch(two: Driver) -> None:
    title, security = two.part(QLabel, "environmentText"), two.part(QLabel, "securityText")
    before = title.fontMetrics().horizontalAdvance("Customers EU")
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1):
        two.press(key, CTRL)
        assert title.font().weight() == security.font().weight() == QFont.Weight.DemiBold
    assert title.fontMetrics().horizontalAdvance("Customers EU") == before


def test_the_encryption_warning_fits_its_frame_after_a_switch(windows: Windows) -> None:
    plain = replace(SECOND, connection_string="couchbase://db2.example.com")
    windows.files.configuration = Configuration((own(FIRST), own(plain)))
    driver = windows.open(FIRST)
    entries(driver)[1].trigger()
    warning = driver.part(QLabel, "securityText")
    assert warning.text() == "not encrypted"
    words = warning.fontMetrics().horizontalAdvance(warning.text())
    driver.qtbot.waitUntil(lambda: warning.width() >= words + 12)


@pytest.mark.parametrize(
    ("key", "title"),
    [(Qt.Key.Key_2, "Customers EU"), (Qt.Key.Key_3, "Sample data"), (Qt.Key.Key_9, "Staging")],
)
def test_ctrl_and_a_number_switch_to_that_connection_if_it_exists(
    two: Driver, key: Qt.Key, title: str
) -> None:
    two.press(key, CTRL)
    assert two.window.windowTitle().startswith(title)


def test_switching_clears_the_profile(two: Driver) -> None:
    two.look_up("johndoe")
    two.press(Qt.Key.Key_2, CTRL)
    assert two.page == "welcomePage"
    assert two.values == ["Not recorded"] * 4
    assert two.status == ""
    assert two.text("connectionState") == "Idle"


class NotesPage(Page):
    """A page that the program does not know about."""

    def __init__(self, _theme: Theme) -> None:
        super().__init__("notesPage")
        self.notes = PlainLabel()

    def clear(self) -> None:
        self.notes.clear()


class PagesWithNotes(ResultPages):
    notes_page = lazy_page(f"{__name__}.NotesPage")


def test_switching_clears_a_newly_added_page(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "ResultPages", PagesWithNotes)
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    driver = windows.open(FIRST)
    page = driver.part(PagesWithNotes, "resultPages").notes_page
    page.notes.setText("John Doe has called twice")
    driver.press(Qt.Key.Key_2, CTRL)
    assert page.notes.text() == ""


def test_switching_clears_the_list_of_matches(two: Driver) -> None:
    two.stores.searches["a"] = matches(JOHN, ALICE)
    two.look_up("a")
    two.press(Qt.Key.Key_Return)
    two.press(Qt.Key.Key_2, CTRL)
    assert two.page == "welcomePage"
    assert two.listed == []
    two.press(Qt.Key.Key_Escape)
    assert two.page == "welcomePage"


def test_an_answer_of_the_previous_connection_is_not_reported_again(two: Driver) -> None:
    two.look_up("johndoe")
    two.press(Qt.Key.Key_2, CTRL)
    two.window._reporter.report_again()
    assert two.status == ""


def test_typing_after_a_switch_replaces_the_last_name(two: Driver) -> None:
    two.look_up("johndoe")
    two.field.deselect()
    two.press(Qt.Key.Key_2, CTRL)
    two.type_on("alice")
    assert two.field.text() == "alice"


def test_switching_closes_the_store_of_the_previous_connection(two: Driver) -> None:
    two.look_up("johndoe")
    two.press(Qt.Key.Key_2, CTRL)
    assert two.stores.opened[0].closed.is_set()
    two.look_up("alice")
    assert two.stores.connections == [FIRST, SECOND]


def test_an_answer_from_the_previous_connection_is_never_shown(two: Driver) -> None:
    gate = two.stores.hold("johndoe")
    shown: list[str] = []
    two.browser.lookups.service.answered.connect(lambda answer: shown.append(answer.question.text))
    two.ask("johndoe")
    two.wait_until_asked("johndoe")
    two.press(Qt.Key.Key_2, CTRL)
    assert not two.browser.lookups.service.is_waiting
    gate.set()
    two.look_up("alice")
    assert two.values[0] == "alice"
    assert two.text("readFrom").startswith("Read from")
    assert shown == ["alice"]
    assert not two.browser.lookups.service.is_waiting


def test_refreshing_after_a_switch_does_not_repeat_the_previous_lookup(two: Driver) -> None:
    two.look_up("johndoe")
    two.field.clear()
    two.press(Qt.Key.Key_2, CTRL)
    two.press(Qt.Key.Key_R, CTRL)
    assert two.stores.asked == ["johndoe"]


def test_switching_a_hundred_times_leaves_one_thread_and_one_open_store(two: Driver) -> None:
    for place in range(100):
        two.press(Qt.Key.Key_1 if place % 2 else Qt.Key.Key_2, CTRL)
        two.look_up("johndoe")
    two.qtbot.waitUntil(lambda: len(worker_threads()) == 1)
    assert sum(not store.closed.is_set() for store in two.stores.opened) == 1


def test_an_unencrypted_connection_is_marked_in_the_band(windows: Windows) -> None:
    driver = windows.open(replace(FIRST, connection_string="couchbase://db1.example.com"))
    assert driver.text("securityText") == "not encrypted"
    assert driver.part(QWidget, "securityText").property("warns") == "true"
