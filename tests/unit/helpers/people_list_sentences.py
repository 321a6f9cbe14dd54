"""Every sentence of the page with a list of many people, each built once."""

from collections.abc import Callable

from profile_browser.domain.list_input import ListCounts, ListFormat, ListPreview
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.messages import people_list, people_table

_COUNTS = dict.fromkeys(RowState, 2)
_PREVIEW = ListPreview("people.csv", ("Username",), (), 0, "UTF-8", ListFormat.TABLE)
_REFUSED = ListRow(Entry("", refusal=Refusal(RefusalKind.EMPTY_USERNAME)), RowState.REFUSED)

PEOPLE_LIST_SAID: dict[Callable[..., object], str] = {
    people_list.counts_text: people_list.counts_text(ListCounts(9, 2, 2, 2, 2)),
    people_list.question: people_list.question(2),
    people_list.source: people_list.source(_PREVIEW),
    people_list.heading: people_list.heading(2),
    people_list.place: people_list.place(1, 2),
    people_list.progress: people_list.progress(1, 2, _COUNTS, "a few seconds left"),
    people_list.ended: people_list.ended(_COUNTS, 125, stopped=True),
    people_list.started: people_list.started(2, "Customers"),
    people_list.paused: people_list.paused("Customers is not responding", None),
    people_list.paused_because: people_list.paused_because("Customers is not responding"),
    people_list.time_left: people_list.time_left(120),
    people_list.long_duration: people_list.long_duration(125),
    people_list.saved: people_list.saved(2, "people.csv"),
    people_list.suggested_name: "",  # the name of a file
    people_list.pattern: "",  # of names of files
    people_table.rows_copied: people_table.rows_copied(2),
    people_table.values_copied: people_table.values_copied(2, people_table.COPY_EMAILS),
    people_table.choice: people_table.choice(RowState.FOUND, 2),
    people_table.shown: people_table.shown(1, 2),
    people_table.reason: people_table.reason(_REFUSED, 100),
    people_table.description: "",  # lines with the sentences above and labels
}
