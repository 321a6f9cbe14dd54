"""The sample data: left out of the window, or marked so that nobody takes it for real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from profile_browser.domain.configuration import Configuration
from profile_browser.settings.selection import NO_CONNECTION
from profile_browser.stores.sample.adapter import SAMPLES
from profile_browser.ui.dialogs import connections as connections_dialog
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import own
from tests.gui.test_numbering import add, numbered
from tests.gui.test_switching import CTRL, FIRST, SECOND

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

WARNING = "{}: these people are invented"
CALM = "{}: no server is connected"


def band(driver: Driver) -> str:
    assert driver.part(QWidget, "environmentBand").accessibleName() == driver.text(
        "environmentText"
    )
    return driver.text("environmentText")


@pytest.mark.parametrize("sample", SAMPLES)
def test_without_connections_the_sample_data_has_a_calm_band(
    windows: Windows, sample: Connection
) -> None:
    driver = windows.open(sample)
    assert band(driver) == CALM.format(sample.title)
    assert not driver.window.band.is_striped


@pytest.mark.parametrize(
    ("sample", "key"), [*zip(SAMPLES, (Qt.Key.Key_2, Qt.Key.Key_3), strict=True)]
)
@pytest.mark.parametrize("is_start", [True, False])
def test_beside_real_connections_the_sample_data_cannot_be_mistaken(
    windows: Windows, sample: Connection, key: Qt.Key, is_start: bool
) -> None:
    windows.files.configuration = Configuration((own(FIRST),))
    driver = windows.open(sample if is_start else FIRST)
    if not is_start:
        assert not driver.window.band.is_striped
        driver.press(key, CTRL)
    assert band(driver) == WARNING.format(sample.title)
    assert driver.window.band.width() == driver.window.width()
    image = driver.window.band.grab().toImage()
    edge = {image.pixelColor(x, 2).name() for x in range(image.width())}
    assert {"#f2b705", "#1b1d21"} <= edge
    driver.press(Qt.Key.Key_1, CTRL)
    assert band(driver) == "STAGING  ·  Staging"
    assert driver.window.band.grab().toImage().pixelColor(5, 2).name() not in edge


def test_the_warning_appears_with_the_first_real_connection(windows: Windows) -> None:
    driver = windows.open(SAMPLES[0])
    add(driver, "Added")
    assert band(driver) == WARNING.format("Sample data")


def test_turned_off_the_sample_data_is_not_listed(windows: Windows) -> None:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)), sample_allowed=False)
    driver = windows.open(FIRST)
    assert numbered(driver) == ["Staging", "Customers EU"]
    driver.press(Qt.Key.Key_3, CTRL)
    assert band(driver) == "STAGING  ·  Staging"


@pytest.fixture
def nothing(windows: Windows) -> Driver:
    windows.files.configuration = Configuration(sample_allowed=False)
    return windows.open(NO_CONNECTION)


def test_without_any_connection_the_first_page_says_what_to_do(nothing: Driver) -> None:
    assert band(nothing) == "No connection is set up"
    assert nothing.page == "welcomePage"
    assert nothing.text("welcomeHeading") == "No connection is set up"
    assert nothing.text("welcomeHint") == (
        "You need a connection to look up accounts. Ask your administrator, or choose "
        "“Connections …” in the band above."
    )
    actions = [action.text() for action in nothing.part(QMenu, "connectionsMenu").actions()]
    assert actions == ["", "Connections …"]


def test_without_any_connection_nothing_is_asked(nothing: Driver) -> None:
    nothing.ask("johndoe")
    assert nothing.status == "No connection is set up. Ask your administrator for one."
    assert nothing.page == "welcomePage"
    assert nothing.stores.opened == []


def test_the_first_connection_that_is_added_is_used(nothing: Driver) -> None:
    add(nothing, "Added")
    assert band(nothing) == "PRODUCTION  ·  Added"
    nothing.look_up("johndoe")
    assert nothing.values[0] == "johndoe"


def test_deleting_the_last_connection_does_not_bring_the_sample_data_back(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections_dialog, "confirm_deletion", lambda *_: True)
    windows.files.configuration = Configuration((own(FIRST),), sample_allowed=False)
    driver = windows.open(FIRST)
    DialogDriver(driver).click("delete")
    assert band(driver) == "No connection is set up"


def test_deleting_the_last_connection_brings_the_usual_sample_data_back(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections_dialog, "confirm_deletion", lambda *_: True)
    windows.files.configuration = Configuration((own(FIRST),))
    driver = windows.open(FIRST)
    DialogDriver(driver).click("delete")
    assert band(driver) == CALM.format("Sample data")
