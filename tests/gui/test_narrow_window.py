"""A window narrower than usual, as desktops make it that tile windows or enlarge everything."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.user import User
from profile_browser.ui.widgets.elided_labels import elide_words
from tests.gui.fakes import ALICE, BARE, JOHN, matches, problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver

USERNAME, FULL_NAME, EMAIL, ACCOUNT = COLUMNS = range(4)
BUTTONS = ("retryButton", "detailsButton", "copyDetailsButton")
HTML = "<b>bold</b><img src='http://127.0.0.1/x'>"


@pytest.fixture
def narrow(driver: Driver) -> Driver:
    return resized(driver, 420)


@pytest.fixture
def listing(narrow: Driver) -> Driver:
    narrow.stores.searches["a"] = matches(ALICE, JOHN, BARE)
    narrow.look_up("a")
    return narrow


@pytest.fixture
def failed(narrow: Driver) -> Driver:
    narrow.stores.outcomes["broken"] = problem()
    narrow.look_up("broken")
    return narrow


def resized(driver: Driver, width: int, height: int = 400) -> Driver:
    """Make the window so small even if it is below the minimum, as some desktops do."""
    driver.window.setMinimumSize(1, 1)
    driver.window.resize(width, height)
    settle(driver)
    assert driver.window.width() == width
    return driver


def settle(driver: Driver) -> None:
    """Lay everything out, with what the new sizes themselves change."""
    driver.window.grab()
    QGuiApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def shown_columns(driver: Driver) -> list[int]:
    return [column for column in COLUMNS if not driver.table.isColumnHidden(column)]


def tip_of(driver: Driver, row: int, column: int) -> str | None:
    tip: str | None = driver.table.model().index(row, column).data(Qt.ItemDataRole.ToolTipRole)
    return tip


def place_in(page: QScrollArea, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, part.rect().topLeft()), part.size())


def test_names_in_a_narrow_list_can_be_read_because_e_mails_give_way(listing: Driver) -> None:
    assert shown_columns(listing) == [USERNAME, FULL_NAME, ACCOUNT]
    for column in (USERNAME, FULL_NAME):
        needed = listing.table.fontMetrics().horizontalAdvance("Alice Chains")
        assert listing.table.columnWidth(column) > needed


def test_in_a_very_narrow_list_names_give_way_too_but_never_the_account(listing: Driver) -> None:
    resized(listing, 330)
    assert shown_columns(listing) == [USERNAME, ACCOUNT]
    resized(listing, 200)
    assert shown_columns(listing) == [USERNAME, ACCOUNT]


def test_larger_letters_need_wider_columns(listing: Driver) -> None:
    font = listing.table.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    listing.table.setFont(font)
    resized(listing, 430)
    assert shown_columns(listing) == [USERNAME, ACCOUNT]


def test_the_usual_window_shows_every_column_and_so_does_one_made_wide_again(
    listing: Driver,
) -> None:
    resized(listing, 760)
    assert shown_columns(listing) == list(COLUMNS)
    assert tip_of(listing, 0, USERNAME) is None


@pytest.mark.parametrize("width", [330, 420, 490, 560, 760])
def test_no_header_is_cut_in_the_middle_of_a_word(listing: Driver, width: int) -> None:
    header = resized(listing, width).table.horizontalHeader()
    for column in shown_columns(listing):
        assert header.sectionSize(column) >= header.sectionSizeHint(column), FIELDS[column].label


def test_a_header_without_room_ends_in_an_ellipsis(listing: Driver) -> None:
    header = resized(listing, 200).table.horizontalHeader()
    assert header.textElideMode() is Qt.TextElideMode.ElideRight


def test_hovering_a_row_of_a_narrow_list_shows_the_whole_person(listing: Driver) -> None:
    for column in shown_columns(listing):
        tip = tip_of(listing, 0, column)
        assert tip is not None
        for text in ("alice", "Alice Chains", "alice@example.com", "Disabled"):
            assert text in tip


def test_a_screen_reader_describes_what_a_narrow_list_hides(listing: Driver) -> None:
    cell = listing.table.model().index(0, USERNAME)
    described = cell.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "E-mail: alice@example.com" in described.splitlines()


def test_markup_in_a_tooltip_is_shown_literally(narrow: Driver) -> None:
    odd = User(username="a", full_name=HTML, email=HTML)
    narrow.stores.searches["a"] = matches(odd, odd)
    narrow.look_up("a")
    tip = tip_of(narrow, 0, USERNAME)
    assert tip is not None
    assert "&lt;b&gt;bold" in tip
    assert "<b>" not in tip
    assert "<img" not in tip


def test_a_list_that_is_still_narrow_describes_the_people_of_the_next_search(
    listing: Driver,
) -> None:
    listing.stores.searches["j"] = matches(JOHN, ALICE)
    listing.field.setFocus()
    listing.look_up("j")
    assert "johndoe@example.com" in (tip_of(listing, 0, USERNAME) or "")


@pytest.mark.parametrize("name", ["W" * 30, "W" * 60, "”" * 60], ids=["whole", "cut", "marks"])
def test_a_name_that_is_too_wide_for_the_heading_keeps_the_mark_that_closes_it(
    narrow: Driver, name: str
) -> None:
    narrow.field.setText(name)
    narrow.look_up_by_key(Qt.Key.Key_Return)
    heading = narrow.part(QLabel, "welcomeHeading")
    shown = QLabel.text(heading)  # not what the label keeps for other widths
    assert f"{name[0]}…” in Staging" in shown
    widest = max(map(heading.fontMetrics().horizontalAdvance, shown.split()))
    assert widest <= heading.contentsRect().width()


@pytest.mark.parametrize("end", ["“ ", "\xa0»\xa0; ", "」)。", "»؛ "])
def test_a_shortened_name_keeps_the_closing_mark_of_each_language(driver: Driver, end: str) -> None:
    metrics = driver.field.fontMetrics()
    assert elide_words("W" * 60 + end, metrics, 200).endswith(f"W…{end}")


@pytest.mark.parametrize("width", [360, 420])
def test_no_button_below_a_problem_is_out_of_sight(failed: Driver, width: int) -> None:
    page = resized(failed, width, 560).part(QScrollArea, "problemPage")
    assert page.horizontalScrollBar().maximum() == 0
    places = [place_in(page, failed.part(QPushButton, name)) for name in BUTTONS]
    assert all(page.viewport().rect().contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in pairwise(places))


def test_the_card_of_a_problem_grows_with_its_stacked_buttons(failed: Driver) -> None:
    failed.click("detailsButton")
    settle(failed)
    page = failed.part(QScrollArea, "problemPage")
    last = place_in(page, failed.part(QPushButton, BUTTONS[-1]))
    for name in ("stageList", "problemDetails"):
        part = failed.part(QWidget, name)
        assert part.isVisible()
        assert place_in(page, part).top() > last.bottom()


def test_stacked_buttons_keep_their_order_on_the_keyboard(failed: Driver) -> None:
    failed.click("detailsButton")
    failed.part(QPushButton, BUTTONS[0]).setFocus()
    for name in (*BUTTONS[1:], "problemDetails"):
        failed.press(Qt.Key.Key_Tab)
        focus = failed.window.focusWidget()
        assert focus is not None
        assert focus.objectName() == name


def test_the_usual_window_shows_the_buttons_of_a_problem_in_one_row(failed: Driver) -> None:
    page = resized(failed, 760).part(QScrollArea, "problemPage")
    places = [place_in(page, failed.part(QPushButton, name)) for name in BUTTONS]
    assert len({place.top() for place in places}) == 1
    assert [place.left() for place in places] == sorted(place.left() for place in places)
