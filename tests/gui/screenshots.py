"""Draws the pictures of the README: ``python -m tests.gui.screenshots``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QLocale, QPoint, QSize, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from profile_browser.desktop.application import exit_process
from profile_browser.desktop.controller import AppController
from profile_browser.desktop.services import Services
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.outcome import Matches, Way
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.user import User
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.network import HOST_TIMEOUT
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_SHOP, SAMPLES
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme
from tests.gui.fakes import JOHN, FakeCheck, FakeFiles, FakePasswords, FakeStores, found, own
from tests.unit.helpers.stores import sample_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import StoreOpener
    from profile_browser.domain.store_kind import StoreKind

FOLDER = Path(__file__).parents[2] / ".github" / "pictures"
EUROPE = Connection(
    kind=COUCHBASE,
    key="customers-eu",
    title="Customers EU",
    environment=Environment.PRODUCTION,
    connection_string="couchbases://db1.example.com",
    location={"bucket": "customers"},
    username="staff",
)
STAGING = replace(EUROPE, key="staging", title="Staging", environment=Environment.STAGING)
DEVELOPMENT = replace(
    EUROPE,
    key="development",
    title="Development",
    environment=Environment.DEVELOPMENT,
    connection_string="couchbase://dev.example.com",
)
KNOWN = (EUROPE, STAGING, DEVELOPMENT)
EXAMPLES = {"database": "shop", "key_field": "", "names_field": ""}  # by location key
STORES_SIZE, GAP = QSize(760, 494), 6
SILENT = Problem(
    Reason.PORT_SILENT,
    EUROPE,
    "TimeoutError",
    {"host": "db1.example.com", "port": 11207, "seconds": HOST_TIMEOUT},
)
MATCHES = Matches(
    (
        JOHN,
        User(username="johnnie", email="johnnie.maas@example.org", full_name="Johnnie Maas"),
        User(
            username="m.johnsen",
            email="m.johnsen@example.net",
            full_name="Marit Johnsen",
            disabled=True,
        ),
    ),
    EUROPE.title,
    found(JOHN).read_at,
    Way.BEGINNING,
)
CHECK = FakeCheck(
    [
        StageResult(Stage.NAME, StageState.PASSED),
        StageResult(Stage.PORT, StageState.FAILED, SILENT),
    ]
)
PASSED = FakeCheck(  # the window compares no record with the layout
    [
        *(StageResult(stage, StageState.PASSED) for stage in Stage if stage is not Stage.LAYOUT),
        StageResult(Stage.LAYOUT, StageState.SKIPPED),
    ]
)


def open_window(
    theme: Theme, connection: Connection, outcome: Outcome, check: FakeCheck = CHECK
) -> AppController:
    stores = FakeStores(dict.fromkeys((JOHN.username, "john"), outcome))
    files = FakeFiles(Configuration(tuple(own(one) for one in KNOWN)))
    services = services_with(files, stores.open, check)
    return show_window(theme, connection, services)


def services_with(files: FakeFiles, open_store: StoreOpener, check: FakeCheck) -> Services:
    return Services(STORES.kinds, SAMPLES, open_store, check, PASSED, FakePasswords(), files)


def show_window(
    theme: Theme,
    connection: Connection,
    services: Services,
    height: int = 430,
) -> AppController:
    browser = AppController(services.files.read(), connection, theme, services)
    browser.window.resize(760, height)
    browser.window.show()
    return browser


def settle(milliseconds: int = 150) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def save(widget: QWidget, name: str) -> None:
    widget.grab().save(str(FOLDER / f"{name}.png"))


def draw_outcome(theme: Theme, name: str, outcome: Outcome) -> None:
    for dark in (False, True):
        theme.use(dark=dark)
        browser = open_window(theme, EUROPE, outcome)
        browser.window.ask(JOHN.username)
        settle()
        browser.window.search.field.end(False)
        settle()
        save(browser.window, f"{name}-{'dark' if dark else 'light'}")
        browser.close()


def draw_shop(theme: Theme) -> None:
    theme.use(dark=False)
    services = services_with(FakeFiles(), sample_store, CHECK)
    browser = show_window(theme, SAMPLE_SHOP, services, height=600)
    browser.window.ask("maria.santos")
    settle()
    browser.window.search.field.end(False)
    settle()
    save(browser.window, "shop")
    browser.close()


def draw_matches(theme: Theme) -> None:
    theme.use(dark=False)
    browser = open_window(theme, EUROPE, MATCHES)
    browser.window.ask("john")
    settle()
    save(browser.window, "matches")
    browser.close()


def draw_dialog(theme: Theme) -> None:
    theme.use(dark=False)
    browser = open_window(theme, EUROPE, SILENT, PASSED)
    browser.connections.manage()
    dialog = browser.window.findChild(QDialog, "connectionsDialog")
    assert dialog is not None
    button = dialog.findChild(QPushButton, "testButton")
    assert button is not None
    button.click()
    settle()
    save(dialog, "connections")
    browser.close()


def draw_bands(theme: Theme) -> None:
    theme.use(dark=False)
    pictures = []
    for connection in (*KNOWN, SAMPLE):
        browser = open_window(theme, connection, SILENT)
        settle()
        pictures.append(browser.window.band.grab())
        browser.close()
    save_below_each_other(pictures, "bands")


def draw_stores(theme: Theme) -> None:
    theme.use(dark=False)
    others = [kind for kind in STORES.kinds.servers if kind is not COUCHBASE][:2]
    connections = [connection_to(kind) for kind in others]
    pictures = []
    for connection in connections:
        files = FakeFiles(Configuration(tuple(own(one) for one in connections)))
        services = services_with(files, FakeStores({}).open, CHECK)
        browser = show_window(theme, connection, services)
        browser.window.resize(STORES_SIZE)
        browser.connections.manage()
        dialog = browser.window.findChild(QDialog, "connectionsDialog")
        assert dialog is not None
        dialog.resize(STORES_SIZE)
        settle()
        pictures += [browser.window.band.grab(), dialog.grab()]
        browser.close()
    save_below_each_other(pictures, "stores")


def connection_to(kind: StoreKind) -> Connection:
    environment = [Environment.PRODUCTION, Environment.STAGING][kind.name > "m"]
    scheme = kind.schemes[0].name
    return Connection(
        kind=kind,
        key=kind.name,
        title=f"Customers in {kind.title.partition(' ')[0]}",
        environment=environment,
        connection_string=f"{scheme}://db1.example.com",
        location={key.name: EXAMPLES.get(key.name, "customers") for key in kind.location},
        username="staff",
    )


def save_below_each_other(pictures: Sequence[QPixmap], name: str) -> None:
    height = sum(picture.height() + GAP for picture in pictures)
    sheet = QPixmap(pictures[0].width(), height)
    sheet.fill("white")
    painter = QPainter(sheet)
    top = 0
    for picture in pictures:
        painter.drawPixmap(QPoint(0, top), picture)
        top += picture.height() + GAP
    painter.end()
    sheet.save(str(FOLDER / f"{name}.png"))


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QLocale.setDefault(QLocale("en_GB"))  # the same pictures on every computer
    FOLDER.mkdir(parents=True, exist_ok=True)
    theme = Theme(QApplication([sys.argv[0], *STYLE_ARGUMENTS]))
    draw_outcome(theme, "profile", found(JOHN)._replace(connection=EUROPE.title))
    draw_outcome(theme, "problem", SILENT)
    draw_shop(theme)
    draw_matches(theme)
    draw_dialog(theme)
    draw_bands(theme)
    draw_stores(theme)
    exit_process(0)


if __name__ == "__main__":
    main()
