"""Every sentence of the page with a list of many people, each built once."""

from collections.abc import Callable

from profile_browser.domain.list_input import ListCounts
from profile_browser.domain.people_list import RowState
from profile_browser.messages import people_list

_COUNTS = dict.fromkeys(RowState, 2)

PEOPLE_LIST_SAID: dict[Callable[..., object], str] = {
    people_list.counts_text: people_list.counts_text(ListCounts(9, 2, 2, 2, 2)),
    people_list.question: people_list.question(2),
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
}
