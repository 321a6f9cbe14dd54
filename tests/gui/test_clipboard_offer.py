"""“Look up what I copy”: what another program copied is offered, and never asked by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QSettings, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from profile_browser.desktop.copied_offers import CopiedOffers
from profile_browser.domain.masking import USUAL_MASKS
from profile_browser.domain.privacy import ClearReason
from profile_browser.ui.clipboard import clear_own, put_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QAction

    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

    Start = Callable[..., CopiedOffers]


@pytest.fixture(autouse=True)
def clean(theme: Theme) -> Iterator[None]:
    """Leave nothing on the clipboard, and show details again."""
    clear_own()
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()
    theme.masking.start(USUAL_MASKS)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "choices.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def start(driver: Driver, settings: QSettings) -> Start:
    """Return a function that starts the offers. They are on unless the test says otherwise."""

    def start(fixed: bool | None = True) -> CopiedOffers:
        return CopiedOffers(driver.window, fixed, settings)

    return start


def copy_elsewhere(text: str) -> None:
    """The offscreen platform never says that the program owns the clipboard."""
    QGuiApplication.clipboard().setText(text)


def entry(driver: Driver) -> QAction:
    menu = driver.part(QMenu, "helpMenu")
    return next(one for one in menu.actions() if one.text() == "Look up what I copy")


def offer_of(driver: Driver) -> str:
    is_offered = driver.has("clipboardOffer") and driver.part(QWidget, "clipboardOffer").isVisible()
    return driver.text("takeOfferButton") if is_offered else ""


def wait_for(driver: Driver, offer: str) -> None:
    driver.qtbot.waitUntil(lambda: offer_of(driver) == offer)


def settle(driver: Driver, offers: CopiedOffers) -> None:
    """Wait until the clipboard has been looked at."""
    driver.qtbot.waitUntil(lambda: not offers._watch._soon.isActive())


def test_nothing_is_offered_unless_it_is_switched_on(driver: Driver, start: Start) -> None:
    offers = start(None)
    assert not entry(driver).isChecked()
    copy_elsewhere("johndoe")
    assert "_watch" not in vars(offers)
    assert offer_of(driver) == ""


def test_a_copied_username_is_offered_and_looked_up_when_it_is_taken(
    driver: Driver, start: Start, announced: list[str]
) -> None:
    start()
    copy_elsewhere("johndoe")
    wait_for(driver, "Look up “johndoe”")
    assert "Copied: “johndoe”. You can look it up here." in announced
    assert driver.page == "welcomePage"  # it is never asked by itself
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.click("takeOfferButton")
    assert driver.values[0] == "johndoe"
    assert offer_of(driver) == ""


def test_an_offer_never_takes_the_focus_and_is_reached_by_tab(driver: Driver, start: Start) -> None:
    start()
    driver.type("half a na")
    copy_elsewhere("Jane Doe <jane@example.com>")
    wait_for(driver, "Look up “jane@example.com”")
    assert driver.field.hasFocus()
    assert driver.field.text() == "half a na"
    for _ in range(3):
        driver.press(Qt.Key.Key_Tab)
    assert driver.part(QPushButton, "takeOfferButton").hasFocus()
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.press(Qt.Key.Key_Return)
    assert driver.field.text() == "jane@example.com"


def test_an_offer_is_gone_when_something_else_is_copied(driver: Driver, start: Start) -> None:
    offers = start()
    copy_elsewhere("johndoe")
    wait_for(driver, "Look up “johndoe”")
    copy_elsewhere("a sentence of several words")
    assert offer_of(driver) == ""
    settle(driver, offers)
    assert offer_of(driver) == ""


def test_a_dismissed_offer_stays_away_when_the_program_becomes_active(
    driver: Driver, start: Start
) -> None:
    offers = start()
    copy_elsewhere("johndoe")
    wait_for(driver, "Look up “johndoe”")
    driver.click("dismissOfferButton")
    assert offer_of(driver) == ""
    offers._watch._note_activation(Qt.ApplicationState.ApplicationActive)
    settle(driver, offers)
    assert offer_of(driver) == ""
    copy_elsewhere("johndoe")
    wait_for(driver, "Look up “johndoe”")


@pytest.mark.parametrize("text", ["johndoe\nalice", "two words", "x" * 5000, ""])
def test_other_texts_are_not_offered(driver: Driver, start: Start, text: str) -> None:
    offers = start()
    copy_elsewhere(text)
    settle(driver, offers)
    assert offer_of(driver) == ""


def test_what_was_copied_here_is_not_offered(driver: Driver, start: Start) -> None:
    offers = start()
    put_text("johndoe")
    settle(driver, offers)
    assert offer_of(driver) == ""


def test_the_name_in_the_field_is_not_offered(driver: Driver, start: Start) -> None:
    driver.look_up("johndoe")
    offers = start()
    copy_elsewhere("johndoe")
    settle(driver, offers)
    assert offer_of(driver) == ""


def test_what_a_password_manager_copied_is_not_offered(driver: Driver, start: Start) -> None:
    offers = start()
    data = QMimeData()
    data.setText("hunter2")
    data.setData("x-kde-passwordManagerHint", b"secret")
    QGuiApplication.clipboard().setMimeData(data)
    settle(driver, offers)
    assert offer_of(driver) == ""


def test_files_are_not_offered(driver: Driver, start: Start) -> None:
    offers = start()
    data = QMimeData()
    data.setText("johndoe")
    data.setUrls([QUrl("file:///tmp/johndoe")])
    QGuiApplication.clipboard().setMimeData(data)
    settle(driver, offers)
    assert offer_of(driver) == ""


def test_an_offered_address_is_hidden_while_details_are(driver: Driver, start: Start) -> None:
    start()
    copy_elsewhere("jane@example.com")
    wait_for(driver, "Look up “jane@example.com”")
    driver.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert offer_of(driver) == "Look up “j•••@example.com”"
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.click("takeOfferButton")
    assert driver.field.text() == "jane@example.com"


def test_clearing_leaves_nothing_of_an_offer(driver: Driver, start: Start) -> None:
    start()
    copy_elsewhere("johndoe")
    wait_for(driver, "Look up “johndoe”")
    driver.window.area.clear_offer()
    assert offer_of(driver) == ""
    assert driver.text("takeOfferButton") == ""


def test_the_menu_switches_it_on_for_later_starts(
    driver: Driver, start: Start, settings: QSettings
) -> None:
    start(None)
    entry(driver).trigger()
    assert entry(driver).isChecked()
    assert driver.status.startswith("Usernames and e-mail addresses that you copy elsewhere")
    copy_elsewhere("johndoe")
    wait_for(driver, "Look up “johndoe”")
    assert settings.value("clipboard/offer_copied", False, bool) is True
    entry(driver).trigger()
    assert offer_of(driver) == ""
    assert settings.value("clipboard/offer_copied", True, bool) is False


@pytest.mark.parametrize("fixed", [True, False])
def test_a_settings_file_fixes_the_choice(
    driver: Driver, start: Start, settings: QSettings, fixed: bool
) -> None:
    settings.setValue("clipboard/offer_copied", not fixed)
    start(fixed)
    assert entry(driver).isChecked() is fixed
    assert not entry(driver).isEnabled()
    assert entry(driver).toolTip() == "This is set in a settings file."


@pytest.mark.parametrize("kept", ["perhaps", "", [1, 2], None])
def test_a_damaged_choice_is_off(
    driver: Driver, start: Start, settings: QSettings, kept: object
) -> None:
    settings.setValue("clipboard/offer_copied", kept)
    start(None)
    assert not entry(driver).isChecked()


def test_an_offer_is_gone_when_the_window_is_cleared(driver: Driver, start: Start) -> None:
    start()
    copy_elsewhere("jane@example.com")
    wait_for(driver, "Look up “jane@example.com”")
    driver.browser.privacy.clear(ClearReason.LOCKED)
    assert offer_of(driver) == ""
    assert driver.clipboard == "jane@example.com"  # it was copied elsewhere
