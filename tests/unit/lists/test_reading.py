"""What a pasted list or a file is read as, and what is counted before anybody is asked."""

from pathlib import Path

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.list_input import ListCounts, ListError, ListFault, ListFormat
from profile_browser.domain.outcome import Way
from profile_browser.domain.refusal import RefusalKind
from profile_browser.lists.reading import LARGEST_FILE, read_file, read_text
from tests.unit.helpers.lists import fault, prepared, texts
from tests.unit.helpers.people import CLUSTER

NO_SEARCH = Connection(kind=CLUSTER.kind, title="Exact only", search=False)


def test_each_line_is_an_entry_without_what_was_copied_along() -> None:
    text = ' john \n\nuserprofile::mary\n"ann"\nmailto:bob@example.com\n@eve\n\u200b\n\ufeffzoe\n'
    assert texts(text) == ["john", "mary", "ann", "bob@example.com", "eve", "zoe"]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_of_every_system_are_read(line_break: str) -> None:
    assert texts(line_break.join(["john", "mary", "", "ann"])) == ["john", "mary", "ann"]


def test_someone_named_twice_is_asked_once_in_the_order_of_the_list() -> None:
    result = prepared("mary\njohn\nuserprofile::mary\n mary\nann")
    assert [entry.text for entry in result.entries] == ["mary", "john", "ann"]
    assert result.counts == ListCounts(lines=5, repeated=2)
    assert result.counts.asked == 3


def test_names_that_differ_in_case_are_different_people() -> None:
    assert texts("john\nJohn") == ["john", "John"]


def test_what_cannot_be_a_username_is_in_its_place_with_the_reason() -> None:
    result = prepared(f"john\n{'x' * 250}\nmary")
    refused = result.entries[1]
    assert refused.refusal is not None
    assert refused.refusal.kind is RefusalKind.USERNAME_TOO_LONG
    assert result.counts == ListCounts(lines=3, refused=1)
    assert result.counts.asked == 2


@pytest.mark.parametrize("text", ["a\0b", f"a{chr(0xD800)}b", "a\ufffdb"])
def test_a_name_with_broken_characters_is_refused_and_can_be_shown(text: str) -> None:
    (_, entry) = prepared(f"john\n{text}").entries
    assert entry.refusal is not None
    assert entry.refusal.kind is RefusalKind.USERNAME_NOT_TEXT
    assert entry.text == "a\ufffdb"


def test_an_address_is_looked_up_by_email_where_the_store_can() -> None:
    result = prepared("john\nmary@example.com\n@bob")
    assert [entry.way for entry in result.entries] == [Way.KEY, Way.EMAIL, Way.KEY]
    assert result.counts.emails == 1


def test_an_address_is_a_username_where_nobody_can_be_searched_for() -> None:
    result = read_text("mary@example.com").prepare(0, NO_SEARCH, 10)
    assert result.entries[0].way is Way.KEY
    assert not result.counts.emails


def test_the_id_of_a_record_depends_on_the_connection() -> None:
    other = Connection(
        kind=CLUSTER.kind, title="Users", record=CLUSTER.record._replace(id="user-{username}-eu")
    )
    (entry, _) = read_text("user-john-eu\nuserprofile::x").prepare(0, other, 10).entries
    assert entry.text == "john"


def test_a_line_of_a_megabyte_is_one_refused_entry_shown_in_part() -> None:
    result = prepared(f"john\n{'x' * 1_000_000}\nmary\n{'y,' * 500_000}")
    first, second, third, fourth = result.entries
    assert (first.text, third.text) == ("john", "mary")
    for entry in (second, fourth):
        assert entry.refusal is not None
        assert entry.refusal.kind is RefusalKind.TEXT_TOO_LONG
        assert len(entry.text) == 300


def test_a_line_with_thousands_of_wrappings_is_not_unwrapped() -> None:
    (entry,) = prepared("mailto:" * 10_000).entries
    assert entry.refusal is not None


def test_a_list_that_is_too_long_is_refused_with_the_limit() -> None:
    document = read_text("a\nb\nc\na\n")
    assert len(document.prepare(0, CLUSTER, 3).entries) == 3
    with pytest.raises(ListError) as raised:
        document.prepare(0, CLUSTER, 2)
    assert (raised.value.kind, raised.value.values) == (ListFault.TOO_LONG, (2,))


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b\n\u200b", "username,email\n"])
def test_an_empty_list_is_refused(text: str) -> None:
    assert fault(lambda: prepared(text)) is ListFault.EMPTY


def test_a_pasted_text_beyond_measure_is_refused() -> None:
    assert fault(lambda: read_text("x" * (LARGEST_FILE + 1))) is ListFault.TOO_LARGE


