"""The numbers of connections, which Ctrl+1 to Ctrl+9 switch to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu

from profile_browser.domain.configuration import Configuration
from profile_browser.stores.sample.adapter import SAMPLE
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import STAGING, own
from tests.gui.test_switching import CTRL, FIRST, SECOND

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

SAMPLE_TITLES = ["Sample data", "Sample shop"]
DESCRIBED = replace(STAGING, title="By options", location={"bucket": "other"})


@pytest.fixture
def two(windows: Windows) -> Windows:
    windows.files.configuration = Configuration((own(FIRST), own(SECOND)))
    return windows


def numbered(driver: Driver) -> list[str]:
    """Return the titles of the connections in the menu, in the order of their numbers."""
    actions = driver.part(QMenu, "connectionsMenu").actions()
    texts = [action.text().partition("\t") for action in actions if "Ctrl+" in action.text()]
    assert [key for _, _, key in texts] == [f"Ctrl+{place + 1}" for place in range(len(texts))]
    return [text.partition("  ·")[0] for text, _, _ in texts]


def add(driver: Driver, title: str) -> None:
    dialog = DialogDriver(driver)
    dialog.click("add")
    dialog.fill(title=title, connection_string="couchbases://h", bucket="b", username="u")
    driver.part(QComboBox, "field_environment").setCurrentIndex(0)
    dialog.click("save")
    assert dialog.result.startswith("Saved.")
    with driver.qtbot.waitSignal(dialog.dialog.destroyed):
        dialog.click("close")


def test_an_added_connection_comes_after_the_real_ones_and_before_the_sample_data(
    two: Windows,
) -> None:
    driver = two.open(FIRST)
    add(driver, "Added")
    assert numbered(driver) == ["Staging", "Customers EU", "Added", *SAMPLE_TITLES]
    restarted = two.open(FIRST)
    assert numbered(restarted) == ["Staging", "Customers EU", "Added", *SAMPLE_TITLES]


def test_the_sample_data_comes_last_even_if_the_window_was_started_on_it(
    windows: Windows,
) -> None:
    driver = windows.open(SAMPLE)
    assert numbered(driver) == SAMPLE_TITLES
    add(driver, "Added")
    assert numbered(driver) == ["Added", *SAMPLE_TITLES]


def test_an_edited_connection_keeps_its_number_and_is_listed_once(two: Windows) -> None:
    driver = two.open(FIRST)
    dialog = DialogDriver(driver)
    dialog.fill(title="Renamed")
    dialog.click("save")
    assert numbered(driver) == ["Renamed", "Customers EU", *SAMPLE_TITLES]


def test_a_connection_that_options_describe_keeps_its_number(two: Windows) -> None:
    driver = two.open(DESCRIBED)
    assert numbered(driver) == ["Staging", "Customers EU", "By options", *SAMPLE_TITLES]
    add(driver, "Added")
    assert numbered(driver) == ["Staging", "Customers EU", "By options", "Added", *SAMPLE_TITLES]


def test_a_connection_whose_timeouts_are_options_is_listed_once(two: Windows) -> None:
    quick = replace(SECOND, kv_timeout=1.0)
    driver = two.open(quick)
    assert numbered(driver) == ["Staging", "Customers EU", *SAMPLE_TITLES]
    driver.press(Qt.Key.Key_1, CTRL)
    driver.press(Qt.Key.Key_2, CTRL)
    assert driver.browser.connection == quick


@pytest.mark.parametrize("way", ["key", "menu"])
def test_the_number_of_the_connection_that_is_shown_does_nothing(two: Windows, way: str) -> None:
    driver = two.open(FIRST)
    driver.look_up("johndoe")
    action = driver.part(QMenu, "connectionsMenu").actions()[0]
    if way == "key":
        driver.press(Qt.Key.Key_1, CTRL)
    else:
        action.trigger()
    assert driver.page == "profilePage"
    assert driver.values[0] == "johndoe"
    assert not driver.stores.opened[0].closed.is_set()
    assert action.isChecked()
    driver.look_up("alice")
    assert len(driver.stores.opened) == 1
