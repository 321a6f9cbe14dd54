"""Shows every page and dialog in one language. tests/gui/test_languages.py runs this file.

By hand, with pictures in a folder:

    TESTED_LANGUAGE=de PICTURES=folder python -m pytest -n 0 -p tests.gui.language_plugin \
        tests/gui/language_pages.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from profile_browser.desktop.localization import localize
from profile_browser.messages.catalogue import chosen_language, is_right_to_left
from tests.gui.cut_texts import cut_texts, mnemonics_used_twice
from tests.gui.dialogs import DIALOGS
from tests.gui.language_plugin import VARIABLE
from tests.gui.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

POINTS = 9.0  # of Qt without a desktop
USUAL_SIZE = 760, 560
SCALES = pytest.mark.parametrize("text_of", [1.0, 1.5], indirect=True, ids=["100 %", "150 %"])
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(scope="session", autouse=True)
def _localized(qapp: QApplication) -> None:
    assert chosen_language() == os.environ[VARIABLE]
    localize(qapp)
    assert qapp.isRightToLeft() == is_right_to_left()


@pytest.fixture
def text_of(request: pytest.FixtureRequest) -> Iterator[float]:
    """Let the desktop have text of this size, as a factor."""
    before, font = QApplication.font(), QApplication.font()
    font.setPointSizeF(POINTS * request.param)
    QApplication.setFont(font)
    yield request.param
    QApplication.setFont(before)


def settle(window: QWidget) -> None:
    for _ in range(3):
        window.grab()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def looked_at(window: QWidget, name: str, scale: float) -> list[str]:
    """Return what is wrong with a window."""
    settle(window)
    if PICTURES:
        file = f"{chosen_language()}-{name}-{scale:.0%}.png".replace(" ", "_")
        window.grab().save(str(Path(PICTURES, file)))
    return cut_texts(window) + mnemonics_used_twice(window)


@SCALES
@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_a_page_is_cut(windows: Windows, name: str, text_of: float) -> None:
    driver = windows.open()
    driver.window.resize(*USUAL_SIZE)
    PAGES[name](driver)
    assert looked_at(driver.window, name, text_of) == []


@SCALES
@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_in_a_dialog_is_cut(windows: Windows, name: str, text_of: float) -> None:
    dialog = DIALOGS[name](windows.open())
    assert looked_at(dialog, name, text_of) == []


def test_a_cut_text_is_noticed(driver: Driver) -> None:
    label = driver.part(QLabel, "environmentText")
    settle(driver.window)
    assert cut_texts(driver.window) == []
    label.setText(label.text() * 20)
    label.setMaximumSize(60, label.height())
    settle(driver.window)
    assert cut_texts(driver.window)
