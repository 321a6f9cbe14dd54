"""“Record details” of a profile: asked only when opened, and only for the profile on screen."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea, QToolButton, QWidget

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.details import NEVER, RecordDetails
from profile_browser.domain.outcome import Way
from profile_browser.domain.problem import ProblemKind
from profile_browser.domain.store_kind import SEARCHES
from profile_browser.lookups import network_watch
from profile_browser.messages.problems import summary
from profile_browser.records.audit_log import AuditLog
from profile_browser.stores.audited import audited
from profile_browser.ui.widgets import record_details
from tests.gui.fakes import ALICE, JOHN, STAGING, FakeCheck, details_of, found, matches, problem
from tests.gui.test_network_watch import assert_no_more_looks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

CONTROL = Qt.KeyboardModifier.ControlModifier
VALUES = ["recordIdValue", "casValue", "expiresValue", "lastChangeValue"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def line(driver: Driver) -> QToolButton:
    return driver.part(QToolButton, "detailsLine")


def is_open(driver: Driver) -> bool:
    return line(driver).isChecked()


def shown(driver: Driver) -> list[str]:
    """Return the values that are visible, from top to bottom."""
    fields = [driver.window.findChild(QLineEdit, name) for name in VALUES]
    return [field.text() for field in fields if field is not None and field.isVisible()]


def message(driver: Driver) -> str:
    label = driver.window.findChild(QWidget, "recordDetailsMessage")
    return driver.text("recordDetailsMessage") if label and label.isVisible() else ""


def press_ctrl_d(driver: Driver) -> None:
    driver.press(Qt.Key.Key_D, CONTROL)


def open_details(driver: Driver) -> None:
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: shown(driver) != [])


def begin_reading(driver: Driver, username: str = "johndoe") -> None:
    """Look somebody up, and open the details, whose answer is held back."""
    driver.stores.hold(details_of(username))
    driver.look_up(username)
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: driver.stores.detailed != [])


# What it shows


def test_details_are_shown_once_the_line_is_opened(driver: Driver) -> None:
    driver.look_up("johndoe")
    assert (is_open(driver), shown(driver)) == (False, [])
    assert driver.stores.detailed == []
    open_details(driver)
    document_id, cas, expires, changed = shown(driver)
    assert (document_id, cas) == ("userprofile::johndoe", "0x18ab")
    assert "02/01/2027" in expires
    assert "23/11/2026" in changed
    assert "2026-11-23T13:00:01Z" in driver.part(QLineEdit, "lastChangeValue").toolTip()
    assert driver.stores.detailed == [("johndoe", "")]


def test_never_and_not_recorded_are_shown_as_words(driver: Driver) -> None:
    driver.stores.details["johndoe"] = RecordDetails("userprofile::johndoe", expiry=NEVER)
    driver.look_up("johndoe")
    open_details(driver)
    assert shown(driver)[1:] == ["Not recorded", "Never", "Not recorded"]
    assert not driver.part(QToolButton, "casValueCopy").isVisible()


@pytest.mark.parametrize(
    ("name", "copied", "said"),
    [
        ("recordIdValue", "userprofile::johndoe", "Copied: Record ID"),
        ("casValue", "0x18ab", "Copied: CAS"),
        ("expiresValue", "2027-01-02T03:04:05Z", "Copied: Expires"),
        ("lastChangeValue", "2026-11-23T13:00:01Z", "Copied: Last change"),
    ],
)
def test_each_value_is_copied_as_it_is_kept(
    driver: Driver, name: str, copied: str, said: str
) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    driver.click(f"{name}Copy")
    assert (driver.clipboard, driver.status) == (copied, said)


def test_a_problem_is_said_in_the_line_and_the_profile_stays(driver: Driver) -> None:
    failed = problem(ProblemKind.TIMED_OUT)
    driver.stores.details["johndoe"] = failed
    driver.look_up("johndoe")
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: summary(failed) in message(driver))
    assert (driver.page, driver.values[0], shown(driver)) == ("profilePage", "johndoe", [])
    driver.stores.details["johndoe"] = RecordDetails("userprofile::johndoe")
    press_ctrl_d(driver)
    open_details(driver)
    assert message(driver) == ""


def test_a_record_that_was_deleted_in_the_meantime_is_said_to_be_missing(driver: Driver) -> None:
    driver.look_up("alice")
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: message(driver) != "")
    assert message(driver) == (
        "No record is stored under “alice” in Staging. "
        "It may have been deleted, or stored under another name."
    )


def test_the_connection_is_unreachable_after_a_failed_read_and_connected_after_the_next(
    driver: Driver,
) -> None:
    driver.stores.details["johndoe"] = problem(ProblemKind.TIMED_OUT)
    driver.look_up("johndoe")
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: message(driver) != "")
    assert driver.text("connectionState").startswith("Unreachable since ")
    driver.stores.details["johndoe"] = RecordDetails("userprofile::johndoe")
    press_ctrl_d(driver)
    open_details(driver)
    assert driver.text("connectionState") == "Connected"


def test_the_frame_that_shows_the_focus_is_whole(driver: Driver) -> None:
    driver.look_up("johndoe")
    line(driver).setFocus()
    assert line(driver).hasFocus()
    picture = line(driver).grab().toImage()
    right, bottom = picture.width() - 1, picture.height() - 1
    edges = [(0, bottom // 2), (right, bottom // 2), (right // 2, 0), (right // 2, bottom)]
    colors = {picture.pixelColor(x, y).name() for x, y in edges}
    assert colors == {driver.window.pages.theme.colors.accent}


def test_a_slow_answer_shows_that_it_is_being_read(driver: Driver) -> None:
    begin_reading(driver)
    assert message(driver) == ""
    driver.qtbot.waitUntil(lambda: message(driver) == "Reading …")
    driver.stores.release_all()
    driver.qtbot.waitUntil(lambda: shown(driver) != [])
    assert message(driver) == ""


def test_a_fast_answer_does_not_show_that_it_is_being_read(driver: Driver) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    driver.qtbot.wait(record_details.READING_AFTER + 50)
    assert message(driver) == ""


def test_screen_readers_hear_the_state_and_the_answer(driver: Driver, announced: list[str]) -> None:
    driver.look_up("johndoe")
    assert line(driver).accessibleName() == "Record details, collapsed"
    open_details(driver)
    assert line(driver).accessibleName() == "Record details, expanded"
    assert announced[-1].startswith("Record ID: userprofile::johndoe. CAS: 0x18ab. Expires: ")
    press_ctrl_d(driver)
    assert line(driver).accessibleName() == "Record details, collapsed"


def test_in_the_smallest_window_the_page_scrolls_to_the_details(driver: Driver) -> None:
    driver.window.resize(400, 300)
    driver.look_up("johndoe")
    page = driver.part(QScrollArea, "profilePage")
    assert not line(driver).visibleRegion().contains(line(driver).rect().bottomRight())
    open_details(driver)
    driver.qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    last = driver.part(QLineEdit, "lastChangeValue")
    assert line(driver).visibleRegion().contains(line(driver).rect().center())
    assert last.visibleRegion().contains(last.rect().center())


# How it is opened


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_line_is_opened_and_closed_by_a_key_on_it(driver: Driver, key: Qt.Key) -> None:
    driver.look_up("johndoe")
    line(driver).setFocus()
    driver.press(key)
    driver.qtbot.waitUntil(lambda: shown(driver) != [])
    driver.press(key)
    assert (is_open(driver), shown(driver)) == (False, [])


def test_the_line_is_opened_by_the_mouse_and_the_field_keeps_the_focus(driver: Driver) -> None:
    driver.look_up("johndoe")
    QTest.mouseClick(line(driver), Qt.MouseButton.LeftButton)
    driver.qtbot.waitUntil(lambda: shown(driver) != [])
    assert driver.window.focusWidget() is driver.field


def test_tab_goes_through_the_details_before_it_leaves_them(driver: Driver) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    line(driver).setFocus()
    visited = []
    for _ in range(2 * len(VALUES)):
        driver.press(Qt.Key.Key_Tab)
        focus = driver.window.focusWidget()
        assert focus is not None
        visited.append(focus.objectName())
    assert visited == [part for name in VALUES for part in (name, f"{name}Copy")]


def test_closing_the_line_leaves_the_focus_on_it(driver: Driver) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    driver.part(QLineEdit, "casValue").setFocus()
    press_ctrl_d(driver)
    assert driver.window.focusWidget() is line(driver)


def test_without_a_profile_nothing_is_opened(driver: Driver) -> None:
    for text in ("", "nobody"):
        if text:
            driver.look_up(text)
        press_ctrl_d(driver)
        assert driver.status == "Open a profile to see its record details"
    driver.stores.searches["j"] = matches(JOHN, ALICE)
    driver.look_up("j")
    press_ctrl_d(driver)
    assert driver.status == "Open a profile to see its record details"
    assert driver.stores.detailed == []


def test_a_kind_of_store_without_details_does_not_offer_them(windows: Windows) -> None:
    kind = STAGING.kind._replace(capabilities=SEARCHES)
    driver = windows.open(replace(STAGING, kind=kind))
    driver.look_up("johndoe")
    assert not line(driver).isVisible()
    press_ctrl_d(driver)
    assert driver.status == "Staging has no record details"
    assert driver.stores.detailed == []


# Whose details they are


def test_the_details_of_a_match_are_those_of_its_username(driver: Driver) -> None:
    driver.stores.searches["j"] = found(JOHN, way=Way.BEGINNING)
    driver.look_up("j")
    open_details(driver)
    assert driver.stores.detailed == [("johndoe", "")]


def test_a_record_under_another_name_is_asked_for_by_the_name_it_is_stored_under(
    driver: Driver,
) -> None:
    driver.stores.outcomes["jon"] = found(JOHN, asked="jon")
    driver.stores.details["jon"] = RecordDetails("userprofile::jon")
    driver.look_up("jon")
    open_details(driver)
    assert shown(driver)[0] == "userprofile::jon"


@pytest.mark.parametrize("text", ["alice", "nobody", "johndoe"])
def test_the_next_lookup_closes_the_line_and_removes_what_it_showed(
    driver: Driver, text: str
) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    driver.look_up(text)
    assert (is_open(driver), shown(driver)) == (False, [])
    if text != "nobody":
        texts = {driver.part(QLineEdit, name).text() for name in VALUES}
        assert texts == {"Not recorded"}


def test_stepping_through_a_list_closes_the_line(driver: Driver) -> None:
    driver.stores.searches["j"] = matches(JOHN, ALICE)
    driver.look_up("j")
    driver.press(Qt.Key.Key_Return)
    open_details(driver)
    driver.press(Qt.Key.Key_PageDown, CONTROL)
    assert driver.values[0] == "alice"
    assert (is_open(driver), shown(driver)) == (False, [])


def test_another_connection_closes_the_line(driver: Driver) -> None:
    begin_reading(driver)
    other = replace(STAGING, title="Other")
    driver.browser.switch(other)
    driver.stores.release_all()
    driver.look_up("johndoe")
    assert (is_open(driver), shown(driver)) == (False, [])


def test_the_store_of_the_lookup_is_asked(driver: Driver) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    (store,) = driver.stores.opened
    assert store.detailed == [("johndoe", "")]


# While they are read


def test_a_lookup_drops_a_read_of_details(driver: Driver) -> None:
    begin_reading(driver)
    driver.look_up("alice")
    driver.stores.release_all()
    driver.qtbot.wait(50)
    assert driver.values[0] == "alice"
    assert (is_open(driver), shown(driver), message(driver)) == (False, [], "")


def test_details_do_not_drop_a_pending_lookup(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.stores.hold("alice")
    driver.ask("alice")
    press_ctrl_d(driver)
    driver.browser.window.details_wanted.emit("johndoe")
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.stores.release_all()
    assert driver.values[0] == "alice"
    assert driver.stores.detailed == []


def test_esc_stops_the_read_first_and_leaves_the_profile(driver: Driver) -> None:
    begin_reading(driver)
    driver.press(Qt.Key.Key_Escape)
    assert (driver.page, driver.values[0], is_open(driver)) == ("profilePage", "johndoe", False)
    driver.stores.release_all()
    driver.qtbot.wait(50)
    assert shown(driver) == []
    driver.press(Qt.Key.Key_Escape)
    assert driver.page == "welcomePage"


def test_esc_leaves_a_profile_whose_details_are_shown(driver: Driver) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    driver.press(Qt.Key.Key_Escape)
    assert driver.page == "welcomePage"


def test_a_hanging_read_does_not_delay_the_next_lookup(driver: Driver) -> None:
    begin_reading(driver)
    driver.look_up("alice")
    assert driver.values[0] == "alice"
    assert len(driver.stores.opened) == 2


def test_a_line_that_is_closed_while_reading_can_be_opened_again(driver: Driver) -> None:
    begin_reading(driver)
    press_ctrl_d(driver)
    reading = driver.stores.gates.pop(details_of("johndoe"))
    open_details(driver)
    assert shown(driver)[0] == "userprofile::johndoe"
    reading.set()


def test_a_server_that_disappears_ends_the_read(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_watch, "FIRST_AFTER", 1)
    monkeypatch.setattr(network_watch, "INTERVAL", 1)
    unreachable = problem(ProblemKind.UNREACHABLE)
    look = FakeCheck()
    windows.look = look
    driver = windows.open()
    begin_reading(driver)
    look.results = [StageResult(Stage.PORT, StageState.FAILED, unreachable)]
    driver.qtbot.waitUntil(lambda: summary(unreachable) in message(driver))
    assert driver.page == "profilePage"


@pytest.mark.parametrize("end", ["answer", "escape"])
def test_nobody_looks_at_the_network_after_the_read(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr(network_watch, "FIRST_AFTER", 1)
    monkeypatch.setattr(network_watch, "INTERVAL", 1)
    look = FakeCheck()
    windows.look = look
    driver = windows.open()
    begin_reading(driver)
    driver.qtbot.waitUntil(lambda: len(look.checked) >= 3)
    if end == "answer":
        driver.stores.release_all()
        driver.qtbot.waitUntil(lambda: shown(driver) != [])
    else:
        driver.press(Qt.Key.Key_Escape)
    assert_no_more_looks(driver, look)


def test_a_refused_sign_in_names_the_variable_that_holds_the_password(windows: Windows) -> None:
    windows.passwords.has_variable = True
    driver = windows.open()
    driver.stores.details["johndoe"] = problem(ProblemKind.WRONG_SIGN_IN)
    driver.look_up("johndoe")
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: "in the environment variable X is wrong" in message(driver))


def test_each_kind_of_store_names_its_revision(driver: Driver) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    driver.browser.switch(replace(STAGING, kind=STAGING.kind._replace(revision="Version")))
    driver.look_up("johndoe")
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: driver.has("versionValue"))
    assert driver.text("versionValue") == "0x18ab"
    driver.qtbot.waitUntil(lambda: not driver.has("casValue"))


def test_what_a_kind_of_store_does_not_keep_is_no_gap_in_a_record(driver: Driver) -> None:
    driver.look_up("johndoe")
    open_details(driver)
    driver.browser.switch(replace(STAGING, kind=STAGING.kind._replace(keeps_times=False)))
    driver.stores.details["johndoe"] = RecordDetails("userprofile::johndoe", "3-abc")
    driver.look_up("johndoe")
    press_ctrl_d(driver)
    driver.qtbot.waitUntil(lambda: not driver.has("expiresValue"))
    assert driver.text("casValue") == "3-abc"
    assert not driver.has("lastChangeValue")


def test_closing_the_window_ends_the_read(driver: Driver) -> None:
    begin_reading(driver)
    driver.browser.close()
    assert all(store.closed.is_set() for store in driver.stores.opened)


# The audit log


def test_reading_details_is_recorded_with_the_reason_for_the_person(
    windows: Windows, folder: Path
) -> None:
    rules = AuditRules(folder=str(folder), key="marked-key-of-at-least-32-letters")

    def open_store(connection: Connection) -> ProfileStore:
        return audited(connection, windows.stores.open, lambda: AuditLog(rules))

    driver = windows.open(replace(STAGING, audit_reason=True), open_store)
    driver.ask("johndoe")
    QTest.keyClicks(driver.part(QLineEdit, "reasonField"), "Ticket 4711")
    driver.look_up_by_key(Qt.Key.Key_Return)
    open_details(driver)
    lines = [line for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    entries = [json.loads(line) for line in lines]
    assert [(entry["action"], entry["reason"]) for entry in entries] == [
        ("look_up", "Ticket 4711"),
        ("read_details", "Ticket 4711"),
    ]
