"""Any bytes as a list: a sentence or entries, and nobody is lost or added."""

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.list_input import ListError, ListFormat, PreparedList, SaveFormat
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.lists.reading import ListDocument, read_file, read_text
from profile_browser.lists.saving import save_rows
from profile_browser.lists.streaming import ListStream
from profile_browser.messages.plain_text import is_blank
from tests.unit.helpers.lists import list_bytes
from tests.unit.helpers.people import CLUSTER

LARGEST = 100_000


def read(content: bytes) -> ListDocument | None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "list")
        path.write_bytes(content)
        try:
            return read_file(path)
        except ListError:
            return None


def prepare(document: ListDocument, column: int) -> PreparedList | None:
    try:
        return document.prepare(column, CLUSTER, LARGEST)
    except ListError:
        return None


@given(list_bytes())
def test_every_column_of_any_list_is_a_sentence_or_entries(content: bytes) -> None:
    document = read(content)
    if document is None:
        return
    for column in range(len(document.preview.columns) or 1):
        prepared = prepare(document, column)
        if prepared:
            texts = [entry.text for entry in prepared.entries]
            assert all(texts)
            assert len(set(texts)) == len(texts) == prepared.counts.lines - prepared.counts.repeated


@given(list_bytes())
def test_a_stream_has_the_entries_of_the_file(content: bytes) -> None:
    document = read(content)
    try:
        stream = ListStream(io.BytesIO(content))
    except ListError:
        assert document is None
        return
    assert document is not None
    entries = list(stream.entries(CLUSTER))
    prepared = prepare(document, stream.preview.column)
    assert tuple({entry.text: entry for entry in entries}.values()) == (
        prepared.entries if prepared else ()
    )
    assert len(entries) == (prepared.counts.lines if prepared else 0)


@given(st.text(st.characters(exclude_characters="\r\n")).filter(lambda text: not is_blank(text)))
def test_each_line_that_can_be_seen_is_counted(line: str) -> None:
    text = "".join(f"{line}{number}\n\n" for number in range(3))
    document = read_text(text)
    if document.preview.format is ListFormat.LINES and not document.preview.columns:
        assert document.prepare(0, CLUSTER, LARGEST).counts.lines == 3


@given(
    st.lists(
        st.tuples(st.text(), st.text()).filter(lambda row: any(map(str.strip, row))), min_size=1
    )
)
def test_each_row_of_a_table_is_an_entry_or_counted_as_empty(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["column a", "username"], *rows])
    document = read_text(text.getvalue())
    if document.preview.format is ListFormat.TABLE:
        for column in range(len(document.preview.columns)):
            prepared = prepare(document, column)
            if prepared:
                assert prepared.counts.lines + prepared.counts.empty == len(rows)


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), min_size=1))
def test_each_line_of_json_is_an_entry_or_counted_as_empty(members: list[dict[str, str]]) -> None:
    lines = "".join(json.dumps(one) + "\n" for one in members)
    document = read_text(lines)
    for column in range(len(document.preview.columns)):
        prepared = prepare(document, column)
        if prepared:
            assert prepared.counts.lines + prepared.counts.empty == len(members)


@given(list_bytes())
def test_a_saved_list_is_read_again_as_it_was(content: bytes) -> None:
    assert_saved_whole(content)


@given(st.lists(st.text(st.sampled_from("=+-@\t\r\n '\";,|ab…\u200b") | st.characters())))
def test_any_entries_are_saved_and_read_again(texts: list[str]) -> None:
    members = "".join(json.dumps({"username": text}) + "\n" for text in texts)
    assert_saved_whole(members.encode())


def assert_saved_whole(content: bytes) -> None:
    """Save the entries of a list in each form, and read them again."""
    document = read(content)
    prepared = document and prepare(document, document.preview.column)
    if not prepared:
        return
    rows = [row(entry) for entry in prepared.entries]
    with TemporaryDirectory() as folder:
        for form in SaveFormat:
            path = Path(folder, f"saved{form.value}")
            save_rows(path, rows, FIELDS, form)
            again = read_file(path)
            saved = again.prepare(again.preview.column, CLUSTER, LARGEST)
            assert [without_reason(entry) for entry in saved.entries] == [
                without_reason(entry) for entry in prepared.entries
            ]


def row(entry: Entry) -> ListRow:
    return ListRow(entry, RowState.REFUSED if entry.refusal else RowState.MISSING)


def without_reason(entry: Entry) -> tuple[str, bool]:
    return entry.text, entry.refusal is not None
