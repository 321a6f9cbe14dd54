"""A driver for the window that uses it as people do: keys, clicks and visible text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QToolButton,
    QWidget,
)

from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.ui.result_pages import ResultPages

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from profile_browser.desktop.controller import AppController
    from profile_browser.ui.main_window import MainWindow
    from tests.gui.fakes import FakeStores

Part = TypeVar("Part", bound=QWidget)

VALUE_NAMES = ("usernameValue", "fullNameValue", "emailValue", "accountValue")


def create_pages(window: MainWindow) -> None:
    """Create every page, which otherwise happens on first use, and show the welcome page."""
    pages = window.pages
    listed = [name for name, page in vars(ResultPages).items() if isinstance(page, cached_property)]
    made = [getattr(pages, name) for name in listed]
    assert pages.count() == len(made) > 1
    pages.show_welcome()


class Driver:
    """Drives one window through the object names of its widgets."""

    def __init__(self, qtbot: QtBot, browser: AppController, stores: FakeStores) -> None:
        self.qtbot, self.browser, self.stores = qtbot, browser, stores
        self.window = browser.window

    def part(self, kind: type[Part], name: str) -> Part:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def has(self, name: str) -> bool:
        """Return whether a widget of this name has been created."""
        return self.window.findChild(QWidget, name) is not None

    @property
    def field(self) -> QLineEdit:
        return self.part(QLineEdit, "searchField")

    @property
    def page(self) -> str:
        current = self.part(QStackedWidget, "resultPages").currentWidget()
        assert current is not None
        return current.objectName()

    @property
    def status(self) -> str:
        return self.window.status.message

    @property
    def values(self) -> list[str]:
        """The four fields, or “Not recorded” for each if the profile page has not been created."""
        if not self.has("profilePage"):
            return [NOT_RECORDED] * len(VALUE_NAMES)
        return [self.part(QLineEdit, name).text() for name in VALUE_NAMES]

    @property
    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    @property
    def table(self) -> QTableView:
        """The table of people that a search found."""
        return self.part(QTableView, "matchesTable")

    @property
    def listed(self) -> list[str]:
        """The usernames in the table, from top to bottom."""
        rows = self.table.model().rowCount() if self.has("matchesPage") else 0
        return [self.cell(row, 0) for row in range(rows)]

    def cell(self, row: int, column: int) -> str:
        return str(self.table.model().index(row, column).data())

    @property
    def suggested_entries(self) -> list[str]:
        """The entries of the suggestion list below the field."""
        model = self.suggestion_list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @property
    def suggestion_list(self) -> QAbstractItemView:
        """The list that the completer opens below the field."""
        popup = self.field.completer().popup()
        assert popup is not None
        return popup

    def text(self, name: str) -> str:
        widget = self.part(QWidget, name)
        for reader in ("text", "toPlainText"):
            if hasattr(widget, reader):
                return str(getattr(widget, reader)())
        raise AssertionError(name)

    def type_on(self, text: str) -> None:
        """Type into the field without clearing it first."""
        QTest.keyClicks(self.field, text)

    def type(self, text: str) -> None:
        """Replace the text in the field by typing."""
        self.field.selectAll()
        self.type_on(text)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        window = QApplication.activePopupWidget() or QApplication.activeWindow()
        if (
            window is None or not window.isVisible()
        ):  # the offscreen plug-in keeps hidden popups active
            window = self.window
        focus: QWidget | None = window.focusWidget()
        target = window if focus is None else focus
        QTest.keyClick(target, key, modifier)

    def ask(self, text: str) -> None:
        """Type a text and press Enter, without waiting."""
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def look_up(self, text: str) -> None:
        """Type a text, press Enter, and wait for the answer."""
        with self.qtbot.waitSignal(self.browser.lookups.service.answered):
            self.ask(text)

    def look_up_by_key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key that starts a lookup, and wait for the answer."""
        with self.qtbot.waitSignal(self.browser.lookups.service.answered):
            self.press(key, modifier)

    def click(self, name: str) -> None:
        kind = QToolButton if self.window.findChild(QToolButton, name) else QPushButton
        QTest.mouseClick(self.part(kind, name), Qt.MouseButton.LeftButton)

    def wait_until_shown(self, name: str) -> None:
        widget = self.part(QWidget, name)
        self.qtbot.waitUntil(widget.isVisible)

    def wait_until_asked(self, username: str) -> None:
        self.qtbot.waitUntil(lambda: username in self.stores.asked)

    def menu_opened_by(self, action: Callable[[], object], choose: str = "") -> list[str]:
        """Return the entries of the menu that an action opens, after choosing one if it is named.

        The action may return only once the menu is closed.
        """
        seen: list[list[str]] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu) and menu.isVisible():
                entries = {entry.text(): entry for entry in menu.actions() if entry.isEnabled()}
                seen.append([*entries])
                menu.close()
                if choose:
                    entries[choose].trigger()

        timer = QTimer(self.window, interval=1)
        timer.timeout.connect(look)
        timer.start()
        action()
        self.qtbot.waitUntil(lambda: seen != [])
        timer.stop()
        return seen[0]

    def ask_for_menu(
        self,
        part: QWidget,
        place: QPoint | None = None,
        reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse,
    ) -> None:
        """Send what a right click at a place in a widget, or the menu key, sends."""
        at = part.rect().center() if place is None else place
        QApplication.sendEvent(part, QContextMenuEvent(reason, at, part.mapToGlobal(at)))
