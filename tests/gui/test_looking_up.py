"""Looking up an account by its username."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from profile_browser.domain.problem import ProblemKind
from profile_browser.domain.user import User
from profile_browser.messages.problems import details, next_step, summary
from tests.gui.fakes import JOHN, found, problem

if TYPE_CHECKING:
    from tests.gui.driver import Driver

NOTHING = ["Not recorded"] * 4
NOBODY_NAMED_JON = "No user named “jon” in Staging, and no username, e-mail or name starts with it"


def test_the_status_bar_says_how_many_invisible_characters_were_removed(driver: Driver) -> None:
    words = {
        "\u200bjohndoe\ufeff": "Found johndoe (without 2 invisible characters) in ",
        "\u200bnobody": "No user named “nobody” in Staging",
        " johndoe ": "Found johndoe in ",
    }
    for text, beginning in words.items():
        driver.field.setText(text)
        driver.look_up_by_key(Qt.Key.Key_Return)
        assert driver.status.startswith(beginning)
        assert driver.status.endswith(" (without 1 invisible character)") is ("nobody" in text)


@pytest.mark.parametrize("text", ["\u200bjohndoe", " userprofile::johndoe\nalice", "x" * 2000])
def test_after_a_lookup_of_the_clipboard_the_field_shows_what_was_asked(
    driver: Driver, text: str
) -> None:
    driver.field.setText("before")
    QGuiApplication.clipboard().setText(text)
    driver.look_up_by_key(
        Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert driver.stores.asked == [driver.field.text()]
    assert driver.field.text() != "before"


def test_the_field_has_the_focus_when_the_window_opens(driver: Driver) -> None:
    assert driver.page == "welcomePage"
    assert driver.field.hasFocus()
    assert driver.text("connectionState") == "Idle"


def test_enter_shows_the_account_of_the_username(driver: Driver) -> None:
    driver.look_up("johndoe")
    assert driver.page == "profilePage"
    assert driver.values == ["johndoe", "John Doe", "johndoe@example.com", "Active"]
    assert driver.text("readFrom") == "Read from Staging at 14:03:22"
    assert driver.status.startswith("Found johndoe in ")
    assert driver.status.endswith(" · Staging")
    assert driver.text("connectionState") == "Connected"


def test_the_button_looks_up_the_username(driver: Driver) -> None:
    driver.type("alice")
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.click("lookupButton")
    assert driver.values == ["alice", "Alice Chains", "alice@example.com", "Disabled"]


@pytest.mark.parametrize("text", ["  johndoe\t", "userprofile::johndoe", " userprofile::johndoe "])
def test_spaces_and_the_prefix_of_a_pasted_name_are_removed(driver: Driver, text: str) -> None:
    driver.window.ask(text)
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    assert driver.stores.asked == ["johndoe"]
    assert driver.field.text() == "johndoe"


def test_capital_letters_are_looked_up_as_typed(driver: Driver) -> None:
    driver.look_up("JohnDoe")
    assert driver.stores.asked == ["JohnDoe"]
    assert driver.status.startswith("No user named “JohnDoe” in Staging")


def test_a_missing_field_is_shown_as_not_recorded(driver: Driver) -> None:
    driver.look_up("bare")
    assert driver.values == ["bare", "Not recorded", "Not recorded", "Not recorded"]


def test_a_missing_user_is_reported_on_the_page_and_shortly_in_the_status_bar(
    driver: Driver,
) -> None:
    driver.look_up("jon")
    assert driver.status == "No user named “jon” in Staging"
    assert driver.page == "welcomePage"
    assert driver.text("welcomeHeading") == NOBODY_NAMED_JON


def test_a_missing_user_clears_the_fields_of_the_previous_one(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.look_up("jon")
    assert driver.values == NOTHING
    assert driver.page != "profilePage"


def test_the_page_of_the_previous_one_keeps_no_name_for_screen_readers(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.look_up("jon")
    labels = [driver.part(QLabel, name) for name in ("profileHeading", "readFrom")]
    assert [QLabel.text(label).strip() for label in labels] == ["", ""]


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_of_problem_is_shown_on_the_problem_page(
    driver: Driver, kind: ProblemKind
) -> None:
    broken = problem(kind)
    driver.stores.outcomes["broken"] = driver.stores.searches["broken"] = broken
    driver.look_up("johndoe")
    driver.look_up("broken")
    assert driver.page == "problemPage"
    assert driver.text("problemSummary") == summary(broken)
    assert driver.text("problemNextStep") == next_step(broken)
    assert driver.text("problemDetails") == details(broken)
    assert driver.status.startswith("Lookup failed")
    assert driver.values == NOTHING


def test_details_of_a_problem_are_shown_only_on_request(driver: Driver) -> None:
    driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    details = driver.window.pages.problem.findChild(type(driver.window.pages.problem._details))
    assert details is not None
    assert not details.isVisible()
    driver.click("detailsButton")
    assert details.isVisible()


def test_try_again_repeats_the_lookup(driver: Driver) -> None:
    driver.stores.outcomes["johndoe"] = problem()
    driver.look_up("johndoe")
    driver.stores.outcomes["johndoe"] = found(JOHN)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.click("retryButton")
    assert driver.page == "profilePage"
    assert driver.stores.asked == ["johndoe", "johndoe"]


def test_enter_on_an_empty_field_says_what_to_do(driver: Driver) -> None:
    driver.ask("   ")
    assert driver.status == "Type a username, an e-mail address or a name first."
    assert driver.stores.opened == []


def test_a_record_with_another_username_is_shown_with_a_notice(driver: Driver) -> None:
    driver.stores.outcomes["jd"] = found(JOHN, "jd")
    driver.look_up("jd")
    notice = driver.part(QLabel, "profileNotice")
    assert notice.isVisible()
    assert notice.text().startswith("This record is stored under “jd”, but its")
    driver.look_up("johndoe")
    assert (notice.isVisible(), notice.text()) == (False, "")


@pytest.mark.parametrize("name", ["johndoe", "nobody", "broken"])
def test_after_any_outcome_typing_replaces_the_last_name(driver: Driver, name: str) -> None:
    driver.stores.outcomes["broken"] = problem()
    driver.look_up(name)
    driver.type_on("alice")
    assert driver.field.text() == "alice"


@pytest.mark.parametrize("button", ["lookupButton", "retryButton"])
def test_the_field_has_the_focus_after_a_click(driver: Driver, button: str) -> None:
    driver.stores.outcomes["broken"] = problem()
    driver.look_up("broken")
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        driver.click(button)
    assert driver.field.hasFocus()


def test_the_field_has_the_focus_after_a_recent_lookup_is_chosen(driver: Driver) -> None:
    driver.look_up("nobody")
    recent = driver.window.pages.welcome._recent
    recent.setFocus()
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        recent.itemActivated.emit(recent.item(0))
    assert driver.field.hasFocus()


def test_the_look_up_button_works_while_the_suggestion_list_is_open(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.look_up("alice")
    driver.type("johndoe")
    driver.qtbot.waitUntil(driver.suggestion_list.isVisible)
    button = driver.part(QPushButton, "lookupButton")
    place = button.mapToGlobal(button.rect().center())
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        QTest.mouseClick(
            driver.suggestion_list,
            Qt.MouseButton.LeftButton,
            pos=driver.suggestion_list.mapFromGlobal(place),
        )
    assert driver.values[0] == "johndoe"


def test_an_outage_is_shown_with_its_time_until_the_next_answer(driver: Driver) -> None:
    driver.stores.outcomes["broken"] = problem(ProblemKind.UNREACHABLE)
    driver.look_up("broken")
    assert driver.text("connectionState").startswith("Unreachable since ")
    driver.look_up("johndoe")
    assert driver.text("connectionState") == "Connected"


def test_a_long_session_uses_one_store(driver: Driver) -> None:
    for _ in range(50):
        driver.look_up("johndoe")
    assert len(driver.stores.opened) == 1


def test_recent_lookups_are_one_click_away(driver: Driver) -> None:
    driver.look_up("johndoe")
    driver.look_up("nobody")
    recent = driver.window.pages.welcome._recent
    assert [recent.item(row).text() for row in range(recent.count())] == [
        "nobody  ·  not found",
        "johndoe  ·  found: John Doe",
    ]
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        recent.itemClicked.emit(recent.item(1))
    assert driver.values[0] == "johndoe"


def test_names_in_another_script_are_shown_unchanged(driver: Driver) -> None:
    driver.stores.outcomes["玲奈"] = found(User(username="玲奈", full_name="佐藤 玲奈"))
    driver.window.ask("玲奈")
    driver.qtbot.waitUntil(lambda: driver.page == "profilePage")
    assert driver.values[:2] == ["玲奈", "佐藤 玲奈"]
