"""A pasted id finds the user, whatever the ids of the connection look like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from profile_browser.domain.configuration import Configuration
from profile_browser.domain.record import RecordLayout
from tests.gui.fakes import ALICE, STAGING, own

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

USUAL = replace(STAGING, key="usual")
OTHER = replace(
    STAGING, key="other", title="Other", record=RecordLayout(id="user:{username}:profile")
)
ID, USUAL_ID = "user:al:profile", "userprofile::al"


@pytest.fixture
def driver(windows: Windows) -> Driver:
    windows.files.configuration = Configuration((own(USUAL), own(OTHER)))
    windows.stores.suggestions[ID] = windows.stores.suggestions[USUAL_ID] = (ALICE,)
    return windows.open(USUAL)


def test_an_id_asks_for_the_user_on_the_connection_that_has_such_ids(driver: Driver) -> None:
    for place in (Qt.Key.Key_1, Qt.Key.Key_2):
        driver.press(place, Qt.KeyboardModifier.ControlModifier)
        for text in (USUAL_ID, ID):
            driver.look_up(text)
    assert driver.stores.asked == ["al", ID, USUAL_ID, "al"]
    assert driver.field.text() == "al"


def test_the_status_bar_counts_the_invisible_characters_inside_an_id(driver: Driver) -> None:
    driver.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    driver.field.setText("user:\u200bal\u200b:profile")
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.stores.asked == ["al"]
    assert "(without 2 invisible characters)" in driver.status


def test_nobody_is_suggested_for_an_id(driver: Driver) -> None:
    driver.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    driver.type(ID)
    with driver.qtbot.waitSignal(driver.browser.suggestions.suggested):
        driver.type(USUAL_ID)
    assert driver.stores.suggested == [USUAL_ID]
