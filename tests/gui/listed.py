"""A window with the table of a list and the filter above it, used as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.ui.widgets.people_filter import PeopleFilter
from profile_browser.ui.widgets.people_table import PeopleTable
from tests.unit.helpers.listed import found_row, row_in

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from profile_browser.ui.theme import Theme

NOTHING = Qt.KeyboardModifier.NoModifier
NAMES = ("eve", "ann", "bob", "zoe", "twins")
ROWS = (
    found_row("eve", full_name="Ève", email="eve@example.com"),
    found_row("ann", full_name="Ann Muñiz", disabled=True),
    row_in(RowState.MISSING, "bob"),
    found_row("zoe", full_name="Zoë", email="zoe@example.com"),
    ListRow(Entry("twins"), RowState.SEVERAL, usernames=("castor", "pollux")),
)


class ListWindow(QWidget):
    """Drives the table and its filter, and notes what they report."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = PeopleTable(theme)
        self.filter = PeopleFilter(theme, self.table)
        layout = QVBoxLayout(self)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        self.opened: list[str] = []
        self.copied: list[tuple[str, str]] = []
        self.typed: list[str] = []
        self.table.opened.connect(lambda row: self.opened.append(row.entry.text))
        self.table.copy_wanted.connect(lambda *copy: self.copied.append(copy))
        self.table.typed.connect(self.typed.append)

    @property
    def field(self) -> QLineEdit:
        field = self.filter.findChild(QLineEdit)
        assert field is not None
        return field

    @property
    def choice(self) -> QComboBox:
        choice = self.filter.findChild(QComboBox)
        assert choice is not None
        return choice

    @property
    def said(self) -> str:
        """How many the filter says are shown."""
        label = self.filter.findChild(QLabel, "peopleShown")
        assert label is not None
        return label.text()

    @property
    def shown(self) -> list[str]:
        people = self.table.people
        return [people.row_at(row).entry.text for row in range(people.rowCount())]

    @property
    def selected(self) -> list[str]:
        return [row.entry.text for row in self.table.rows(selected_only=True)]

    @property
    def current(self) -> str:
        return self.shown[self.table.currentIndex().row()]

    @property
    def columns(self) -> list[str]:
        """The labels of the columns that are visible."""
        labels = enumerate(self.table.people.columns)
        return [label for at, label in labels if not self.table.isColumnHidden(at)]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
        QTest.keyClick(self.table, key, modifiers)

    def place_of(self, row: int) -> QPoint:
        """Return the middle of a row, in the table."""
        index = self.table.people.index(row, self.table.lead_column)
        return self.table.visualRect(index).center()

    def click(self, row: int, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
        viewport = self.table.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, modifiers, self.place_of(row))

    def click_header(self, column: int) -> None:
        header = self.table.horizontalHeader()
        place = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def menu(self, row: int) -> dict[str, QAction]:
        """Open the menu of a row by the right button, and return its entries by label."""
        viewport, place = self.table.viewport(), self.place_of(row)
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, event)
        menu = self.findChildren(QMenu, "peopleMenu")[-1]
        orders = menu.findChild(QMenu, "sortMenu")
        assert orders is not None
        actions = [*menu.actions(), *orders.actions()]
        return {action.text().partition("\t")[0]: action for action in actions}

    def fit(self, width: int, height: int = 400) -> None:
        """Give the window this size, and lay everything out."""
        self.resize(width, height)
        for _ in range(2):
            self.grab()
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
