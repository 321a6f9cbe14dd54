"""Text from a record or a user is shown literally and has no effect."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.user import User
from tests.gui.driver import create_pages
from tests.gui.fakes import STAGING, found

if TYPE_CHECKING:
    from tests.gui.driver import Driver

HTML = "<b>bold</b><img src='http://127.0.0.1/x'>"


def test_no_label_interprets_markup(driver: Driver) -> None:
    create_pages(driver.window)
    labels = driver.window.findChildren(QLabel)
    assert len(labels) > 10
    rich = [
        label.objectName()
        for label in labels
        if label.textFormat() is not Qt.TextFormat.PlainText and label.pixmap().isNull()
    ]
    assert rich == []


def test_markup_in_a_record_is_shown_as_text(driver: Driver) -> None:
    user = User(username=HTML, full_name=HTML, email=HTML)
    driver.stores.outcomes["x"] = found(user, asked=f"{HTML}2")
    driver.look_up("x")
    assert driver.values[:3] == [HTML] * 3
    assert driver.text("profileHeading") == HTML
    assert f"“{HTML}2”" in driver.text("profileNotice")
    for name in ("profileHeading", "profileNotice"):
        assert driver.part(QLabel, name).textFormat() is Qt.TextFormat.PlainText


def test_markup_in_typed_text_is_shown_as_text(driver: Driver) -> None:
    driver.look_up("<h1>x</h1>")
    assert driver.text("welcomeHeading").startswith("No user named “<h1>x</h1>” in Staging")
    assert driver.status == "No user named “<h1>x</h1>” in Staging"


def test_markup_in_a_problem_is_shown_as_text(driver: Driver) -> None:
    connection = replace(STAGING, title=HTML)
    driver.stores.outcomes["x"] = Problem(Reason.UNEXPECTED, connection, HTML)
    driver.look_up("x")
    assert HTML in driver.text("problemSummary")
    assert f"Cause: {HTML}\n" in driver.text("problemDetails")


@pytest.mark.parametrize("hidden", ["\x00", "\x1b[31m", "\n", "\u202e", "\u2066", "\ud800"])
def test_characters_that_hide_or_reorder_text_become_visible(driver: Driver, hidden: str) -> None:
    user = User(username="x", email=f"a{hidden}b@example.com", full_name=None, disabled=None)
    driver.stores.outcomes["x"] = found(user)
    driver.look_up("x")
    shown = driver.text("emailValue")
    assert hidden[0] not in shown
    assert "\N{REPLACEMENT CHARACTER}" in shown


def test_a_long_value_never_widens_the_window(driver: Driver) -> None:
    driver.stores.outcomes["x"] = found(User(username="x", full_name="A" * 5000, email="b" * 5000))
    driver.window.resize(480, 360)
    driver.look_up("x")
    assert driver.window.width() == 480
    assert driver.part(QLineEdit, "emailValue").width() < 480


def test_a_long_name_does_not_push_the_account_badge_out_of_the_window(driver: Driver) -> None:
    driver.stores.outcomes["x"] = found(User(username="x", full_name="W" * 60, disabled=True))
    driver.window.resize(480, 360)
    driver.look_up("x")
    badge = driver.part(QWidget, "accountBadge")
    right = badge.mapTo(driver.window, badge.rect().topRight()).x()
    assert right < driver.window.width()


def test_right_to_left_names_are_aligned_with_the_others(driver: Driver) -> None:
    driver.stores.outcomes["x"] = found(User(username="x", full_name="ליאור כהן"))
    driver.look_up("x")
    value = driver.part(QLineEdit, "fullNameValue")
    driver.window.grab()
    cursor = value.mapTo(driver.window, value.cursorRect().center())
    assert cursor.x() < driver.window.width() / 2


def test_a_long_username_is_shortened_in_the_status_bar(driver: Driver) -> None:
    driver.window.ask("n" * 200)
    driver.qtbot.waitUntil(lambda: driver.status != "")
    assert len(driver.status) < 130
    assert "…”" in driver.status
