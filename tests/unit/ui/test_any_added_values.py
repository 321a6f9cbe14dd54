"""Any layout and any document can be shown, listed, sorted and copied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from profile_browser.domain.user import User, more_of
from profile_browser.messages import clipboard_formats as copies
from profile_browser.messages import profile
from profile_browser.ui.local_text import local_text
from profile_browser.ui.widgets.matches_model import MatchesModel
from tests.unit.helpers.layouts import documents, layouts, undescribed

if TYPE_CHECKING:
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.ui.theme import Theme


def shown_and_copied(value: MoreValue) -> list[str]:
    """Return every text in which the window and its copies say a value."""
    return [
        profile.shown_text(value, 2000, local_text),
        profile.copied_text(value),
        profile.hint(value),
    ]


@given(st.data())
def test_every_value_is_one_line_that_can_be_encoded(data: st.DataObject) -> None:
    layout = data.draw(layouts())
    for document in data.draw(documents(layout)):
        user = User(username="jo", more=more_of(document, layout))
        for value in user.more:
            for text in shown_and_copied(value):
                assert len(text.splitlines()) <= 1
                assert text.encode() or not text
                assert not any(mark in text for mark in undescribed(document, layout))
        copied = json.loads(copies.as_json(user), parse_constant=pytest.fail)
        assert ("more" in copied) is bool(layout.more)
        assert len(copies.as_text(user).splitlines()) == 4 + len(layout.more)
        masked = copies.as_masked_text(user)
        assert len(masked.splitlines()) == 4 + len(layout.more)
        assert "<" not in masked.replace(": <•••", "")


@given(st.data())
def test_people_can_be_sorted_by_any_field(theme: Theme, data: st.DataObject) -> None:
    layout = data.draw(layouts())
    model = MatchesModel(theme)
    people = [
        User(username=str(place), more=more_of(document, layout))
        for place, document in enumerate(data.draw(documents(layout)))
    ]
    model.show_users(people, "0")
    for column in range(model.columnCount()):
        for order in Qt.SortOrder:
            model.sort(column, order)
            rows = {model.user_at(row).username for row in range(model.rowCount())}
            assert rows == {person.username for person in people}
