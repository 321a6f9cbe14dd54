"""The measurable side of how the window looks: contrast, colours, sizes and accessible names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from profile_browser.domain.connection import Connection, Environment
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.ui.theme import DARK, LIGHT, Colors, Theme
from tests.gui.driver import VALUE_NAMES, create_pages
from tests.gui.fakes import STAGING, problem
from tests.wire.stores import cluster_store

if TYPE_CHECKING:
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

RELIED_ON = (
    *("environmentBand", "searchField", "lookupButton", "cancelButton", "busyBar"),
    *("resultPages", "welcomePage", "profilePage", "problemPage", "connectionState"),
    *("matchesPage", "matchesTable", "whyButton", "askAgainButton"),
    *("usernameValue", "fullNameValue", "emailValue", "accountValue"),
    *("problemSummary", "problemNextStep", "problemDetails", "retryButton"),
)
READABLE = 4.5  # minimum contrast ratio for text: WCAG 2.2, 1.4.3


def luminance(color: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    made = QColor(color)
    red, green, blue = (linear(channel) for channel in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_state_of_the_account_has_a_frame_with_round_ends(driver: Driver) -> None:
    driver.look_up("johndoe")
    badge = driver.part(QFrame, "accountBadge")
    picture, top = driver.window.grab().toImage(), badge.mapTo(driver.window, QPoint())
    edge = top + QPoint(badge.width() // 2, 0)
    colors = [picture.pixelColor(place).name() for place in (top, edge)]
    assert colors == [LIGHT.card, LIGHT.good]


@pytest.mark.parametrize("name", ["usernameValue", "accountValue"])
def test_a_value_stays_in_place_when_it_gets_the_focus(driver: Driver, name: str) -> None:
    driver.look_up("johndoe")
    value = driver.part(QLineEdit, name)

    def place() -> tuple[QRect, object]:
        driver.window.grab()
        return value.geometry(), value.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)

    without_focus = place()
    value.setFocus()
    assert value.hasFocus()
    assert place() == without_focus


def test_every_documented_object_name_exists_once(driver: Driver) -> None:
    create_pages(driver.window)
    counted = {name: len(driver.window.findChildren(QWidget, name)) for name in RELIED_ON}
    assert counted == dict.fromkeys(RELIED_ON, 1)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "background"),
    [
        *(
            (text, ground)
            for text in ("text", "muted", "good", "bad")
            for ground in ("card", "window")
        ),
        ("text", "hover"),
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("warning", "warning_background"),
    ],
)
def test_text_has_enough_contrast_in_both_schemes(
    colors: Colors, text: str, background: str
) -> None:
    assert contrast(getattr(colors, text), getattr(colors, background)) >= READABLE


def band_color(environment: Environment, colors: Colors = LIGHT) -> str:
    return str(getattr(colors, f"band_{environment}"))


@pytest.mark.parametrize("environment", Environment)
def test_the_band_has_enough_contrast(environment: Environment) -> None:
    for colors in (LIGHT, DARK):
        assert contrast(band_color(environment, colors), colors.on_band) >= READABLE


def test_every_environment_has_its_own_colour() -> None:
    assert len(set(map(band_color, Environment))) == len(Environment)


@pytest.mark.parametrize("environment", [e for e in Environment if e is not Environment.SAMPLE])
def test_the_band_shows_the_environment_and_the_connection(
    windows: Windows, environment: Environment
) -> None:
    connection = Connection(
        kind=COUCHBASE,
        title="Customers EU",
        environment=environment,
        connection_string="couchbases://db1.example.com",
    )
    band = windows.open(connection).window.findChild(QFrame, "environmentBand")
    assert band is not None
    word = environment.upper()
    assert band.accessibleName() == f"{word}  ·  Customers EU"
    assert shown_color(band) == QColor(band_color(environment))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("couchbases://db1.example.com", "encrypted"),
        ("couchbase://db1.example.com", "not encrypted"),
        ("couchbase://127.0.0.1:11210", "this computer"),
    ],
)
def test_the_band_says_whether_the_connection_is_encrypted(
    windows: Windows, address: str, said: str
) -> None:
    window = windows.open(Connection(kind=COUCHBASE, title="x", connection_string=address)).window
    label = window.findChild(QWidget, "securityText")
    assert label is not None
    assert label.property("text") == said


def test_the_band_says_when_sample_data_is_shown(
    windows: Windows,
) -> None:
    band = windows.open(SAMPLE, cluster_store).window.findChild(QFrame, "environmentBand")
    assert band is not None
    assert band.accessibleName() == "Sample data: no server is connected"


def test_the_status_bar_does_not_repeat_that_sample_data_is_shown(windows: Windows) -> None:
    window = windows.open(SAMPLE, cluster_store).window
    state = window.findChild(QWidget, "connectionState")
    assert state is not None
    assert not state.isVisible()
    window.use_connection(STAGING)
    assert state.isVisible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_both_colour_schemes_cover_the_whole_window(
    driver: Driver, theme: Theme, dark: bool
) -> None:
    theme.use(dark=dark)
    driver.look_up("johndoe")
    image = driver.window.grab().toImage()
    ratio = image.devicePixelRatio()
    corner = image.pixelColor(round(5 * ratio), round(driver.window.height() * ratio * 0.8))
    assert corner == QColor((DARK if dark else LIGHT).window)
    theme.use(dark=False)


def test_every_colour_in_the_style_sheet_is_defined(theme: Theme) -> None:
    for colors in (LIGHT, DARK):
        assert all(QColor(color).isValid() for color in colors)
    assert "$" not in theme._application.styleSheet()


@pytest.mark.parametrize("name", ["johndoe", "broken", "nobody"])
def test_the_smallest_window_needs_no_horizontal_scrolling(driver: Driver, name: str) -> None:
    driver.stores.outcomes["broken"] = problem()
    driver.window.resize(480, 360)
    driver.look_up(name)
    for area in driver.window.findChildren(QScrollArea):
        assert not area.horizontalScrollBar().isVisible()


def test_every_control_has_an_accessible_name(driver: Driver) -> None:
    driver.look_up("johndoe")
    for kind in (QAbstractButton, QLineEdit):
        for widget in driver.window.findChildren(kind):
            if widget.isVisible() and widget.parent() is not driver.field:
                assert widget.accessibleName() or widget.property("text"), widget.objectName()


def test_the_window_title_names_the_connection(driver: Driver) -> None:
    assert driver.window.windowTitle() == f"{STAGING.title} — Profile Browser"


def shown_color(widget: QWidget) -> QColor:
    image = widget.grab().toImage()
    return image.pixelColor(3, image.height() // 2)


def test_all_field_rows_have_the_same_height(driver: Driver) -> None:
    driver.look_up("bare")  # three of the fields have no copy button
    driver.window.grab()
    fields = [driver.part(QLineEdit, name) for name in VALUE_NAMES]
    tops = [field.mapTo(driver.window, field.rect().center()).y() for field in fields]
    heights = {below - above for above, below in pairwise(tops)}
    assert len(heights) == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_input_of_a_dialog_looks_the_same(driver: Driver, theme: Theme, dark: bool) -> None:
    theme.use(dark=dark)
    driver.browser.connections.manage()
    dialog = driver.part(QDialog, "connectionsDialog")
    dialog.grab()
    names = ("field_title", "field_environment", "field_kv_timeout")
    inputs = [driver.part(QWidget, name) for name in names]
    assert len({part.height() for part in inputs}) == 1
    edges = [part.grab(QRect(0, 0, 8, part.height())).toImage() for part in inputs]
    assert edges[1] == edges[0]
    assert edges[2] == edges[0]
    theme.use(dark=False)


def test_a_number_begins_where_a_text_begins(driver: Driver) -> None:
    driver.browser.connections.manage()
    driver.part(QDialog, "connectionsDialog").grab()
    text = driver.part(QLineEdit, "field_title")
    number = driver.part(QDoubleSpinBox, "field_kv_timeout").lineEdit()
    for part in (text, number):
        part.setCursorPosition(0)
    left = [part.mapTo(part.window(), part.cursorRect().center()).x() for part in (text, number)]
    assert abs(left[0] - left[1]) <= 1
