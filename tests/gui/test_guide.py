"""The administration guide, which the help menu opens."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from profile_browser.domain.resource_files import read_resource
from profile_browser.messages import guide as wording
from profile_browser.messages.help_menu import GUIDE_TITLE
from profile_browser.ui.dialogs import guide
from profile_browser.ui.dialogs.guide import GUIDE_FILE, GuideText, anchor_of
from profile_browser.ui.theme import DARK, LIGHT
from tests.gui.test_help import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.ui.theme import Theme
    from tests.gui.driver import Driver

LINK = re.compile(r"\]\(([^)]+)\)")
OUTSIDE = "https://docs.example.com/roles"
MORE = "More\n\n" * 200
SMALL_GUIDE = f"# Guide\n\n[down](#the-end) [out]({OUTSIDE})\n\n{MORE}## The end\n"


class WebBrowser(QObject):
    """Replaces the user's web browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def web_browser() -> Iterator[WebBrowser]:
    browser = WebBrowser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]  # it refuses the bytes that its stub requires
    yield browser
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def small_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "read_resource", lambda _: SMALL_GUIDE)


def open_guide(driver: Driver) -> GuideText:
    """Open the guide by keyboard."""
    choose(driver, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    return driver.part(GuideText, "guideText")


def is_open(driver: Driver) -> bool:
    return driver.window.findChild(QDialog, "guideDialog") is not None


def scroll_position(text: GuideText) -> int:
    return text.verticalScrollBar().value()


def link_colors(text: GuideText) -> set[str]:
    formats = [one.toCharFormat() for one in text.document().allFormats() if one.isCharFormat()]
    return {one.foreground().color().name() for one in formats if one.anchorHref()}


def test_the_guide_is_opened_and_closed_by_keyboard(driver: Driver) -> None:
    text = open_guide(driver)
    assert text.toPlainText().startswith(GUIDE_TITLE)
    assert text.hasFocus()
    assert scroll_position(text) == 0
    driver.press(Qt.Key.Key_Escape)
    driver.qtbot.waitUntil(lambda: not is_open(driver))


def test_the_guide_can_be_scrolled_by_keyboard_and_enlarged(driver: Driver) -> None:
    text = open_guide(driver)
    driver.press(Qt.Key.Key_PageDown)
    assert scroll_position(text) > 0
    dialog = driver.part(QDialog, "guideDialog")
    before = text.size()
    dialog.resize(dialog.size() * 1.2)
    driver.qtbot.waitUntil(lambda: text.height() > before.height())


def test_the_guide_fits_into_a_narrow_window(driver: Driver) -> None:
    text = open_guide(driver)
    driver.part(QDialog, "guideDialog").resize(480, 360)
    text.scrollToAnchor("limits")
    assert text.document().idealWidth() <= text.viewport().width() + 1


def test_the_text_and_the_search_field_have_accessible_names(driver: Driver) -> None:
    text = open_guide(driver)
    assert text.accessibleName() == GUIDE_TITLE
    assert driver.part(QLineEdit, "guideSearchField").accessibleName() == wording.FIND


def test_every_link_to_a_heading_scrolls_there(driver: Driver) -> None:
    text = open_guide(driver)
    anchors = {target for target in LINK.findall(read_resource(GUIDE_FILE)) if target[0] == "#"}
    assert len(anchors) > 10
    for anchor in anchors - {"#connections"}:  # may be visible without scrolling
        text.verticalScrollBar().setValue(0)
        text.setSource(QUrl(anchor))
        assert scroll_position(text) > 0, anchor


@pytest.mark.usefixtures("small_guide")
def test_a_link_to_a_heading_can_be_followed_by_keyboard(
    driver: Driver, web_browser: WebBrowser
) -> None:
    text = open_guide(driver)
    driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Return)
    assert scroll_position(text) > 0
    assert web_browser.opened == []


@pytest.mark.usefixtures("small_guide")
def test_an_external_link_opens_in_the_web_browser_when_it_is_followed(
    driver: Driver, web_browser: WebBrowser
) -> None:
    text = open_guide(driver)
    driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Tab)
    assert web_browser.opened == []
    driver.press(Qt.Key.Key_Return)
    assert web_browser.opened == [OUTSIDE]
    assert text.toPlainText().startswith("Guide")


def test_the_guide_loads_nothing_from_the_network(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        picture = f"http://127.0.0.1:{server.getsockname()[1]}/picture.png"
        monkeypatch.setattr(guide, "read_resource", lambda _: f"![Picture]({picture})")
        text = open_guide(driver)
        text.grab()
        assert text.document().resource(QTextDocument.ResourceType.ImageResource, picture) is None
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_search_wraps_around_and_reports_a_text_that_is_not_found(driver: Driver) -> None:
    text = open_guide(driver)
    QTest.keySequence(text, QKeySequence(QKeySequence.StandardKey.Find))
    field = driver.part(QLineEdit, "guideSearchField")
    assert field.hasFocus()
    QTest.keyClicks(field, "reads.lock")
    QTest.keyClick(field, Qt.Key.Key_Return)
    only = text.textCursor().position()
    assert text.textCursor().selectedText() == "reads.lock"
    QTest.keyClick(field, Qt.Key.Key_Return)  # starts again at the top
    assert text.textCursor().position() == only
    assert driver.text("guideNotFound") == ""
    QTest.keyClicks(field, "zzz")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert driver.text("guideNotFound") == wording.NOT_FOUND
    assert text.textCursor().position() == only
    assert driver.part(QDialog, "guideDialog").isVisible()


def test_the_message_of_the_search_is_plain_text(driver: Driver) -> None:
    open_guide(driver)
    assert driver.part(QLabel, "guideNotFound").textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_links_follow_a_change_of_the_colour_scheme(
    driver: Driver, theme: Theme, *, dark: bool
) -> None:
    theme.use(dark=not dark)
    text = open_guide(driver)
    driver.press(Qt.Key.Key_PageDown)
    before = scroll_position(text)
    theme.use(dark=dark)
    assert link_colors(text) == {(DARK if dark else LIGHT).accent}
    assert scroll_position(text) == before
    theme.use(dark=False)


def test_a_change_of_the_colour_scheme_does_not_hold_the_window_up(
    driver: Driver, theme: Theme
) -> None:
    text = open_guide(driver)
    layouts: list[None] = []
    text.document().contentsChanged.connect(lambda: layouts.append(None))
    theme.follow_system()
    assert len(layouts) < 5


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Keys of a connection", "keys-of-a-connection"),
        ("Log, crashes and `x`", "log-crashes-and-x"),
    ],
)
def test_headings_have_the_same_anchors_as_on_github(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor


def test_the_guide_is_not_created_before_it_is_opened(driver: Driver) -> None:
    assert driver.window.findChild(QWidget, "guideText") is None
