"""What the status bar reports is read aloud to whoever cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

if TYPE_CHECKING:
    from tests.gui.driver import Driver


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what a screen reader was told to say."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


def test_what_came_of_a_look_up_is_announced(driver: Driver, spoken: list[str]) -> None:
    driver.look_up("nobody")
    assert spoken == [driver.status]
    assert "nobody" in driver.status


def test_a_cancel_is_announced(driver: Driver, spoken: list[str]) -> None:
    driver.stores.hold("johndoe")
    driver.ask("johndoe")
    driver.press(Qt.Key.Key_Escape)
    assert spoken == ["Cancelled the lookup of “johndoe”"]
