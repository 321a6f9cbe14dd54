"""Draws the pictures of the README: ``python -m tests.gui.screenshots``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from profile_browser.app import ProfileBrowser, leave
from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.wording import problems
from profile_browser.stores.network import HOST_TIMEOUT
from profile_browser.ui.theme import Theme
from tests.gui.fakes import JOHN, FakeStores, found

if TYPE_CHECKING:
    from profile_browser.domain.outcome import Outcome

FOLDER = Path(__file__).parents[2] / ".github" / "pictures"
EUROPE = Connection(
    title="Customers EU",
    environment=Environment.PRODUCTION,
    connection_string="couchbases://db1.example.com",
    bucket="customers",
    username="staff",
)


def outcome_of(name: str) -> Outcome:
    if name == "profile":
        return replace(found(JOHN), connection=EUROPE.title)
    return problems.port_silent(EUROPE, EUROPE.address.hosts[0], HOST_TIMEOUT, "TimeoutError")


def settle(milliseconds: int = 150) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def draw(theme: Theme, name: str, *, dark: bool) -> None:
    theme.use(dark=dark)
    stores = FakeStores({JOHN.username: outcome_of(name)})
    browser = ProfileBrowser(EUROPE, theme, stores.open)
    browser.window.resize(760, 430)
    browser.window.show()
    browser.window.ask(JOHN.username)
    settle()
    browser.window.search.field.end(False)
    settle()
    browser.window.grab().save(str(FOLDER / f"{name}-{'dark' if dark else 'light'}.png"))
    browser.close()


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    FOLDER.mkdir(parents=True, exist_ok=True)
    theme = Theme(QApplication(sys.argv[:1]))
    for name in ("profile", "problem"):
        for dark in (False, True):
            draw(theme, name, dark=dark)
    leave(0)


if __name__ == "__main__":
    main()
