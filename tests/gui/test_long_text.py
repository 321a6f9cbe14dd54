"""A megabyte of text in a field, a name or a title is shown shortened and copied in full."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QMenu, QWidget

from profile_browser.domain.user import User
from profile_browser.messages.plain_text import printable
from tests.gui.fakes import STAGING, found, matches

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

MEGABYTE = 1_000_000
# More than any widget shows, and little enough to lay out quickly.
LONGEST_GIVEN = 2_000
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
KINDS = {
    "one word": "a",
    "words": "word ",
    "markup": "<b>x</b><img src='http://127.0.0.1/x'>",
    "overrides": "\u202eabc",
    "right to left": "\u05e9\u05dc\u05d5\u05dd ",
    "controls": "x\x00\x1b[31m\n",
}
BIG = {kind: (piece * MEGABYTE)[:MEGABYTE] for kind, piece in KINDS.items()}
every_kind = pytest.mark.parametrize("text", BIG.values(), ids=BIG.keys())


def given_texts(window: QWidget) -> list[str]:
    """Return every text that the window's widgets show, or give to tooltips and screen readers."""
    texts = [window.windowTitle()]
    for part in window.findChildren(QWidget):
        texts += [part.toolTip(), part.statusTip(), part.whatsThis(), part.accessibleName()]
        texts += [part.accessibleDescription()]
        if isinstance(part, QLabel | QLineEdit):
            texts.append(part.text())
        if isinstance(part, QMenu):
            texts += [action.text() for action in part.actions()]
            texts += [action.toolTip() for action in part.actions()]
        if isinstance(part, QListWidget):
            texts += [part.item(row).text() for row in range(part.count())]
    return texts


def settle(driver: Driver) -> None:
    QGuiApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    driver.window.grab()


def assert_small(driver: Driver) -> None:
    """Check that no widget has a long text and that the window can be small."""
    settle(driver)
    assert max(map(len, given_texts(driver.window))) <= LONGEST_GIVEN
    assert driver.window.width() == 480
    layout = driver.window.layout()
    assert layout is not None
    assert layout.minimumSize().width() <= 480


@pytest.fixture
def small(driver: Driver) -> Driver:
    driver.window.resize(480, 360)
    return driver


@every_kind
def test_a_megabyte_in_each_field_is_shown_shortened_and_copied_in_full(
    small: Driver, text: str
) -> None:
    user = User(username=text, full_name=text, email=text)
    small.stores.outcomes["x"] = found(user)
    small.look_up("x")
    assert_small(small)
    for name in ("usernameValue", "fullNameValue", "emailValue"):
        value = small.text(name)
        assert value.endswith("…")
        assert printable(text).startswith(value[:-1])
        small.click(f"{name}Copy")
        assert small.clipboard == printable(text)
    small.press(Qt.Key.Key_C, CONTROL_SHIFT)
    assert small.clipboard.count(printable(text)) == 3


@every_kind
def test_a_megabyte_in_each_field_of_a_match_is_shown_shortened(small: Driver, text: str) -> None:
    user = User(username=text, full_name=text, email=text)
    small.stores.searches["x"] = matches(user, user)
    small.look_up("x")
    assert_small(small)
    assert max(len(small.cell(0, column)) for column in range(4)) <= 200
    small.press(Qt.Key.Key_Return)
    assert small.page == "profilePage"
    assert_small(small)


@every_kind
def test_a_megabyte_on_the_clipboard_is_looked_up_and_shown_shortened(
    small: Driver, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    small.look_up_by_key(Qt.Key.Key_V, CONTROL_SHIFT)
    assert small.status.startswith("No user named")
    assert_small(small)


@every_kind
def test_a_megabyte_is_not_suggested_as_a_username_and_shortened_as_a_name(
    small: Driver, text: str
) -> None:
    named, unnamed = User(username="xa", full_name=text), User(username=f"x{text}")
    small.stores.outcomes["xa"] = found(named)
    small.stores.outcomes["xb"] = found(unnamed)
    small.look_up("xa")
    small.look_up("xb")
    small.type("x")
    (entry,) = [entry for entry in small.suggested_entries if entry != "xb"]
    assert entry.startswith("xa")
    assert len(entry) < 100


@every_kind
def test_a_megabyte_as_a_connection_name_does_not_widen_the_window(
    windows: Windows, text: str
) -> None:
    driver = windows.open(replace(STAGING, title=text))
    driver.window.resize(480, 360)
    settle(driver)
    assert len(driver.window.windowTitle()) < 100
    assert len(driver.text("environmentText")) < 100
    menu = driver.part(QMenu, "connectionsMenu")
    assert max(len(action.text()) for action in menu.actions()) < 150
    assert driver.window.width() == 480


def test_a_long_value_is_copied_in_full_and_not_as_it_is_shown(driver: Driver) -> None:
    driver.stores.outcomes["x"] = found(User(username="x", email="e" * 50_000))
    driver.look_up("x")
    driver.click("emailValueCopy")
    assert driver.clipboard == "e" * 50_000


def test_qt_s_mark_for_unsaved_changes_in_a_connection_name_is_shown_literally(
    windows: Windows,
) -> None:
    driver = windows.open(replace(STAGING, title="EU [*]"))
    assert driver.window.windowTitle() == "EU [*][*] — Profile Browser"  # Qt shows one of them
