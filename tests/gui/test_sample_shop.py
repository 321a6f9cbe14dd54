"""“Sample shop” in the window: listed below the sample data, and named wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from profile_browser.stores.sample.adapter import SAMPLE_SHOP
from tests.gui.test_switching import CTRL
from tests.unit.helpers.stores import sample_store

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver


@pytest.fixture
def shop(windows: Windows) -> Driver:
    return windows.open(SAMPLE_SHOP, sample_store)


def recent(driver: Driver) -> list[str]:
    listed = driver.part(QListWidget, "recentList")
    return [listed.item(row).text() for row in range(listed.count() if listed.isVisible() else 0)]


def test_a_customer_of_the_shop_is_shown_with_the_shop_s_name(shop: Driver) -> None:
    shop.look_up("maria.santos")
    assert shop.values[:2] == ["maria.santos", "María Santos Ibáñez"]
    assert shop.status.endswith("· Sample shop")
    assert shop.text("readFrom").startswith("Read from Sample shop")
    assert shop.window.windowTitle() == "Sample shop — Profile Browser"


def test_the_start_page_suggests_people_of_the_sample_that_is_shown(shop: Driver) -> None:
    assert shop.text("welcomeHint").endswith("Try maria.santos or bad.date.")
    shop.press(Qt.Key.Key_1, CTRL)
    assert shop.text("welcomeHint").endswith("Try johndoe or alice.")


def test_a_person_of_one_sample_is_missing_in_the_other(shop: Driver) -> None:
    shop.look_up("johndoe")
    assert shop.status.startswith("No user named “johndoe” in Sample shop")
    shop.press(Qt.Key.Key_1, CTRL)
    shop.look_up("johndoe")
    assert shop.values[0] == "johndoe"


def test_recent_lookups_belong_to_each_sample(shop: Driver) -> None:
    shop.look_up("maria.santos")
    shop.press(Qt.Key.Key_1, CTRL)
    assert recent(shop) == []
    shop.press(Qt.Key.Key_2, CTRL)
    assert recent(shop) == ["maria.santos  ·  found: María Santos Ibáñez"]
