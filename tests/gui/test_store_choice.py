"""The dialog “Connections …”: a store is chosen, and the fields follow it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from profile_browser.domain.configuration import Configuration
from profile_browser.domain.store_kind import (
    SEARCHES,
    Capability,
    LocationKey,
    Scheme,
    StoreKind,
    StoreKinds,
)
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.registry import STORES
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import own
from tests.gui.test_switching import FIRST

if TYPE_CHECKING:
    from tests.gui.conftest import Windows

DATABASE = LocationKey("database", "Database", "the database", required=True)
TABLES = StoreKind(
    name="tables",
    title="Tables",
    schemes=(Scheme("tables", 1, encrypted=True), Scheme("bare-tables", 2, encrypted=False)),
    location=(
        DATABASE,
        LocationKey("collection", "Table", "the table", "people", required=True),
        LocationKey(
            "beginnings", "Beginnings", "a table", enables=frozenset({Capability.BEGINNING})
        ),
    ),
    capabilities=SEARCHES,
    extra="tables",
    drivers=frozenset({"no_such_driver"}),
)
BARE = StoreKind(
    name="bare",
    title="Bare",
    schemes=(Scheme("bare", 3, encrypted=True),),
    location=(LocationKey("index", "Index", "the index", others=("collection",)),),
    capabilities=frozenset(),
)
RINGS = StoreKind(
    name="rings",
    title="Rings",
    schemes=(Scheme("rings", 4, encrypted=True),),
    location=(
        LocationKey(
            "consistency", "Consistency", "the level", default="TWO", choices=("ONE", "TWO", "ALL")
        ),
    ),
)
KINDS = StoreKinds((COUCHBASE, TABLES, BARE, RINGS))


@pytest.fixture
def dialog(windows: Windows) -> DialogDriver:
    windows.kinds = KINDS
    windows.files.configuration = Configuration((own(FIRST),))
    dialog = DialogDriver(windows.open(FIRST))
    dialog.click("add")
    return dialog


def store(dialog: DialogDriver) -> QComboBox:
    return dialog.driver.part(QComboBox, "field_store")


def choose(dialog: DialogDriver, title: str) -> None:
    store(dialog).setCurrentText(title)


def shown(dialog: DialogDriver) -> list[str]:
    """Return the location fields that are shown."""
    names = KINDS.location_keys
    fields = ((name, dialog.driver.part(QWidget, f"field_{name}")) for name in names)
    return [name for name, field in fields if field.isVisibleTo(dialog.dialog)]


def label_of(dialog: DialogDriver, name: str) -> str:
    labels = dialog.dialog.findChildren(QLabel)
    return next(one.text() for one in labels if one.buddy() is dialog.field(name))


def search_switch(dialog: DialogDriver) -> QCheckBox:
    return dialog.driver.part(QCheckBox, "field_search")


def test_every_store_of_the_program_can_be_chosen(windows: Windows) -> None:
    box = store(DialogDriver(windows.open(FIRST)))
    titles = [box.itemText(row) for row in range(box.count())]
    assert titles == [kind.title for kind in STORES.kinds.kinds if kind.schemes]
    assert box.accessibleName() == "Store"


def test_the_fields_and_the_example_follow_the_chosen_store(dialog: DialogDriver) -> None:
    assert shown(dialog) == ["bucket", "scope", "collection"]
    choose(dialog, "Tables")
    assert shown(dialog) == ["collection", "database", "beginnings"]
    assert dialog.field("connection_string").placeholderText() == "tables://db.example.com"
    assert dialog.field("connection_string").text() == ""


def test_the_last_choice_is_not_hidden_when_the_list_opens(dialog: DialogDriver) -> None:
    box = store(dialog)
    box.setFocus()
    box.showPopup()
    dialog.driver.qtbot.waitUntil(lambda: not box.hasFocus())  # the list has it
    view = box.view()
    last = view.visualRect(view.model().index(box.count() - 1, 0))
    assert last.bottom() < view.viewport().height()
    box.hidePopup()


def test_a_store_is_chosen_by_keyboard(dialog: DialogDriver) -> None:
    store(dialog).setFocus()
    QTest.keyClick(store(dialog), Qt.Key.Key_Down)
    assert shown(dialog) == ["collection", "database", "beginnings"]


def test_a_scheme_that_is_typed_chooses_its_store_and_an_unfinished_one_does_not(
    dialog: DialogDriver,
) -> None:
    for text, title in [("tables://", "Tables"), ("bare", "Tables"), ("bare://h", "Bare")]:
        dialog.fill(connection_string=text)
        assert store(dialog).currentText() == title


def test_a_wrong_scheme_is_answered_with_those_of_the_chosen_store(dialog: DialogDriver) -> None:
    choose(dialog, "Tables")
    dialog.fill(connection_string="https://h")
    assert dialog.fault("connection_string") == (
        "A connection string must start with tables:// or bare-tables://."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("couchbases://a,b:1", "tables://a,b:1"),
        ("couchbase://a", "bare-tables://a"),
        ("a", "tables://a"),
        ("https://a", "tables://a"),
        ("", ""),
    ],
)
def test_choosing_a_store_keeps_the_hosts_and_the_encryption(
    dialog: DialogDriver, before: str, after: str
) -> None:
    dialog.fill(connection_string=before)
    choose(dialog, "Tables")
    assert dialog.field("connection_string").text() == after


COMPLETED = {
    "h": "tables://h",
    " a.example.com,b:1 ": "tables://a.example.com,b:1",
    "[::1]:7": "tables://[::1]:7",
    "bare-tables://h": "bare-tables://h",
    "https://h": "https://h",
    "tables": "tables",
    "bare:/": "bare:/",
    "": "",
}


@pytest.mark.parametrize("end", ["Tab", "Enter", "test", "save"])
def test_a_host_alone_gets_a_scheme_of_the_chosen_store(dialog: DialogDriver, end: str) -> None:
    choose(dialog, "Tables")
    for typed, completed in COMPLETED.items():
        line = type_address(dialog, typed)
        if end in {"Tab", "Enter"}:
            QTest.keyClick(line, getattr(Qt.Key, f"Key_{end}"))
        else:  # on some systems, a button does not take the focus
            dialog.click(end)
        assert line.text() == completed
        assert store(dialog).currentText() == "Tables"


def type_address(dialog: DialogDriver, text: str) -> QLineEdit:
    """Type an address in place of another, and return its field."""
    line = dialog.field("connection_string")
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, text)
    assert line.text() == text
    return line


def test_a_correct_address_keeps_its_cursor(dialog: DialogDriver) -> None:
    line = dialog.field("connection_string")
    line.setText("couchbases://h")
    line.setCursorPosition(3)
    QTest.keyClick(line, Qt.Key.Key_Enter)
    assert (line.text(), line.cursorPosition()) == ("couchbases://h", 3)


def test_what_was_typed_stays_where_the_keys_mean_the_same(dialog: DialogDriver) -> None:
    dialog.fill(bucket="people", scope="crm", collection="staff")
    choose(dialog, "Tables")
    assert dialog.field("database").text() == "people"
    assert dialog.field("collection").text() == "staff"
    dialog.fill(database="folk")
    choose(dialog, "Bare")
    assert dialog.field("index").text() == "staff"
    dialog.fill(index="crew")
    choose(dialog, "Couchbase")
    texts = [dialog.field(name).text() for name in shown(dialog)]
    assert texts == ["people", "crm", "crew"]
    choose(dialog, "Tables")
    assert dialog.field("database").text() == "people"


def test_a_shared_field_has_the_words_of_the_chosen_store(dialog: DialogDriver) -> None:
    collection = dialog.field("collection")
    assert (label_of(dialog, "collection"), collection.placeholderText()) == (
        *("Collection", "Default"),
    )
    choose(dialog, "Tables")
    assert label_of(dialog, "collection") == collection.accessibleName() == "Table"
    assert collection.placeholderText() == "people"


def test_the_fields_of_each_store_are_in_its_own_order_for_tab_too(dialog: DialogDriver) -> None:
    choose(dialog, "Tables")
    dialog.field("connection_string").setFocus()
    reached = []
    for _ in range(3):
        dialog.dialog.focusNextChild()
        focus = dialog.dialog.focusWidget()
        assert isinstance(focus, QWidget)
        reached.append(focus.objectName().removeprefix("field_"))
    assert reached == ["database", "collection", "beginnings"]


@pytest.mark.parametrize("name", ["connection_string", "database", "collection"])
def test_what_is_typed_stays_in_the_field_that_has_the_focus(
    dialog: DialogDriver, name: str
) -> None:
    choose(dialog, "Tables")
    line = dialog.field(name)
    line.clear()
    line.setFocus()
    for letter in "tables://h":
        focus = dialog.dialog.focusWidget()
        assert focus is line
        QTest.keyClicks(focus, letter)
    assert line.text() == "tables://h"


def test_a_key_with_choices_is_a_list_that_the_keyboard_can_use(dialog: DialogDriver) -> None:
    choose(dialog, "Rings")
    box = dialog.driver.part(QComboBox, "field_consistency")
    assert [box.itemText(row) for row in range(box.count())] == ["TWO", "ONE", "ALL"]
    assert (box.accessibleName(), box.currentText()) == ("Consistency", "TWO")
    dialog.field("connection_string").setFocus()
    dialog.dialog.focusNextChild()
    assert dialog.dialog.focusWidget() is box
    QTest.keyClick(box, Qt.Key.Key_End)
    assert box.currentText() == "ALL"


def test_a_chosen_value_is_saved_and_shown_again(dialog: DialogDriver, windows: Windows) -> None:
    choose(dialog, "Rings")
    dialog.fill(connection_string="rings://h", username="u")
    dialog.driver.part(QComboBox, "field_environment").setCurrentIndex(0)
    box = dialog.driver.part(QComboBox, "field_consistency")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    dialog.click("save")
    added = windows.files.configuration.by_key["new-connection"].connection
    assert added.location == {"consistency": "ONE"}
    dialog.select(0)
    assert box.currentText() == "TWO"
    dialog.select(1)
    assert box.currentText() == "ONE"


def test_what_was_saved_is_no_longer_said_of_a_changed_choice(dialog: DialogDriver) -> None:
    choose(dialog, "Rings")
    dialog.fill(connection_string="rings://h", username="u")
    dialog.driver.part(QComboBox, "field_environment").setCurrentIndex(0)
    dialog.click("save")
    assert dialog.result == "Saved."
    dialog.driver.part(QComboBox, "field_consistency").setCurrentText("ALL")
    assert dialog.result == ""


def test_a_missing_driver_is_reported_before_anything_is_tested(dialog: DialogDriver) -> None:
    notice = dialog.driver.part(QLabel, "driverNeeded")
    assert not notice.isVisibleTo(dialog.dialog)
    choose(dialog, "Tables")
    assert notice.isVisibleTo(dialog.dialog)
    sentence = "Tables needs one more package: pip install 'profile-browser[tables]'."
    assert notice.text() == store(dialog).accessibleDescription() == sentence


def test_only_searches_that_the_store_has_can_be_allowed(dialog: DialogDriver) -> None:
    assert search_switch(dialog).text() == "Allow search by e-mail and name"
    choose(dialog, "Tables")
    assert search_switch(dialog).text() == "Allow search by e-mail"
    dialog.fill(beginnings="people_by_beginning")
    assert search_switch(dialog).text() == "Allow search by e-mail and name"
    choose(dialog, "Bare")
    assert not search_switch(dialog).isVisibleTo(dialog.dialog)
    choose(dialog, "Couchbase")
    assert search_switch(dialog).isChecked()


def test_a_connection_to_the_chosen_store_is_saved(dialog: DialogDriver, windows: Windows) -> None:
    choose(dialog, "Tables")
    dialog.fill(connection_string="tables://h", database="d", username="u")
    dialog.driver.part(QComboBox, "field_environment").setCurrentIndex(0)
    dialog.click("save")
    assert dialog.fault("collection") == "This must not be empty."
    assert dialog.dialog.focusWidget() is dialog.field("collection")
    dialog.fill(collection="people")
    dialog.click("save")
    added = windows.files.configuration.by_key["new-connection"].connection
    assert added.kind is TABLES
    assert added.location == {"database": "d", "collection": "people", "beginnings": ""}


def test_another_connection_shows_its_own_store(windows: Windows) -> None:
    location = {"database": "d", "collection": "people"}
    other = replace(
        FIRST,
        key="tables",
        title="Other",
        kind=TABLES,
        connection_string="tables://h",
        location=location,
    )
    windows.kinds = KINDS
    windows.files.configuration = Configuration((own(FIRST), own(other)))
    dialog = DialogDriver(windows.open(FIRST))
    dialog.select(1)
    assert store(dialog).currentText() == "Tables"
    assert dialog.field("collection").text() == "people"
    dialog.select(0)
    assert store(dialog).currentText() == "Couchbase"
    assert dialog.field("collection").text() == ""
    dialog.select(1)
    dialog.click("add")
    assert store(dialog).currentText() == "Couchbase"
    assert dialog.field("collection").text() == ""
    choose(dialog, "Tables")
    assert dialog.field("collection").text() == ""
