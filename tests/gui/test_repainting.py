"""A quick answer repaints only what changes, and only once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from profile_browser.domain.user import User
from profile_browser.ui.result_pages import ResultPages
from tests.gui.driver import VALUE_NAMES
from tests.gui.fakes import found

if TYPE_CHECKING:
    from tests.gui.driver import Driver

BOB = User(username="bob", email="bob@example.com", full_name="Bob Marley", disabled=False)


class Events(QObject):
    """Counts a widget's events by kind, and collects each painted text."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.kinds: Counter[QEvent.Type] = Counter()
        self.painted: list[str] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.kinds[event.type()] += 1
        if event.type() is QEvent.Type.Paint and isinstance(watched, QLineEdit | QLabel):
            self.painted.append(watched.text())
        return False


@pytest.fixture
def shown(driver: Driver) -> Driver:
    """Return a window that has painted johndoe's profile."""
    driver.stores.outcomes["bob"] = found(BOB)
    driver.look_up("johndoe")
    painted = Events(driver.part(QLineEdit, "usernameValue")).painted
    driver.qtbot.waitUntil(lambda: painted[:1] == ["johndoe"])
    return driver


def look_up_and_paint(driver: Driver, name: str) -> None:
    """Look somebody up, and wait until the profile is painted."""
    painted = Events(driver.part(QLineEdit, "usernameValue")).painted
    driver.look_up(name)
    driver.qtbot.waitUntil(lambda: name in painted)


def test_each_field_is_painted_once_for_a_quick_answer(shown: Driver) -> None:
    fields = [Events(shown.part(QLineEdit, name)) for name in VALUE_NAMES]
    words = [Events(shown.part(QLabel, name)) for name in ("profileHeading", "readFrom")]
    look_up_and_paint(shown, "bob")
    assert [one.painted for one in fields] == [[text] for text in shown.values]
    assert [one.painted for one in words] == [["Bob Marley"], [shown.text("readFrom")]]


def test_the_rows_stay_in_place_while_the_heading_above_them_is_empty(shown: Driver) -> None:
    heading = shown.part(QLabel, "profileHeading")
    height = heading.sizeHint().height()
    heading.clear()
    assert (heading.text(), heading.sizeHint().height()) == ("", height)


def test_nothing_below_a_profile_is_painted_with_it(shown: Driver) -> None:
    page = Events(shown.part(QWidget, "profilePage"))
    look_up_and_paint(shown, "bob")
    assert not page.kinds[QEvent.Type.Paint]


def test_no_empty_page_flickers_before_a_quick_answer(shown: Driver) -> None:
    page = Events(shown.part(QWidget, "profilePage"))
    look_up_and_paint(shown, "alice")
    assert not page.kinds[QEvent.Type.Hide]


def test_a_cleared_field_is_not_painted_before_it_has_a_new_value(shown: Driver) -> None:
    pages = shown.part(ResultPages, "resultPages")
    fields = [Events(shown.part(QLineEdit, name)) for name in VALUE_NAMES]
    gate = shown.stores.hold("alice")
    shown.ask("alice")
    pages.repaint()
    shown.qtbot.waitUntil(lambda: shown.page == "waitingPage")
    assert [one.painted for one in fields] == [[]] * 4
    gate.set()
    shown.qtbot.waitUntil(lambda: fields[0].painted[:1] == ["alice"])


def test_a_name_on_two_lines_has_space_for_both(shown: Driver) -> None:
    heading = shown.part(QLabel, "profileHeading")
    one_line = heading.height()
    long_name = replace(BOB, full_name="Bob Nesta " * 5)
    shown.stores.outcomes["bob"] = found(long_name)
    shown.window.resize(480, 560)
    look_up_and_paint(shown, "bob")
    shown.qtbot.waitUntil(lambda: heading.height() > one_line)
    assert heading.height() >= heading.heightForWidth(heading.width())
    look_up_and_paint(shown, "johndoe")
    shown.qtbot.waitUntil(lambda: heading.height() == one_line)


def test_a_name_that_needs_a_second_line_in_a_narrower_window_gets_it(shown: Driver) -> None:
    shown.stores.outcomes["bob"] = found(replace(BOB, full_name="Bob Nesta " * 5))
    shown.window.resize(1400, 560)
    heading = shown.part(QLabel, "profileHeading")
    look_up_and_paint(shown, "bob")
    one_line = heading.height()
    shown.window.resize(480, 560)
    shown.qtbot.waitUntil(lambda: heading.height() > one_line)
    assert heading.height() >= heading.heightForWidth(heading.width())


def test_a_short_name_is_laid_out_without_asking_for_its_height_at_each_width(
    shown: Driver,
) -> None:
    look_up_and_paint(shown, "bob")
    for name in ("profileHeading", "readFrom"):
        assert not shown.part(QLabel, name).hasHeightForWidth()


def test_another_message_does_not_lay_out_the_status_bar(shown: Driver) -> None:
    status = Events(shown.window.status)
    for name in ("bob", "johndoe"):  # what the first one posts is handled with the second
        look_up_and_paint(shown, name)
    assert not status.kinds[QEvent.Type.LayoutRequest]


@pytest.mark.parametrize(
    "name",
    ["W" * 28, "Wolfeschlegelsteinhausen" * 2, "\N{MATHEMATICAL BOLD CAPITAL W}" * 22],
    ids=("wide", "long", "beyond-the-first-plane"),
)
def test_a_single_word_that_is_too_wide_ends_in_an_ellipsis(shown: Driver, name: str) -> None:
    shown.stores.outcomes["bob"] = found(replace(BOB, full_name=name))
    shown.window.resize(480, 360)
    look_up_and_paint(shown, "bob")
    heading = shown.part(QLabel, "profileHeading")
    shown.qtbot.waitUntil(lambda: QLabel.text(heading).endswith("…"))
    visible = QLabel.text(heading)
    assert name.startswith(visible[:-1])
    assert heading.fontMetrics().horizontalAdvance(visible) <= heading.width()
    assert name in heading.toolTip()
    shown.window.resize(1400, 560)
    shown.qtbot.waitUntil(lambda: QLabel.text(heading) == name)
    assert heading.toolTip() == ""


@pytest.mark.parametrize(
    "name",
    ["Hohenstein-Untertürkheim " * 2, "\N{CJK UNIFIED IDEOGRAPH-738B}" * 50],
    ids=("hyphens", "ideographs"),
)
def test_a_name_that_can_be_wrapped_is_shown_in_full(shown: Driver, name: str) -> None:
    shown.stores.outcomes["bob"] = found(replace(BOB, full_name=name))
    shown.window.resize(480, 560)
    look_up_and_paint(shown, "bob")
    settled = shown.part(QLabel, "profileHeading")
    assert QLabel.text(settled) == name
