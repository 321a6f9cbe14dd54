"""What people ask of their whole system: high contrast, less motion, text of twice the size."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QProgressBar

from profile_browser.domain.connection import Environment
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.ui import theme as themes
from profile_browser.ui.high_contrast import is_known_at_start
from profile_browser.ui.theme import DARK, LIGHT, Theme
from tests.gui.fakes import STAGING
from tests.gui.pages import show_profile, show_waiting
from tests.gui.pixels import colors_in, contrast, picture
from tests.gui.test_contrast import faint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

YELLOW, BLACK = "#ffff00", "#000000"


@pytest.fixture
def high_contrast(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    palette = QPalette(QColor(BLACK))
    for role in QPalette.ColorRole:
        if role is not QPalette.ColorRole.NColorRoles:
            palette.setColor(role, QColor(YELLOW if "Text" in role.name else BLACK))
    monkeypatch.setattr(themes, "system_palette", lambda _application: palette)
    monkeypatch.setattr(themes, "wants_high_contrast", lambda _hints: True)
    theme.follow_system()
    yield
    theme.use(dark=False)


@pytest.mark.usefixtures("high_contrast")
def test_high_contrast_uses_the_colours_of_the_system_alone(driver: Driver, theme: Theme) -> None:
    assert set(theme.colors) == {YELLOW, BLACK}
    show_profile(driver)
    assert faint(driver.window) == {}
    assert QApplication.palette().text().color() == QColor(YELLOW)
    assert contrast(QColor(theme.colors.accent), QColor(theme.colors.card)) > 7


def foreign_colors(driver: Driver) -> set[str]:
    """Return the colours of the band that are not between yellow and black."""
    band = driver.window.band
    band.grab()  # lays it out
    shades = map(QColor, colors_in(picture(band), band.rect()))
    return {one.name() for one in shades if one.blue() or one.red() != one.green()}


@pytest.mark.usefixtures("high_contrast")
@pytest.mark.parametrize("environment", Environment)
def test_with_high_contrast_the_band_tells_the_environment_by_its_word_alone(
    windows: Windows, environment: Environment
) -> None:
    is_sample = environment is Environment.SAMPLE
    driver = windows.open(SAMPLE if is_sample else replace(STAGING, environment=environment))
    driver.window.band.list_connections([STAGING, SAMPLE], STAGING)  # the sample data has stripes
    assert driver.window.band.is_striped is is_sample
    assert foreign_colors(driver) == set()
    word = ENVIRONMENTS.get(environment, "Sample data")
    assert driver.text("environmentText").casefold().startswith(word.casefold())


@pytest.mark.usefixtures("high_contrast")
def test_with_high_contrast_the_band_is_the_ground_of_its_text_and_of_its_stripes(
    theme: Theme,
) -> None:
    used = theme.colors._asdict()
    grounds = {name for name in used if name.startswith("band_")} | {"between_stripes"}
    assert {used[name] for name in grounds} == {BLACK}
    assert (used["on_band"], used["stripe"]) == (YELLOW, YELLOW)


@pytest.mark.usefixtures("high_contrast")
def test_with_high_contrast_a_line_sets_the_band_apart(driver: Driver) -> None:
    band = driver.window.band
    below = band.rect().adjusted(0, band.height() - 2, 0, 0)
    assert {*colors_in(picture(band), below)} == {QColor(YELLOW).rgb()}


def test_the_band_follows_a_change_of_the_wish(
    driver: Driver, request: pytest.FixtureRequest
) -> None:
    assert foreign_colors(driver) != set()
    request.getfixturevalue("high_contrast")
    assert foreign_colors(driver) == set()


def test_the_colours_of_the_system_are_not_those_that_the_program_has_set(theme: Theme) -> None:
    theme.use(dark=False)
    theme.use_system_colors()
    used = theme.colors
    theme.use(dark=False)
    assert used.window == QApplication.style().standardPalette().window().color().name()


def test_a_change_of_the_wish_is_followed(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "wants_high_contrast", lambda _hints: True)
    hints = QApplication.styleHints().accessibility()
    hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme.colors.muted == theme.colors.text
    theme.use(dark=False)


@pytest.fixture
def new_theme(qapp: QApplication, theme: Theme) -> Iterator[Callable[[], Theme]]:
    made: list[Theme] = []

    def make() -> Theme:
        made.append(Theme(qapp))
        return made[-1]

    yield make
    for each in made:
        shiboken6.delete(each)
    theme.use(dark=False)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_wish_is_followed_before_the_window_is_painted_or_else_after_the_start(
    new_theme: Callable[[], Theme], monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    monkeypatch.setattr(themes, "is_known_at_start", lambda: is_known)
    monkeypatch.setattr(themes, "wants_high_contrast", lambda _hints: True)
    started = new_theme()
    assert (started.colors is LIGHT) is not is_known
    started.catch_up_with_system()
    assert started.colors.muted == started.colors.text


def test_a_scheme_that_the_palette_does_not_show_is_followed_after_the_start(
    new_theme: Callable[[], Theme], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes, "is_known_at_start", lambda: False)
    started = new_theme()
    monkeypatch.setattr(started, "_system_is_dark", lambda: True)
    started.catch_up_with_system()
    assert started.colors is DARK


def test_a_wish_that_is_followed_already_is_not_followed_again(
    new_theme: Callable[[], Theme], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(themes, "is_known_at_start", lambda: False)
    monkeypatch.setattr(themes, "wants_high_contrast", lambda _hints: True)
    started = new_theme()
    started.follow_system()
    with qtbot.assertNotEmitted(started.changed):
        started.catch_up_with_system()


@pytest.mark.parametrize("known", [True, False])
def test_without_another_wish_nothing_is_drawn_anew_after_the_start(
    new_theme: Callable[[], Theme], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, known: bool
) -> None:
    monkeypatch.setattr(themes, "is_known_at_start", lambda: known)
    started = new_theme()
    with qtbot.assertNotEmitted(started.changed):
        started.catch_up_with_system()


@pytest.mark.parametrize(
    ("platform", "chosen", "known"),
    [
        ("win32", "", True),
        ("darwin", "", True),
        ("linux", "", False),
        ("linux", "xdgdesktopportal", True),  # it waits for the portal's answer
    ],
)
def test_where_the_wish_may_be_known_at_the_start(
    monkeypatch: pytest.MonkeyPatch, platform: str, chosen: str, known: bool
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv("QT_QPA_PLATFORMTHEME", chosen)
    assert is_known_at_start() is known


def test_without_the_wish_the_scheme_is_the_program_s_own(theme: Theme) -> None:
    theme.follow_system()
    assert theme.colors in (themes.LIGHT, themes.DARK)


def test_nothing_moves_for_people_who_want_less_motion(driver: Driver, theme: Theme) -> None:
    theme.keep_still()
    show_waiting(driver)
    theme.is_still = False
    bar = driver.part(QProgressBar, "busyBar")
    assert bar.isVisible()
    assert bar.maximum() > bar.minimum()  # else Qt moves it
    assert driver.text("waitedSeconds") == "0 s"


def test_a_wait_moves_for_everybody_else(driver: Driver) -> None:
    show_waiting(driver)
    bar = driver.part(QProgressBar, "busyBar")
    assert bar.maximum() == bar.minimum()
