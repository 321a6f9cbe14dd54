"""Checks what the window shows, at every paint and at every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QTableView, QWidget

from tests.gui.driver import VALUE_NAMES, create_pages
from tests.soak.ledger import End

if TYPE_CHECKING:
    from profile_browser.ui.main_window import MainWindow
    from tests.soak.ledger import Ledger, Lookup

_NOBODY = ("Not recorded",) * 4
Part = TypeVar("Part", bound=QWidget)


class ScreenChecker(QObject):
    """Compares the screen with the latest question and its connection.

    Fields may be filled only for an answered lookup of the current connection, and must then
    be those in its node. At any other time the fields must be empty, even if they are hidden.
    """

    def __init__(self, window: MainWindow, ledger: Ledger) -> None:
        super().__init__()
        self._window, self._ledger = window, ledger
        create_pages(window)
        self._pages = self._part(QStackedWidget, "resultPages")
        self._values = [self._part(QLineEdit, name) for name in VALUE_NAMES]
        self._table = self._part(QTableView, "matchesTable")
        self._texts = {
            name: self._part(QLabel, name)
            for name in ("readFrom", "environmentText", "problemSummary", "welcomeHeading")
        }
        self.checks = 0
        ledger.changed.connect(self.check)
        for painted in (*self._values, self._table.viewport(), self._texts["problemSummary"]):
            painted.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check whenever fields are painted."""
        if event.type() == QEvent.Type.Paint:
            self.check()
        return super().eventFilter(watched, event)

    @property
    def page(self) -> str:
        """The name of the current page."""
        current = self._pages.currentWidget()
        return current.objectName() if current is not None else ""

    @Slot()
    def check(self) -> None:
        """Check the screen once."""
        self.checks += 1
        title = self._ledger.directory.title
        if not self._texts["environmentText"].text().endswith(title):
            self._ledger.report_violation("the band names another connection")
        lookup = self._ledger.latest
        answered = lookup is not None and lookup.end is End.ANSWERED
        self._check_fields(lookup if answered else None)
        self._check_list(self._ledger.listed if answered else None)
        self._check_words(lookup if answered else None)

    def _check_fields(self, lookup: Lookup | None) -> None:
        shown = tuple(field.text() for field in self._values)
        if self.page != "profilePage" or lookup is None:
            if shown != _NOBODY:
                self._ledger.report_violation(
                    f"fields of {shown[0]} are left behind on {self.page}"
                )
            return
        directory = lookup.directory
        if shown[0] not in directory.expected(lookup.question) or shown != directory.fields(
            shown[0]
        ):
            self._ledger.report_violation(f"{shown} is shown")
        if not self._texts["readFrom"].text().startswith(f"Read from {directory.title} at "):
            self._ledger.report_violation("the page names another connection")

    def _check_list(self, lookup: Lookup | None) -> None:
        if self.page != "matchesPage":
            return
        if lookup is None:
            self._ledger.report_violation("people are listed, and no answer is there")
            return
        directory, rows = lookup.directory, range(self._table.model().rowCount())
        listed = [tuple(self._cell(row, column) for column in range(4)) for row in rows]
        if listed != [directory.fields(name) for name in directory.expected(lookup.question)]:
            self._ledger.report_violation(f"{listed[:2]} and {len(listed)} in all are listed")

    def _check_words(self, lookup: Lookup | None) -> None:
        if self.page == "problemPage" and lookup is not None:
            summary = self._texts["problemSummary"].text()
            if lookup.directory.title not in summary:
                self._ledger.report_violation(f"the problem names another connection: {summary}")
        heading = self._texts["welcomeHeading"].text()
        if self.page == "welcomePage" and heading.startswith("No user named"):
            asked = lookup.question.text if lookup is not None else ""
            named = f"“{asked}” in {self._ledger.directory.title}"
            if lookup is None or named not in heading:
                self._ledger.report_violation(f"somebody else is said to be missing: {heading}")

    def _cell(self, row: int, column: int) -> str:
        return str(self._table.model().index(row, column).data())

    def _part(self, kind: type[Part], name: str) -> Part:
        found = self._window.findChild(kind, name)
        assert found is not None, name
        return found
