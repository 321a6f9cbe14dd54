"""A connection to a gateway in the window: a token instead of a database user and a password."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QToolButton, QWidget

from profile_browser.desktop.services import SignedInStores
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.problem import Problem, Reason
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.gateway.adapter import KIND
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_SHOP
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import JOHN, STAGING, found, own
from tests.stores.gateway_harness import POWERLESS, TOKEN, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver
    from tests.gui.fakes import FakeStores

PROFILES = Connection(
    kind=KIND,
    title="Staging",
    key="profiles",
    environment=Environment.PRODUCTION,
    connection_string="https://profiles.example.com",
)


def label_texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


# The dialog


@pytest.fixture
def dialog(windows: Windows) -> DialogDriver:
    windows.files.configuration = Configuration((own(PROFILES), own(STAGING)))
    return DialogDriver(windows.open(PROFILES))


def store_of(dialog: DialogDriver) -> QComboBox:
    return dialog.driver.part(QComboBox, "field_store")


def test_a_gateway_is_asked_for_a_token_and_for_no_database_user(dialog: DialogDriver) -> None:
    assert store_of(dialog).currentText() == "Gateway"
    assert not dialog.field("username").isVisibleTo(dialog.dialog)
    labels = label_texts(dialog.dialog)
    assert "Token" in labels
    assert {"Password", "Database user", "Bucket"}.isdisjoint(labels)
    address = dialog.field("connection_string")
    assert address.placeholderText() == "https://profiles.example.com:8443"
    token = dialog.field("password")
    assert (token.accessibleName(), token.echoMode()) == ("Token", QLineEdit.EchoMode.Password)
    assert token.toolTip() == "Leave this empty to keep the current token"
    reveal = dialog.driver.part(QToolButton, "revealButton")
    assert reveal.accessibleName() == "Hold to show the token"


def test_another_store_is_asked_for_its_user_and_password_again(dialog: DialogDriver) -> None:
    dialog.select(1)
    assert dialog.field("username").isVisibleTo(dialog.dialog)
    assert {"Password", "Database user"} <= {*label_texts(dialog.dialog)}
    assert dialog.field("password").accessibleName() == "Password"


def test_a_gateway_is_saved_without_a_database_user(dialog: DialogDriver, windows: Windows) -> None:
    dialog.select(1)
    dialog.fill(connection_string="https://profiles.example.com", password="pb_new")
    dialog.click("save")
    (saved,) = [one for one in windows.files.configuration.known if one.connection.kind is KIND][1:]
    assert saved.connection.username == ""
    assert windows.passwords.known == {"Staging": "pb_new"}
    assert dialog.result == "Saved. The token is in the keyring."


PLAIN = (
    "http:// is not encrypted, so it is accepted only for this computer: anyone who can listen on "
    "the network could read the token. Write “https://profiles.example.com:8080” instead."
)
PATH = (
    "A connection string ends after the hosts. Remove “/docs”. "
    "Write “https://profiles.example.com” instead."
)
SIGN_IN = (
    "A connection string must not contain a username or password; enter them separately. "
    "Write “https://profiles.example.com” instead."
)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://profiles.example.com/", ""),
        ("http://127.0.0.1:8443", ""),
        ("https://profiles.example.com/docs", PATH),
        ("http://profiles.example.com:8080", PLAIN),
        ("https://pb_token@profiles.example.com", SIGN_IN),
    ],
)
def test_an_address_that_cannot_be_a_gateway_s_is_corrected(
    dialog: DialogDriver, address: str, fault: str
) -> None:
    dialog.fill(connection_string=address)
    assert dialog.fault("connection_string") == fault


def test_an_address_in_capitals_is_a_gateway_s_too(dialog: DialogDriver) -> None:
    dialog.click("add")
    address = dialog.field("connection_string")
    address.setFocus()
    QTest.keyClicks(address, "HTTPS://Profiles.example.com:8443/")
    QTest.keyClick(address, Qt.Key.Key_Tab)
    assert store_of(dialog).currentText() == "Gateway"
    assert address.text() == "https://Profiles.example.com:8443/"
    assert dialog.fault("connection_string") == ""


def test_the_web_page_of_a_database_is_refused_before_it_is_saved(
    dialog: DialogDriver, windows: Windows
) -> None:
    before = windows.files.configuration
    dialog.fill(connection_string="https://profiles.example.com:9200")
    dialog.click("save")
    assert "elasticsearch+https://" in dialog.fault("connection_string")
    assert windows.files.configuration == before


def test_the_address_of_a_web_page_stays_with_the_database_that_is_chosen(
    dialog: DialogDriver,
) -> None:
    store_of(dialog).setCurrentText("CouchDB")
    dialog.fill(connection_string="https://db.example.com")
    assert store_of(dialog).currentText() == "CouchDB"
    assert "couchdb+https://" in dialog.fault("connection_string")


def test_the_stages_of_a_test_are_called_what_they_are_for_a_gateway(
    dialog: DialogDriver, windows: Windows
) -> None:
    windows.check.results = [
        StageResult(Stage.SIGN_IN, StageState.PASSED),
        StageResult(Stage.DATABASE, StageState.FAILED, Problem(Reason.STORE_UNREACHABLE, PROFILES)),
    ]
    with dialog.driver.qtbot.waitSignal(dialog.driver.browser.connections._tests.finished):
        dialog.click("test")
    labels = label_texts(dialog.dialog)
    assert "The gateway's store responds" in labels
    assert "Database opens" not in labels
    assert dialog.result.startswith("The store behind Staging is not responding. ")


# The window over stores that the test controls


def test_a_refused_token_is_asked_for_as_a_token(windows: Windows) -> None:
    driver = windows.open(PROFILES)
    driver.stores.outcomes["johndoe"] = Problem(Reason.TOKEN_EXPIRED, PROFILES)
    driver.look_up("johndoe")
    asking = driver.part(QDialog, "passwordDialog")
    assert asking.windowTitle() == "Token"
    labels = label_texts(asking)
    assert "The token for Staging has expired" in labels
    assert "Token for Staging" in labels


@pytest.mark.parametrize(
    "reason",
    [
        Reason.STORE_UNREACHABLE,
        Reason.STORE_TIMED_OUT,
        Reason.STORE_MISCONFIGURED,
        Reason.STORE_BUSY,
    ],
)
def test_nobody_is_asked_for_a_token_because_of_the_gateway_s_store(
    windows: Windows, reason: Reason
) -> None:
    driver = windows.open(PROFILES)
    values = {
        "request_id": "0123456789abcdef",
        "behind": Problem(Reason.SIGN_IN_REFUSED, SAMPLE).kind,
    }
    driver.stores.outcomes["johndoe"] = Problem(reason, PROFILES, values=values)
    driver.look_up("johndoe")
    assert driver.page == "problemPage"
    assert not driver.has("passwordDialog")
    assert "Request: 0123456789abcdef" in driver.text("problemDetails")
    assert "Database user" not in driver.text("problemDetails")


def test_a_reason_that_only_the_gateway_demands_is_asked_for(
    windows: Windows, stores: FakeStores
) -> None:
    driver = windows.open(PROFILES)
    stores.outcomes["johndoe"] = Problem(Reason.REASON_NEEDED, PROFILES)
    driver.look_up("johndoe")
    assert driver.page == "reasonPage"
    stores.outcomes["johndoe"] = found(JOHN)
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        give_reason(driver, "Ticket 4711")
    assert driver.values[0] == "johndoe"
    driver.ask("alice")  # known now, so that nothing is sent without a reason
    assert driver.page == "reasonPage"
    assert "alice" not in [name for store in stores.opened for name in store.asked]


def test_another_connection_is_asked_without_a_reason(windows: Windows, stores: FakeStores) -> None:
    driver = windows.open(PROFILES)
    stores.outcomes["alice"] = Problem(Reason.REASON_NEEDED, PROFILES)
    driver.look_up("alice")
    assert driver.page == "reasonPage"
    driver.browser.switch(STAGING)
    driver.field.setFocus()
    driver.look_up("johndoe")
    assert driver.values[0] == "johndoe"


def give_reason(driver: Driver, reason: str) -> None:
    field = driver.part(QLineEdit, "reasonField")
    field.setText(reason)
    QTest.keyClick(field, Qt.Key.Key_Return)


# The window over a gateway


@pytest.fixture
def served(windows: Windows, folder: Path) -> Iterator[Callable[[Connection, str], Driver]]:
    """Return a function that opens a window over a gateway of this connection, with a token."""
    with ExitStack() as gateways:

        def open_window(behind: Connection, token: str) -> Driver:
            rules = AuditRules(folder=str(folder), key="marked-key-of-at-least-32-letters")
            port = gateways.enter_context(serving(behind, rules))
            connection = replace(PROFILES, connection_string=f"http://127.0.0.1:{port}")
            stores = SignedInStores(
                STORES, Passwords({"PROFILE_BROWSER_PASSWORD": token}), windows.files
            )
            return windows.open(connection, stores.open_store)

        yield open_window
        windows.close()  # its connections, before the gateways wait for their end


def test_the_window_shows_people_of_a_gateway(
    served: Callable[[Connection, str], Driver],
) -> None:
    driver = served(SAMPLE, TOKEN)
    driver.look_up("johndoe")
    assert driver.values == ["johndoe", "John Doe", "johndoe@example.com", "Active"]
    driver.look_up("nobody-of-this-name")
    assert driver.page == "welcomePage"
    assert "No user named “nobody-of-this-name”" in driver.text("welcomeHeading")
    driver.look_up("anna")
    assert driver.page == "matchesPage"


def test_the_fields_of_the_gateway_s_record_layout_are_shown_at_the_desk(
    served: Callable[[Connection, str], Driver],
) -> None:
    driver = served(SAMPLE_SHOP, TOKEN)
    driver.look_up("amara.okafor")
    assert driver.values[1] == "Amara Okafor"
    driver.window.pages.profile.copy_all()
    assert "Phone: +44 7700 900109\nBalance: 62\nNewsletter: Yes\n" in driver.clipboard


def test_a_token_without_a_right_and_a_wrong_one_are_told_apart(
    served: Callable[[Connection, str], Driver],
) -> None:
    driver = served(SAMPLE, POWERLESS)
    driver.look_up("johndoe")
    assert driver.text("problemSummary") == "Staging does not let you read profiles"
    assert driver.text("problemNextStep").startswith("The token needs the right lookup. ")
    assert "Request: " in driver.text("problemDetails")
    wrong = served(SAMPLE, "pb_wrong")
    wrong.look_up("johndoe")
    assert wrong.text("problemSummary") == "Staging refused the sign-in"
    assert wrong.text("problemNextStep").startswith("The token is wrong, or was revoked. ")


def test_a_gateway_that_demands_reasons_records_them_and_the_desk_does_not(
    served: Callable[[Connection, str], Driver], folder: Path
) -> None:
    driver = served(replace(SAMPLE, audit_reason=True), TOKEN)
    driver.look_up("johndoe")
    assert driver.page == "reasonPage"
    assert lines_in(folder) == []
    with driver.qtbot.waitSignal(driver.browser.lookups.service.answered):
        give_reason(driver, "Ticket 4711: Zoë")
    assert driver.values[0] == "johndoe"
    (line,) = lines_in(folder)
    assert (line["who"], line["reason"], line["outcome"]) == ("desk", "Ticket 4711: Zoë", "found")


def test_a_gateway_that_cannot_record_shows_nobody(
    served: Callable[[Connection, str], Driver], folder: Path
) -> None:
    driver = served(replace(SAMPLE, audit=True), TOKEN)
    folder.rmdir()
    driver.look_up("johndoe")
    said = "Cannot show accounts from Staging: its audit log cannot be written"
    assert driver.text("problemSummary") == said
    assert str(folder) not in driver.text("problemDetails")


def lines_in(folder: Path) -> list[dict[str, object]]:
    files = [path.read_text("ascii") for path in folder.glob("*.jsonl")]
    return [json.loads(line) for text in files for line in text.splitlines()]
