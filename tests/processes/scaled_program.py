"""The pages that show added fields, in a window of 400 × 300 on a screen of another scale.

Run as a file, with ``QT_SCALE_FACTOR`` set. It prints as JSON what it measured.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from profile_browser.domain.outcome import Found, Matches, Way
from profile_browser.domain.question import Question
from profile_browser.ui.pages.matches import MatchesPage
from profile_browser.ui.pages.profile import ProfilePage
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme
from tests.unit.helpers.more_fields import user_with_twelve

if TYPE_CHECKING:
    from profile_browser.ui.pages.page import Page

_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def main(picture: str = "") -> None:
    application = QApplication(["", *STYLE_ARGUMENTS])
    theme = Theme(application)
    page, matches = ProfilePage(theme), MatchesPage(theme)
    page.show_profile(Found(user_with_twelve(), "Customers", _NOON))
    users = (user_with_twelve(), user_with_twelve("jane"))
    matches.show_matches(Question("j"), Matches(users, "Customers", _NOON, Way.BEGINNING))
    for shown in (matches, page):
        show(shown)
    QTest.qWaitForWindowActive(page)
    lines = [line for line in page.findChildren(QLineEdit) if line.isVisible()]
    if picture:
        page.grab().save(picture)
    measured = {
        "ratio": page.devicePixelRatioF(),
        "rows": len(lines),
        "sideways": page.horizontalScrollBar().maximum(),
        "out of reach": [line.accessibleName() for line in lines if not is_reached(page, line)],
        "sideways in the list": matches.table.horizontalScrollBar().maximum(),
        "columns": matches.table.people.columnCount(),
    }
    print(json.dumps(measured))


def show(page: Page) -> None:
    page.resize(400, 300)
    page.show()
    page.activateWindow()
    for _ in range(2):
        page.grab()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def is_reached(page: ProfilePage, line: QLineEdit) -> bool:
    """Return whether Tab reaches a value, and whether it is then in sight."""
    first = page.findChild(QLineEdit, "usernameValue")
    assert first is not None
    first.setFocus()
    for _ in range(50):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is line:
            inside = QRect(line.mapTo(page.viewport(), QPoint()), line.size())
            return page.viewport().rect().contains(inside)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return False


if __name__ == "__main__":
    main(*sys.argv[1:])
