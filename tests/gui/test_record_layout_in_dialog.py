"""The connections dialog shows a record layout that a file describes, and keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea

from profile_browser.domain.configuration import Configuration
from profile_browser.domain.fields import Field
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import own
from tests.gui.test_switching import FIRST, SECOND

if TYPE_CHECKING:
    from tests.gui.conftest import Windows

MARKUP = "<b>Phone</b>"
LAYOUT = RecordLayout(
    id="user:{username}:profile",
    more=(Field(MARKUP, path="phone"), Field("Since", path="since")),
)
ID, MORE = "Record ID: user:{username}:profile", f"Added fields: {MARKUP}, Since"


@pytest.fixture
def dialog(windows: Windows) -> DialogDriver:
    described = replace(FIRST, record=LAYOUT)
    windows.files.configuration = Configuration((own(described), own(SECOND)))
    return DialogDriver(windows.open(described))


def shown(dialog: DialogDriver) -> list[str]:
    """Return what the form says about the layout."""
    return [label.text() for label in labels(dialog) if label.isVisibleTo(dialog.dialog)]


def labels(dialog: DialogDriver) -> list[QLabel]:
    return [dialog.driver.part(QLabel, name) for name in ("recordId", "recordMore")]


def test_a_layout_is_shown_as_plain_text_that_screen_readers_read(dialog: DialogDriver) -> None:
    assert shown(dialog) == [ID, MORE]
    assert [label.accessibleName() for label in labels(dialog)] == [ID, MORE]
    assert {label.textFormat() for label in labels(dialog)} == {Qt.TextFormat.PlainText}


def test_the_usual_layout_is_not_shown(dialog: DialogDriver) -> None:
    dialog.select(1)
    assert shown(dialog) == []
    dialog.select(0)
    assert shown(dialog) == [ID, MORE]
    dialog.click("add")
    assert shown(dialog) == []


def test_a_layout_without_more_fields_is_shown_by_its_id(windows: Windows) -> None:
    described = replace(FIRST, record=LAYOUT._replace(more=()))
    windows.files.configuration = Configuration((own(described),))
    assert shown(DialogDriver(windows.open(described))) == [ID]


def test_an_edited_connection_keeps_its_layout(dialog: DialogDriver, windows: Windows) -> None:
    dialog.fill(title="Renamed", bucket="other")
    assert shown(dialog) == [ID, MORE]
    dialog.click("save")
    saved = windows.files.configuration.by_key["staging"].connection
    assert (saved.title, saved.record) == ("Renamed", LAYOUT)
    assert shown(dialog) == [ID, MORE]


def test_a_duplicate_has_the_same_layout(dialog: DialogDriver, windows: Windows) -> None:
    dialog.click("duplicate")
    assert shown(dialog) == [ID, MORE]
    dialog.fill(title="mine")
    dialog.click("save")
    assert windows.files.configuration.by_key["mine"].connection.record == LAYOUT


def test_a_new_connection_has_the_usual_layout(dialog: DialogDriver, windows: Windows) -> None:
    dialog.click("add")
    dialog.fill(title="new", connection_string="couchbases://h", bucket="b", username="u")
    dialog.driver.part(QComboBox, "field_environment").setCurrentIndex(0)
    dialog.click("save")
    assert windows.files.configuration.by_key["new"].connection.record == USUAL_LAYOUT


def test_the_test_of_a_connection_has_its_layout(dialog: DialogDriver, windows: Windows) -> None:
    dialog.click("test")
    dialog.driver.qtbot.waitUntil(lambda: dialog.result != "")
    (checked,) = windows.check.checked
    assert checked.record == LAYOUT


def test_a_layout_of_long_words_does_not_widen_the_form(windows: Windows) -> None:
    more = tuple(Field(f"{place}{'W' * 58}", path=f"f{place}") for place in range(12))
    described = replace(FIRST, record=RecordLayout(id=f"{'w' * 150}{{username}}", more=more))
    windows.files.configuration = Configuration((own(described),))
    dialog = DialogDriver(windows.open(described))
    dialog.driver.qtbot.waitUntil(dialog.dialog.isVisible)
    dialog.dialog.resize(400, 300)
    area = dialog.driver.part(QScrollArea, "connectionFormPage")
    dialog.driver.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    dialog.driver.qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    whole = [label.accessibleName() for label in labels(dialog)]
    assert whole[0].endswith("w{username}")
    assert all(field.label in whole[1] for field in more)
