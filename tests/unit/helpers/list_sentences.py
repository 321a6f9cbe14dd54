"""Every sentence about lists of people, each built once."""

from collections.abc import Callable

from profile_browser.domain.list_input import ListError, ListFault, ListFormat, ListPreview
from profile_browser.domain.people_list import RowState
from profile_browser.messages import clipboard_formats, list_faults, list_formats

_TYPED = "marked-input"
VALUES: dict[ListFault, tuple[object, ...]] = {
    ListFault.NOT_READABLE: ("Permission denied",),
    ListFault.NOT_SAVED: ("No space left on device",),
    ListFault.TOO_LARGE: (64_000_000,),
    ListFault.TOO_LONG: (10_000,),
    ListFault.NO_SUCH_COLUMN: (_TYPED, _TYPED),
    ListFault.SEVERAL_COLUMNS: (_TYPED, _TYPED, _TYPED),
}
_FAULTS = [ListError(kind, *VALUES.get(kind, ())) for kind in ListFault]
_PREVIEW = ListPreview("", (), (), 0, "UTF-8", ListFormat.TABLE)

LISTS_SAID: dict[Callable[..., object], str] = {
    clipboard_formats.json_of: "",  # data formats, not sentences
    list_faults.fault_text: " ".join(map(list_faults.fault_text, _FAULTS)),
    list_faults.numbered_column: list_faults.numbered_column(2),
    list_faults.read_as: list_faults.read_as(_PREVIEW),
    list_faults.source: list_faults.source(_PREVIEW),
    list_formats.csv_header: "",
    list_formats.csv_line: "",
    list_formats.guarded: "",
    list_formats.json_line: "",
    list_formats.outcome_word: "; ".join(map(list_formats.outcome_word, RowState)),
    list_formats.text_of_row: "",
    list_formats.tsv_header: "",
    list_formats.tsv_line: "",
    list_formats.unguarded: "",
    list_formats.values_of_row: "",
}