def test_a_table_shows_its_columns_and_first_rows_and_another_column_can_be_taken() -> None:
    document = read_text("Name,Username,E-mail\nJohn Doe,john,j@example.com\nMary,mary,\n")
    preview = document.preview
    assert preview.columns == ("Name", "Username", "E-mail")
    assert preview.rows == (("John Doe", "john", "j@example.com"), ("Mary", "mary", ""))
    assert (preview.column, preview.format) == (1, ListFormat.TABLE)
    other = document.prepare(2, CLUSTER, 10)
    assert [entry.text for entry in other.entries] == ["j@example.com"]
    assert other.counts.empty == 1


def test_the_part_of_a_row_where_the_sample_ends_does_not_hide_a_table() -> None:
    rows = [f"{'x' * 30_000},user{number}" for number in range(5)]
    assert texts("\n".join(["note,username", *rows])) == [f"user{number}" for number in range(5)]


def test_a_preview_has_ten_rows_of_bounded_printable_values() -> None:
    document = read_text("".join(f"a\x07{number}{'x' * 300}\n" for number in range(50)))
    assert len(document.preview.rows) == 10
    assert all(value[:2] == "a\ufffd" and len(value) == 100 for (value,) in document.preview.rows)


def test_one_line_with_several_people_is_a_list_of_them() -> None:
    assert texts("john, mary, ann") == ["john", "mary", "ann"]
    assert texts('"Doe, John" <j@example.com>; Mary <m@example.com>') == [
        "j@example.com",
        "m@example.com",
    ]


def test_a_list_with_a_comma_behind_each_name_has_no_columns() -> None:
    document = read_text("john,\nmary,\nann,\n")
    assert document.preview.columns == ()
    assert texts("john,\nmary,\nann,\n") == ["john", "mary", "ann"]


def test_a_list_in_which_some_names_have_a_comma_has_no_columns() -> None:
    names = ["a,x", "b,y", "c,z", "d", "e"]
    assert texts("\n".join(names)) == names


def test_a_heading_above_a_single_column_is_no_person() -> None:
    document = read_text('"User name"\njohn\nmary\n')
    assert document.preview.columns == ("User name",)
    assert texts('"User name"\njohn\nmary\n') == ["john", "mary"]


def test_a_single_word_is_a_person_even_if_it_could_be_a_heading() -> None:
    assert texts("login") == ["login"]


def test_json_lines_are_read_by_the_name_of_a_member() -> None:
    text = '{"id": 7, "username": "john"}\n{"username": "mary", "id": 12345678901234567890}\n'
    document = read_text(text)
    assert document.preview.format is ListFormat.JSON_LINES
    assert document.preview.columns == ("id", "username")
    assert texts(text) == ["john", "mary"]
    ids = document.prepare(0, CLUSTER, 10)
    assert [entry.text for entry in ids.entries] == ["7", "12345678901234567890"]


def test_a_damaged_line_of_json_is_refused_and_the_others_are_read() -> None:
    result = prepared('{"username": "john"}\n{"username": \n{"username": "mary"}\n7\n{"id": 1}\n')
    assert [entry.text for entry in result.entries] == ["john", '{"username":', "mary", "7"]
    assert [entry.refusal is None for entry in result.entries] == [True, False, True, True]
    assert result.counts.empty == 1


def test_texts_in_json_are_read_with_their_escapes() -> None:
    assert texts('"jo\\u0068n"\n"mary"\n') == ["john", "mary"]


def test_a_json_array_is_read() -> None:
    assert texts('[{"username": "john"},\n {"username": "mary"}]') == ["john", "mary"]
    assert texts('["john", "mary", oops, "ann"]') == ["john", "mary", "oops", "ann"]


def test_a_file_is_read_with_its_name_and_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "breach.txt"
    path.write_bytes("jörg\nmary\n".encode("cp1252"))
    document = read_file(path)
    assert (document.preview.title, document.preview.encoding) == ("breach.txt", "Windows-1252")
    assert document.preview.rows == (("jörg",), ("mary",))


def test_what_a_file_contains_counts_more_than_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text("name\tuid\nJohn\tjohn7\n")
    assert read_file(path).preview.columns == ("name", "uid")


@pytest.mark.parametrize(
    "text",
    [
        "john\n" * 500,
        "john\n" + "\n" * 500,
        "username,x\njohn,y\nmary,z\n" + "\n" * 500,
        '["x"' + ',"x"' * 500,
    ],
)
def test_counting_what_is_repeated_without_measure_ends(text: str) -> None:
    assert read_text(text).prepare(0, CLUSTER, 6).counts.lines
    assert fault(lambda: read_text(text).prepare(0, CLUSTER, 4)) is ListFault.TOO_LONG
