"""Where reasons are demanded, the window asks for one before it looks anybody up."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from profile_browser.domain.audit import LONGEST_REASON
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.domain.outcome import Missing
from profile_browser.messages import audit as wording
from profile_browser.records.audit_log import AuditLog
from profile_browser.stores.audited import audited
from profile_browser.stores.sample.adapter import SAMPLE
from tests.gui.fakes import ALICE, JOHN, STAGING, found, matches, problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver
    from tests.gui.fakes import FakeStores

KEY = "marked-key-of-at-least-32-letters"
DEMANDING = replace(STAGING, key="staging", audit_reason=True)
OTHER = replace(DEMANDING, key="other", title="Other")
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(windows: Windows, stores: FakeStores, folder: Path) -> Callable[[Connection], Driver]:
    """Return a function that opens a window whose reads are recorded in the folder."""
    rules = AuditRules(folder=str(folder), key=KEY)

    def open_store(connection: Connection) -> ProfileStore:
        return audited(connection, stores.open, lambda: AuditLog(rules))

    def open_window(connection: Connection) -> Driver:
        known = (KnownConnection(connection, Source.SYSTEM), KnownConnection(OTHER, Source.SYSTEM))
        windows.files.configuration = Configuration(known, audit=rules)
        return windows.open(connection, open_store)

    return open_window


@pytest.fixture
def window(opened: Callable[[Connection], Driver]) -> Driver:
    return opened(DEMANDING)


def reasons(folder: Path) -> list[str | None]:
    """Return the reason of each line of the audit log; None where a line has none."""
    lines = "".join(path.read_text("ascii") for path in folder.glob("*.jsonl")).splitlines()
    return [json.loads(line).get("reason") for line in lines]


def reason_field(window: Driver) -> QLineEdit:
    return window.part(QLineEdit, "reasonField")


def give(window: Driver, reason: str) -> None:
    """Type a reason where the focus is, press Enter, and wait for the answer."""
    assert window.page == "reasonPage"
    focus = QApplication.focusWidget()
    assert focus is reason_field(window)
    QTest.keyClicks(focus, reason)
    window.look_up_by_key(Qt.Key.Key_Return)


def test_nobody_is_looked_up_before_a_reason_is_given(
    window: Driver, stores: FakeStores, folder: Path
) -> None:
    window.ask("johndoe")
    assert window.page == "reasonPage"
    assert window.text("reasonHeading") == "Why are you looking up “johndoe”?"
    assert stores.opened == []
    give(window, "Ticket 4711")
    assert window.values[0] == "johndoe"
    assert reasons(folder) == ["Ticket 4711"]


def test_looking_up_the_same_person_again_does_not_ask_again(window: Driver, folder: Path) -> None:
    window.ask("johndoe")
    give(window, "Ticket 4711")
    window.look_up_by_key(Qt.Key.Key_R, CONTROL)
    window.look_up("johndoe")
    assert window.values[0] == "johndoe"
    assert reasons(folder) == ["Ticket 4711"] * 3


def test_another_person_needs_another_reason(window: Driver, folder: Path) -> None:
    window.ask("johndoe")
    give(window, "Ticket 4711")
    window.ask("alice")
    assert (window.page, window.text("reasonField")) == ("reasonPage", "")
    assert window.values == ["Not recorded"] * 4
    give(window, "Ticket 4712")
    assert reasons(folder) == ["Ticket 4711", "Ticket 4712"]


def test_a_reason_for_a_search_covers_the_people_whom_it_lists(
    window: Driver, stores: FakeStores, folder: Path
) -> None:
    stores.searches["o"] = matches(JOHN, ALICE)
    window.ask("o")
    give(window, "Ticket 1")
    assert window.listed == ["johndoe", "alice"]
    window.press(Qt.Key.Key_Down)
    window.press(Qt.Key.Key_Return)
    assert window.page == "profilePage"
    window.look_up_by_key(Qt.Key.Key_R, CONTROL)
    window.look_up("o")
    assert set(reasons(folder)) == {"Ticket 1"}
    window.press(Qt.Key.Key_L, CONTROL)
    window.ask("bare")
    assert window.page == "reasonPage"


def test_a_person_found_by_a_search_can_be_refreshed(
    window: Driver, stores: FakeStores, folder: Path
) -> None:
    stores.searches["jo"] = found(JOHN)
    window.ask("jo")
    give(window, "Ticket 1")
    window.look_up("johndoe")
    assert set(reasons(folder)) == {"Ticket 1"}


def test_trying_again_after_a_problem_does_not_ask_again(
    window: Driver, stores: FakeStores, folder: Path
) -> None:
    stores.outcomes["johndoe"] = problem()
    window.ask("johndoe")
    give(window, "Ticket 1")
    stores.outcomes["johndoe"] = found(JOHN)
    with window.qtbot.waitSignal(window.browser.lookups.service.answered):
        window.click("retryButton")
    assert reasons(folder) == ["Ticket 1"] * 2


def test_going_back_to_an_earlier_person_asks_again(window: Driver) -> None:
    for name in ("johndoe", "alice"):
        window.ask(name)
        give(window, "Ticket 1")
    window.press(Qt.Key.Key_Left, ALT)
    assert window.text("reasonHeading") == "Why are you looking up “johndoe”?"


def test_the_question_about_another_person_forgets_the_reason_for_the_last_one(
    window: Driver,
) -> None:
    window.ask("johndoe")
    give(window, "Ticket 1")
    assert window.status
    window.ask("alice")
    assert window.status == ""
    window.press(Qt.Key.Key_L, CONTROL)
    window.ask("johndoe")
    assert window.page == "reasonPage"


def test_editing_the_connection_does_not_end_the_demand(window: Driver, windows: Windows) -> None:
    (known, *_) = windows.files.configuration.known
    windows.files.configuration = Configuration((known._replace(editable=True),))
    window.browser.connections.manage()
    window.part(QLineEdit, "field_title").setText("Mine")
    window.part(QPushButton, "saveButton").click()
    assert window.window.windowTitle() == "Mine — Profile Browser"
    assert windows.files.configuration.by_key["staging"].connection.audit_reason


def test_leaving_the_answer_forgets_the_reason(window: Driver) -> None:
    window.ask("johndoe")
    give(window, "Ticket 1")
    window.press(Qt.Key.Key_Escape)
    assert window.page == "welcomePage"
    window.ask("johndoe")
    assert window.page == "reasonPage"


def test_clearing_the_recent_lookups_forgets_the_reason(window: Driver, stores: FakeStores) -> None:
    stores.outcomes["johndoe"] = Missing("johndoe", STAGING.title)
    window.ask("johndoe")
    give(window, "Ticket 1")
    window.click("clearRecentButton")
    window.ask("johndoe")
    assert window.page == "reasonPage"


def test_walking_through_the_listed_people_needs_no_further_reason(
    window: Driver, stores: FakeStores, folder: Path
) -> None:
    stores.searches["o"] = matches(JOHN, ALICE)
    window.ask("o")
    give(window, "Ticket 1")
    window.press(Qt.Key.Key_Return)
    first = window.values[0]
    window.click("nextButton")
    assert window.values[0] != first
    assert window.page == "profilePage"
    window.look_up_by_key(Qt.Key.Key_R, CONTROL)
    assert set(reasons(folder)) == {"Ticket 1"}


def test_return_presses_the_focused_button(window: Driver, stores: FakeStores) -> None:
    window.ask("johndoe")
    window.press(Qt.Key.Key_Tab)
    window.press(Qt.Key.Key_Tab)
    window.press(Qt.Key.Key_Return)
    assert window.page == "welcomePage"
    assert stores.opened == []


def test_another_connection_needs_a_reason_of_its_own(window: Driver) -> None:
    window.ask("johndoe")
    give(window, "Ticket 1")
    window.browser.switch(OTHER)
    window.ask("johndoe")
    assert window.page == "reasonPage"
    window.browser.switch(DEMANDING)
    assert window.page == "welcomePage"
    window.ask("johndoe")
    assert (window.page, window.text("reasonField")) == ("reasonPage", "")


@pytest.mark.parametrize("how", ["Escape", "button"])
def test_without_a_reason_nobody_is_looked_up_and_nothing_is_kept(
    window: Driver, stores: FakeStores, how: str
) -> None:
    window.ask("johndoe")
    QTest.keyClicks(reason_field(window), "Ticket 1")
    if how == "button":
        window.click("cancelReasonButton")
    else:
        window.press(Qt.Key.Key_Escape)
    assert (window.page, window.field.text()) == ("welcomePage", "johndoe")
    assert window.field.hasFocus()
    assert stores.opened == []
    window.press(Qt.Key.Key_Return)
    assert (window.page, window.text("reasonField")) == ("reasonPage", "")


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_an_empty_reason_is_refused_in_words(
    window: Driver, stores: FakeStores, typed: str
) -> None:
    window.ask("johndoe")
    fault = window.part(QWidget, "reasonFault")
    assert not fault.isVisible()
    reason_field(window).setText(typed)
    window.press(Qt.Key.Key_Return)
    assert (window.page, fault.isVisible()) == ("reasonPage", True)
    assert window.text("reasonFault") == wording.REASON_EMPTY
    assert reason_field(window).hasFocus()
    assert stores.opened == []
    QTest.keyClicks(reason_field(window), "T")
    assert not fault.isVisible()


def test_a_reason_is_one_short_line(window: Driver, folder: Path) -> None:
    window.ask("johndoe")
    reason_field(window).insert(" Ticket\n4711\x1b \u202e" + "x" * 300)
    give(window, "")
    (reason,) = reasons(folder)
    assert reason is not None
    assert reason.startswith("Ticket 4711 xxx")
    assert len(reason) <= LONGEST_REASON


def hold_lookup(window: Driver, stores: FakeStores) -> Event:
    """Give a reason for johndoe, and return the gate that the lookup then waits for."""
    gate = stores.hold("johndoe")
    window.ask("johndoe")
    QTest.keyClicks(reason_field(window), "Ticket 1")
    window.press(Qt.Key.Key_Return)
    window.wait_until_asked("johndoe")
    return gate


def test_a_pending_lookup_does_not_answer_over_the_question_for_a_reason(
    window: Driver, stores: FakeStores, folder: Path
) -> None:
    gate = hold_lookup(window, stores)
    window.ask("alice")
    gate.set()
    window.qtbot.waitUntil(lambda: reasons(folder) == ["Ticket 1"])
    QApplication.processEvents()
    assert (window.page, window.browser.is_waiting) == ("reasonPage", False)
    assert window.values == ["Not recorded"] * 4
    give(window, "Ticket 2")
    assert window.values[0] == "alice"


def test_a_cancelled_lookup_can_be_repeated_with_the_same_reason(
    window: Driver, stores: FakeStores, folder: Path
) -> None:
    gate = hold_lookup(window, stores)
    window.press(Qt.Key.Key_Escape)
    gate.set()
    window.look_up("johndoe")
    assert window.values[0] == "johndoe"
    assert set(reasons(folder)) == {"Ticket 1"}


def test_the_reason_is_nowhere_but_in_the_audit_log(
    window: Driver,
    folder: Path,
    stores: FakeStores,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(logging.getLogger("profile_browser"), "propagate", True)
    stores.outcomes["johndoe"] = problem()
    window.ask("johndoe")
    give(window, "marked reason")
    window.browser.close()
    assert reasons(folder) == ["marked reason"]
    assert "Lookup of " in caplog.text
    assert "marked reason" not in caplog.text
    assert "marked reason" not in window.text("problemDetails")
    shown = [widget.text() for widget in window.window.findChildren(QLineEdit)]
    assert "marked reason" not in shown


@pytest.mark.parametrize("connection", [replace(STAGING, audit=True), STAGING, SAMPLE])
def test_no_reason_is_asked_for_where_none_is_demanded(
    opened: Callable[[Connection], Driver], connection: Connection
) -> None:
    window = opened(connection)
    window.look_up("johndoe")
    assert window.values[0] == "johndoe"


def test_a_screen_reader_hears_what_is_asked_and_what_becomes_of_it(window: Driver) -> None:
    window.ask("johndoe")
    read = QAccessible.queryAccessibleInterface(reason_field(window))
    assert read is not None
    assert read.text(QAccessible.Text.Name) == (
        "Why are you looking up “johndoe”? Ticket number or reason"
    )
    assert read.text(QAccessible.Text.Description) == wording.REASON_HINT


def test_the_keyboard_reaches_every_part_of_the_question(window: Driver) -> None:
    window.ask("johndoe")
    reached = []
    for _ in range(2):
        window.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus.objectName())
    assert reached == ["continueButton", "cancelReasonButton"]
