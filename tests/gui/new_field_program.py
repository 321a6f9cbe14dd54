"""Everything that shows a profile, with all the fields the program has; run as a file.

It prints as JSON where the value of a field appears. The first argument is the field's name,
the second the username of somebody in the sample data who has a value in it.
"""

from __future__ import annotations

import json
import sys
import tomllib

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from profile_browser.domain.connection import Connection
from profile_browser.domain.fields import FIELDS
from profile_browser.domain.outcome import Found, Matches
from profile_browser.domain.question import Question
from profile_browser.domain.user import User, paths_of
from profile_browser.messages.clipboard_formats import as_json, as_masked_text, as_text
from profile_browser.settings.record_table import read_record
from profile_browser.stores.couchbase.adapter import KIND
from profile_browser.stores.couchbase.statements import (
    search_by_beginning_of,
    search_by_email_of,
    suggestions_of,
)
from profile_browser.stores.reading import user_from
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_DIRECTORY
from profile_browser.stores.store import Store
from profile_browser.ui.pages.matches import MatchesPage
from profile_browser.ui.pages.profile import ProfilePage
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme


def main(name: str, username: str) -> None:
    store = Store(SAMPLE, SAMPLE_DIRECTORY)
    question = Question(username[0])
    found, several = store.look_up(username), store.search(question, 50)
    assert isinstance(found, Found)
    assert isinstance(several, Matches)
    application = QApplication(["", *STYLE_ARGUMENTS])
    theme = Theme(application)
    value = str(getattr(found.user, name))
    page, matches = ProfilePage(theme), MatchesPage(theme)
    page.show_profile(found)
    matches.show_matches(question, several)
    label = next(field.label for field in FIELDS if field.name == name)
    table = matches.findChild(QTableView)
    assert table is not None
    model, across = table.model(), Qt.Orientation.Horizontal
    headers = [model.headerData(at, across) for at in range(model.columnCount())]
    cluster = Connection(kind=KIND, title="")
    statements = (search_by_beginning_of, search_by_email_of, suggestions_of)
    appearances = {
        "projection": name in paths_of(User),
        "statements": all(f"profile.`{name}`" in make(cluster) for make in statements),
        "form": any(line.text() == value for line in page.findChildren(QLineEdit)),
        "table": label in headers,
        "text": f"{label}: {value}" in as_text(found.user).splitlines(),
        "json": json.loads(as_json(found.user))[name] == value,
        "elsewhere": is_read_elsewhere(name, value),
        "masked": [line for line in as_masked_text(found.user).splitlines() if label in line],
    }
    print(json.dumps(appearances))


def is_read_elsewhere(name: str, value: str) -> bool:
    """Whether a connection's file can say that the field is in an object of the document."""
    layout = read_record(tomllib.loads(f'{name} = "contact.{name}"'))
    document = {"username": "zoe", name: "not this", "contact": {name: value}}
    user = user_from(document, User, layout)
    return getattr(user, name) == value and f"contact.{name}" in paths_of(User, layout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
