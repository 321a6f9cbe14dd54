"""Shows every page and dialog in one language. tests/languages/test_languages.py runs this file.

By hand, with pictures in a folder:

    TESTED_LANGUAGE=de PICTURES=folder python -m pytest -n 0 -p tests.languages.plugin \
        tests/languages/pages.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QToolButton

from profile_browser.desktop.localization import localize
from profile_browser.domain.user import User
from profile_browser.messages.catalogue import chosen_language, is_right_to_left
from tests.gui.cut_texts import cut_texts, mnemonics_used_twice
from tests.gui.dialogs import DIALOGS
from tests.gui.fakes import found
from tests.gui.pages import PAGES
from tests.languages.plugin import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from profile_browser.ui.theme import Theme
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


def is_after(part: QWidget, other: QWidget) -> bool:
    """Return whether a line that begins with the other part goes on to this one."""
    left, other_left = (one.mapTo(one.window(), QPoint()).x() for one in (part, other))
    return left < other_left if is_right_to_left() else left > other_left


def test_a_line_goes_from_the_name_of_a_field_to_its_value_and_its_button(driver: Driver) -> None:
    PAGES["profilePage"](driver)
    settle(driver.window)
    value, copy = driver.part(QLineEdit, "emailValue"), driver.part(QToolButton, "emailValueCopy")
    name = next(one for one in driver.window.findChildren(QLabel) if one.buddy() is value)
    assert is_after(value, name)
    assert is_after(copy, value)
    gap = (name.contentsMargins().left(), name.contentsMargins().right())
    assert (gap[0] > gap[1]) == is_right_to_left()
    copy.click()
    marks = driver.window.findChildren(QLabel, "copiedMark")
    assert [is_after(mark, copy) for mark in marks if mark.isVisible()] == [True]


def test_lines_begin_at_one_side(driver: Driver) -> None:
    PAGES["problemPage"](driver)
    side = Qt.AlignmentFlag.AlignRight if is_right_to_left() else Qt.AlignmentFlag.AlignLeft
    details = driver.part(QPlainTextEdit, "problemDetails").document().defaultTextOption()
    for alignment in (driver.field.alignment(), details.alignment()):
        assert alignment & side
        assert alignment & Qt.AlignmentFlag.AlignAbsolute


def test_the_arrow_of_what_is_closed_points_where_the_line_goes(
    driver: Driver, theme: Theme
) -> None:
    PAGES["profilePage"](driver)
    arrow = "chevron-left" if is_right_to_left() else "chevron-right"
    shown = driver.part(QToolButton, "detailsLine").icon()
    assert shown.cacheKey() == theme.icon(arrow, theme.colors.muted).cacheKey()


def test_what_is_not_recorded_is_slanted_only_where_the_script_is(windows: Windows) -> None:
    driver = windows.open()
    driver.stores.outcomes["bob"] = found(User(username="bob"))
    driver.look_up("bob")
    has_italics = chosen_language() not in {"ar", "ja"}
    assert driver.part(QLineEdit, "fullNameValue").font().italic() is has_italics
