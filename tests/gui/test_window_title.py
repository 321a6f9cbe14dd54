"""The window's title names the person who is shown, if the settings allow it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from profile_browser.domain.configuration import Configuration
from tests.gui.fakes import ALICE, JOHN, STAGING, matches

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

PLAIN = "Staging — Profile Browser"
JOHNDOE = f"johndoe — {PLAIN}"


@pytest.fixture
def named(windows: Windows) -> Driver:
    windows.files.configuration = Configuration(title_shows_username=True)
    return windows.open()


def title(driver: Driver) -> str:
    return driver.window.windowTitle()


def test_the_title_does_not_name_the_person_unless_that_is_set(driver: Driver) -> None:
    driver.look_up("johndoe")
    assert title(driver) == PLAIN


def test_the_title_names_the_person_only_while_the_profile_is_shown(named: Driver) -> None:
    assert title(named) == PLAIN
    named.look_up("johndoe")
    assert title(named) == JOHNDOE
    named.look_up("nobody")
    assert title(named) == PLAIN
    named.look_up("johndoe")
    named.press(Qt.Key.Key_Escape)
    assert title(named) == PLAIN


def test_the_title_names_nobody_after_a_switch_to_another_connection(named: Driver) -> None:
    named.look_up("johndoe")
    titles: list[str] = []
    named.window.windowTitleChanged.connect(titles.append)
    named.browser.switch(replace(STAGING, key="other", title="Other"))
    assert titles == ["Other — Profile Browser"]


def test_the_title_names_nobody_while_a_lookup_runs(named: Driver) -> None:
    named.look_up("johndoe")
    named.stores.hold("alice")
    named.ask("alice")
    assert title(named) == PLAIN


def test_the_title_follows_a_person_who_is_opened_from_a_list(named: Driver) -> None:
    named.stores.searches["j"] = matches(JOHN, ALICE)
    named.look_up("j")
    assert title(named) == PLAIN
    named.press(Qt.Key.Key_Return)
    assert title(named) == JOHNDOE
    named.press(Qt.Key.Key_Escape)
    assert title(named) == PLAIN


def test_the_title_names_nobody_after_a_switch(named: Driver) -> None:
    named.look_up("johndoe")
    named.browser.switch(named.browser.connection)
    assert title(named) == PLAIN
