"""A list of 100,000 people in a window of its own process. Prints what it measured as JSON."""

from __future__ import annotations

import gc
import json
import sys
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication

from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.ui.theme import STYLE_ARGUMENTS, Theme
from profile_browser.ui.widgets.people_model import LEAD
from tests.gui.listed import ListWindow
from tests.soak.process import MEGABYTE, sample

EVERYBODY: frozenset[RowState] = frozenset()
PART = 250


def main(count: int) -> None:
    application = QApplication(["", *STYLE_ARGUMENTS])
    window = ListWindow(Theme(application))
    window.resize(1000, 600)
    window.show()
    window.table.show_entries([Entry("warm")], ())
    window.table.set_rows(0, [person(0)])
    application.processEvents()
    before = memory()
    window.table.show_entries([Entry(name_of(at)) for at in range(count)], ())
    for first in range(0, count, PART):
        window.table.set_rows(first, [person(at) for at in range(first, first + PART)])
        application.processEvents()
    use(window, application)
    print(json.dumps({"megabytes": memory() - before, "shown": window.table.shown_count}))


def use(window: ListWindow, application: QApplication) -> None:
    """Do what takes memory: sort, filter, select and scroll."""
    table = window.table
    table.sort_by(LEAD + 1)
    table.filter_by(EVERYBODY, "9")
    table.filter_by(EVERYBODY, "")
    table.selectAll()
    for value in range(0, table.verticalScrollBar().maximum(), 50_000):
        table.verticalScrollBar().setValue(value)
        application.processEvents()


def person(at: int) -> ListRow:
    """Return a row with texts of its own, as a store gives them."""
    contents = (name_of(at), f"Firstname Lastname-{at}", f"firstname.{at}@example.com", at % 2 == 0)
    return ListRow(
        Entry(name_of(at)), RowState.FOUND, contents, read_at=datetime.now(UTC).astimezone()
    )


def name_of(at: int) -> str:
    return f"user.{(at * 7919) % 100_003:06}"


def memory() -> float:
    """Return the resident memory of this process in megabytes; 0 if the system does not say."""
    gc.collect()
    return sample(0).memory / MEGABYTE


if __name__ == "__main__":
    main(int(sys.argv[1]))
